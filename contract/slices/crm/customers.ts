/** Customers and what was agreed with them. */
import { fieldsOfCustomers, fieldsOfFollowUps } from '@bahu/domain/fields/customer-owner.ts';
import { defineSlice } from '../define-slice.ts';

export const customersSlice = defineSlice({
  name: 'customers',
  area: 'crm',
  menu: 'customers',
  permissions: {
    'customer.read': { heldFrom: ['agent', 'inspector'], isScoped: true },
    'customer.create': { heldFrom: ['agent'], isChanging: true },
    'customer.edit': { heldFrom: ['agent'], isScoped: true, isChanging: true },
    'customer.merge': { heldFrom: ['supervisor'], isChanging: true },
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
    'customer.changed-meanwhile': 409,
    'contact.too-many': 409,
    'customer.merge-hidden': 403,
    'customer.merge-numbers': 409,
    'customer.unmerge-over': 409,
    'customer.unmerge-gone': 409,
  },
  auditActions: [
    'customer.create',
    'customer.change',
    'customer.reveal-number',
    'customer.add-number',
    'customer.change-number',
    'customer.remove-number',
    'customer.merge',
    'customer.unmerge',
    'follow-up.change',
    'contact.create',
    'contact.change',
    'contact.delete',
  ],
  records: {
    customer: { audience: 'scope', read: 'customer.read', owned: { hasPool: true } },
    'follow-up': { audience: 'scope', read: 'customer.read', owned: { hasPool: true } },
    contact: { audience: 'scope', read: 'customer.read', owned: { hasPool: true } },
  },
  todos: ['follow-up'],
  fieldOwners: {
    customers: {
      ...fieldsOfCustomers,
      table: 'customers',
      bin: 'deleted_customers',
      record: 'customer',
      reads: ['customer.read'],
      writes: ['customer.create', 'customer.edit'],
    },
    'follow-ups': {
      ...fieldsOfFollowUps,
      table: 'follow_ups',
      record: 'follow-up',
      reads: ['customer.read', 'follow-up.read'],
      writes: ['follow-up.create'],
    },
  },
  lists: ['customers', 'follow-ups'],
  exports: {
    customers: 'customer.export',
    'follow-ups': 'customer.export',
  },
  imports: {
    customers: 'customer.import',
  },
  importsOfNumbers: ['customers'],
  finds: { customers: { needs: ['customer.read'] } },
  events: ['customer.created', 'customer.changed'],
});
