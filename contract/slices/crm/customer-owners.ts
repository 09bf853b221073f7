/** Whose customers are: taking them from the public pool, locking them, and who had them before. */
import { defineSlice } from '../define-slice.ts';

export const customerOwnersSlice = defineSlice({
  name: 'customer-owners',
  area: 'crm',
  menu: 'customers',
  permissions: {
    'customer.take': { heldFrom: ['agent'], isChanging: true },
    'customer.lock': { heldFrom: ['agent'], isChanging: true },
    'customer.unlock': { heldFrom: ['supervisor'], isScoped: true, isChanging: true },
  },
  errors: {
    'customer.taken': 409,
    'customer.take-limit': 409,
    'customer.lock-limit': 409,
    'customer.locked': 409,
    'customer.not-yours': 409,
  },
  auditActions: ['customer.take', 'customer.give-back', 'customer.lock', 'customer.unlock', 'customer.return'],
  records: {
    /** A customer who is about to go back to the pool, for their agent. */
    'customer-return': { audience: 'scope', read: 'customer.read', owned: {} },
  },
  todos: ['customer-return'],
});
