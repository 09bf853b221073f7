/** What the customer's page may use of the deals. */
export { money } from './amount.ts';
export { CustomerDeals } from './customer-deals.tsx';
