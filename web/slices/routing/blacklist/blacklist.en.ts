import type { Translated } from '../../../text/texts.ts';
import type { zh } from './blacklist.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'blacklist.taken': 'This number or pattern is on the blacklist already',
    'blacklist.full': 'The blacklist holds {{most}} entries; remove some that are not needed',
    'blacklist.pattern': 'No pattern: ? is one digit, one * any number of them, and at least 2 digits are needed',
    'blacklist.emergency': 'Emergency numbers such as 110, 119 and 120 cannot be blocked',
    'blacklist.numbers-hidden':
      'Your role hides customers’ numbers, so you cannot add any; ask a colleague who sees them',
  },
  blacklist: {
    what: 'the blacklist',
    unit: 'entries',
    search: 'Number, reason',
    searchLabel: 'Search the blacklist',
    create: 'Add number',
    import: 'Import',
    number: 'Number or pattern',
    numberHint: 'In a pattern ? is one digit and * any number of them, e.g. 154* or 0755?????000',
    numberFixed: 'A number cannot be changed; remove it and add another one',
    direction: 'Direction',
    directions: { inbound: 'Calls in', outbound: 'Calls out', both: 'Both' },
    reason: 'Reason',
    expiresAt: 'Expires',
    expiresHint: 'Empty: never',
    forever: 'Never',
    state: 'State',
    live: 'Active',
    expired: 'Expired',
    hits: 'Hits',
    hitsOf: 'See the calls that were blocked: {{count}}',
    createdAt: 'Added',
    saved: 'Blacklist saved',
    delete: 'Remove',
    deleteConfirm: 'Remove {{number}} from the blacklist?',
    deleteHint: 'Calls are possible again at once',
    deleted: 'Removed from the blacklist',
    nothing: 'The blacklist is empty',
    nothingHint: 'Numbers on it can neither call nor be called; emergency numbers such as 110, 119 and 120 always can',
  },
  permissions: {
    'blacklist.read': 'See the blacklist',
    'blacklist.manage': 'Manage the blacklist',
  },
  audit: {
    actions: {
      'blacklist.create': 'Added to the blacklist',
      'blacklist.change': 'Blacklist changed',
      'blacklist.delete': 'Removed from the blacklist',
    },
    records: { 'blacklist-entry': 'Blacklist' },
  },
};
