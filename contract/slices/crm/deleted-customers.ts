/** Customers that were deleted, for as long as they can be restored. */
import { defineSlice } from '../define-slice.ts';

export const deletedCustomersSlice = defineSlice({
  name: 'deleted-customers',
  area: 'crm',
  menu: 'customers',
  permissions: {
    'customer.delete': { heldFrom: ['supervisor'], isScoped: true, isChanging: true },
    'deleted-customer.read': { heldFrom: ['supervisor'], isScoped: true },
    'deleted-customer.purge': { heldFrom: [], isChanging: true },
  },
  errors: { 'deleted-customer.number-taken': 409, 'deleted-customer.number-taken-by': 409 },
  auditActions: ['customer.delete', 'customer.restore', 'customer.purge'],
  records: { 'deleted-customer': { audience: 'scope', read: 'deleted-customer.read', owned: {} } },
  lists: ['deleted-customers'],
  events: ['customer.deleted', 'customer.restored'],
});
