/** What the customer's page may use of the deals. */
export { CustomerDeals } from './customer-deals.tsx';
