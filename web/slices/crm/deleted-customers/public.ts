/** What other parts of the application may use of the recycle bin. */
export { BinButton } from './bin-button.tsx';
export { useDeleteCustomer, useRestoreCustomers } from './use-delete-customer.ts';
