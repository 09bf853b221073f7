/** What other parts of the application may use of the customers' slice. */
export { readCustomerSearch, readCustomersSearch } from './search.ts';
