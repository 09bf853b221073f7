/** Actions on many customers at once. */
import { defineSlice } from '../define-slice.ts';

export const bulkCustomersSlice = defineSlice({
  name: 'bulk-customers',
  area: 'crm',
  menu: 'customers',
  permissions: { 'customer.assign': { heldFrom: ['leader'], isScoped: true, isChanging: true } },
  errors: { 'bulk.no-agent': 422, 'bulk.password-needed': 422 },
  auditActions: [
    'customer.delete-many',
    'customer.assign-many',
    'customer.change-many',
    'customer.take-many',
    'customer.give-back-many',
    'customer.lock-many',
    'customer.unlock-many',
  ],
});
