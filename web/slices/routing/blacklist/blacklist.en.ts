import type { Translated } from '../../../text/texts.ts';
import type { zh } from './blacklist.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'blacklist.taken': 'This number or pattern is on the blacklist already',
    'blacklist.full': 'The blacklist holds {{most}} entries; remove some that are not needed',
    'blacklist.numbers-hidden':
      'Your role hides customers’ numbers, so you cannot add any; ask a colleague who sees them',
  },
  blacklist: {
    what: 'the blacklist',
    unit: 'entries',
    search: 'Number, reason',
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
    removing: 'Calls are possible again at once',
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
    records: { 'blocked-number': 'Blacklist' },
  },
};
