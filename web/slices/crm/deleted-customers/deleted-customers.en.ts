import type { Translated } from '../../../text/texts.ts';
import type { zh } from './deleted-customers.zh.ts';

export const en: Translated<typeof zh> = {
  deletedCustomers: {
    what: 'deleted customers',
    bin: 'Recycle bin',
    search: 'Search deleted customers',
    name: 'Name',
    nameOrNumber: 'Name or number',
    phone: 'Number',
    owner: 'Agent',
    deletedBy: 'Deleted by',
    deletedAt: 'Deleted at',
    left: 'Time left',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    lastDay: 'About to be deleted',
    empty: 'The recycle bin is empty',
    emptyHint_one: 'Deleted customers are kept for {{count}} day and can be restored here',
    emptyHint_other: 'Deleted customers are kept for {{count}} days and can be restored here',
    delete: 'Delete customer',
    deleteOne: 'Delete {{name}}',
    deleted: '{{name}} is in the recycle bin',
    restore: 'Restore {{name}}',
    restoredMany_one: '{{count}} customer restored',
    restoredMany_other: '{{count}} customers restored',
    notRestoredTaken_one: '{{count}} not restored: the number is in use',
    notRestoredTaken_other: '{{count}} not restored: their numbers are in use',
    notRestoredGone_one: '{{count}} not in the recycle bin or not permitted',
    notRestoredGone_other: '{{count}} not in the recycle bin or not permitted',
    restoreChecked: 'Restore',
    restored: '{{name}} was restored',
    purge: 'Delete {{name}} for good',
    purgeTitle: 'Delete {{name}} for good?',
    purgeHint:
      'The record, its contacts, follow-ups, deals and files are gone and cannot be restored. Calls and recordings stay',
    purgeOk: 'Delete for good',
    purged: '{{name}} was deleted for good',
  },
  errors: {
    'deleted-customer.number-taken-by': 'Cannot be restored: the number {{number}} belongs to {{name}} now',
    'deleted-customer.number-taken': 'Cannot be restored: the number {{number}} belongs to another customer now',
  },
  permissions: {
    'customer.delete': 'Delete and restore customers',
    'deleted-customer.read': 'See the recycle bin of customers',
    'deleted-customer.purge': 'Delete customers for good',
  },
  audit: {
    actions: {
      'customer.delete': 'Customer deleted',
      'customer.restore': 'Customer restored',
      'customer.purge': 'Customer deleted for good',
    },
    records: { 'deleted-customer': 'Deleted customer' },
    fields: { purgedCount: 'Count' },
  },
};
