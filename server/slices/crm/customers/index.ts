/** The door of the customers. */
export { mountCustomers, type CustomersSlice } from './routes.ts';
export { customersExport } from './export.ts';
export { customersImport } from './import.ts';
/** `findOpenCustomer`: a customer that the reader may open. */
export { findByNumber, findByNumbers, findCustomer as findOpenCustomer } from './store.ts';
export { customerListeners } from './follow-owner.ts';
export { findCustomers } from './find.ts';
export { findIds } from './search.ts';
export { inScope } from './scope.ts';
export { createFillInitialsJob, fillInitials } from './fill-initials.ts';
