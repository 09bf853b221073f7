import type { Translated } from '../../../text/texts.ts';
import type { zh } from './bulk-customers.zh.ts';

export const en: Translated<typeof zh> = {
  bulkCustomers: {
    started: 'Begun; see the progress under background jobs',
    done_one: '{{count}} customer done',
    done_other: '{{count}} customers done',
    skipped_one: '{{count}} skipped: beyond your rights, or deleted',
    skipped_other: '{{count}} skipped: beyond your rights, or deleted',
    assign: {
      short: 'Assign',
      title_one: 'Assign {{count}} customer',
      title_other: 'Assign {{count}} customers',
      agents: 'To agents',
      pool: 'To the public pool',
      to: 'Agents',
      hint: 'Several agents get equal shares',
      poolHint: 'Customers in the public pool belong to no agent',
      apply: 'Assign',
    },
    change: {
      short: 'Change',
      title_one: 'Change one field of {{count}} customer',
      title_other: 'Change one field of {{count}} customers',
      field: 'Field',
      choose: 'Choose the field to change',
      apply: 'Change',
    },
    delete: {
      short: 'Delete',
      title_one: 'Delete {{count}} customer?',
      title_other: 'Delete {{count}} customers?',
      hint_one: 'Deleted customers stay in the recycle bin for {{count}} day and can be restored',
      hint_other: 'Deleted customers stay in the recycle bin for {{count}} days and can be restored',
      password: 'Your password',
      apply: 'Delete',
    },
  },
  errors: {
    'bulk.no-agent': 'The chosen agents are disabled or beyond your scope',
    'bulk.password-needed': 'Deleting all that was found needs your password',
  },
  permissions: { 'customer.assign': 'Assign customers' },
  audit: {
    actions: {
      'customer.delete-many': 'Many customers deleted',
      'customer.assign-many': 'Many customers assigned',
      'customer.change-many': 'Many customers changed',
    },
    fields: { to: 'Assigned to', names: 'Customers', first: 'The first' },
  },
};
