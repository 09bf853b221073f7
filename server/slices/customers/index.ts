/** The door of the customers. */
export { mountCustomers, type CustomersSlice } from './routes.ts';
export { findByNumber } from './store.ts';
