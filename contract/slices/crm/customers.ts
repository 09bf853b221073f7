/** Customers and what was agreed with them. */
import { defineSlice } from '../define-slice.ts';

export const customersSlice = defineSlice({
  name: 'customers',
  area: 'crm',
  menu: 'customers',
  permissions: {
    'customer.read': { heldFrom: ['agent', 'inspector'], isScoped: true },
    'customer.create': { heldFrom: ['agent'], isChanging: true },
    'customer.edit': { heldFrom: ['agent'], isScoped: true, isChanging: true },
    'customer.import': { heldFrom: ['supervisor'], isScoped: true, isChanging: true },
    'customer.export': { heldFrom: ['supervisor'], isScoped: true },
    'customer.reveal-number': { heldFrom: ['supervisor'], isChanging: true },
    'follow-up.read': { heldFrom: ['agent', 'inspector'] },
    'follow-up.create': { heldFrom: ['agent'], isChanging: true },
    'follow-up.edit': { heldFrom: ['agent'], isChanging: true },
  },
  errors: {
    'customer.phone-taken': 409,
    'customer.phone-taken-by': 409,
    'customer.too-many-numbers': 409,
    'customer.number-is-primary': 409,
    'customer.changed-meanwhile': 409,
  },
  auditActions: [
    'customer.create',
    'customer.change',
    'customer.reveal-number',
    'customer.add-number',
    'customer.change-number',
    'customer.remove-number',
    'follow-up.change',
  ],
  records: {
    customer: { audience: 'scope', read: 'customer.read', owned: { hasPool: true } },
    'follow-up': { audience: 'scope', read: 'customer.read', owned: { hasPool: true } },
  },
  todos: ['follow-up'],
  lists: ['customers', 'follow-ups'],
  exports: {
    customers: 'customer.export',
    'follow-ups': 'customer.export',
  },
  imports: {
    customers: 'customer.import',
  },
  importsOfNumbers: ['customers'],
  events: ['customer.created', 'customer.changed'],
});
