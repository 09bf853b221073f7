import type { Translated } from '../../../text/texts.ts';
import type { zh } from './blacklist.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'blacklist.taken': 'This number or pattern is on the blacklist already',
    'blacklist.full': 'The blacklist holds {{most}} entries; remove some that are not needed',
    'blacklist.numbers-hidden': 'Your role hides customers’ numbers, so you cannot add any; ask who sees them',
  },
  blacklist: {
    what: 'the blacklist',
    add: 'Add number',
    unit: 'entries',
    hint: 'Numbers on it can neither call nor be called; emergency numbers such as 110, 119 and 120 always can',
    search: 'Number, reason',
    number: 'Number or pattern',
    numberHint: 'In a pattern ? is one digit and * any number of them, e.g. 154* or 0755?????000',
    fixed: 'A number cannot be changed; remove it and add another one',
    direction: 'Direction',
    directions: { inbound: 'Calls in', outbound: 'Calls out', both: 'Both' },
    reason: 'Reason',
    expiresAt: 'Expires',
    expiresHint: 'Leave empty for no expiry',
    state: 'State',
    live: 'Active',
    expired: 'Expired',
    hits: 'Hits',
    createdAt: 'Added',
    remove: 'Remove',
    removeAsk: 'Remove “{{name}}”?',
    removed: '“{{name}}” removed',
    removing: 'Calls are possible again at once',
  },
  permissions: { 'blacklist.read': 'See the blacklist', 'blacklist.manage': 'Manage the blacklist' },
  audit: {
    actions: {
      'blocked-number.create': 'Added to the blacklist',
      'blocked-number.change': 'Blacklist changed',
      'blocked-number.delete': 'Removed from the blacklist',
    },
    records: { 'blocked-number': 'Blacklist' },
  },
};
