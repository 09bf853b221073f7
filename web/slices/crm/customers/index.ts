/** What other parts of the application may use of the customers' slice. */
export { customersShape, readCustomerSearch } from './search.ts';
