/** Deals that agents make with customers. */
import { fieldsOfDeals } from '@bahu/domain/fields/deal-fields.ts';
import { defineSlice } from '../define-slice.ts';

export const dealsSlice = defineSlice({
  name: 'deals',
  area: 'crm',
  menu: 'customers',
  permissions: {
    'deal.read': { heldFrom: ['agent', 'inspector'] },
    'deal.create': { heldFrom: ['agent'], isChanging: true },
    'deal.edit': { heldFrom: ['agent'], isChanging: true },
    'deal.assign': { heldFrom: ['leader'], isScoped: true, isChanging: true },
    'deal.delete': { heldFrom: ['supervisor'], isChanging: true },
  },
  auditActions: ['deal.create', 'deal.change', 'deal.delete'],
  records: { deal: { audience: 'scope', read: 'customer.read', owned: { hasPool: true } } },
  fieldOwners: {
    deals: {
      ...fieldsOfDeals,
      table: 'deals',
      record: 'deal',
      reads: ['customer.read', 'deal.read'],
      writes: ['deal.create', 'deal.edit'],
    },
  },
  lists: ['deals'],
  timeline: ['deal'],
  exports: { deals: 'customer.export' },
  events: ['deal.created', 'deal.changed', 'deal.deleted'],
});
