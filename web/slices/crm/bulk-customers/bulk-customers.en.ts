import type { Translated } from '../../../text/texts.ts';
import type { zh } from './bulk-customers.zh.ts';

export const en: Translated<typeof zh> = {
  bulkCustomers: {
    started: 'Started. Follow it in Background jobs',
    done_one: '{{count}} customer updated',
    done_other: '{{count}} customers updated',
    total: '{{total}}',
    totalAbout: 'about {{total}}',
    notDone_one: '{{count}} not updated, try again',
    notDone_other: '{{count}} not updated, try again',
    skipped_one: '{{count}} skipped: beyond your rights, or deleted',
    skipped_other: '{{count}} skipped: beyond your rights, or deleted',
    assign: {
      short: 'Assign',
      title_one: 'Assign {{number}} customer',
      title_other: 'Assign {{number}} customers',
      agents: 'To agents',
      pool: 'To the public pool',
      to: 'Agents',
      hint: 'Several agents get equal shares',
      poolHint: 'Customers in the public pool belong to no agent',
      apply: 'Assign',
    },
    change: {
      short: 'Change',
      title_one: 'Change one field of {{number}} customer',
      title_other: 'Change one field of {{number}} customers',
      field: 'Field',
      choose: 'Choose the field to change',
      apply: 'Change',
    },
    delete: {
      short: 'Delete',
      title_one: 'Delete {{number}} customer?',
      title_other: 'Delete {{number}} customers?',
      hint_one: 'Deleted customers stay in the recycle bin for {{count}} day and can be restored',
      hint_other: 'Deleted customers stay in the recycle bin for {{count}} days and can be restored',
      password: 'Your password',
      apply: 'Delete {{number}}',
    },
  },
  errors: {
    'bulk.no-agent': 'Some of these agents are disabled or beyond your scope',
    'bulk.password-needed': 'Deleting all that was found needs your password',
  },
  permissions: { 'customer.assign': 'Assign customers' },
  audit: {
    actions: {
      'customer.delete-many': 'Customers deleted in bulk',
      'customer.assign-many': 'Customers assigned in bulk',
      'customer.change-many': 'Customers changed in bulk',
    },
    fields: { to: 'Assigned to', names: 'Customers', first: 'The first' },
  },
};
