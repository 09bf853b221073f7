import type { Translated } from '../../../text/texts.ts';
import type { zh } from './customer-owners.zh.ts';

export const en: Translated<typeof zh> = {
  owners: {
    acts: { take: 'Take', 'give-back': 'Give back to the pool', lock: 'Lock', unlock: 'Unlock' },
    actsOn: {
      take: 'Take {{name}}',
      'give-back': 'Give {{name}} back to the pool',
      lock: 'Lock {{name}}',
      unlock: 'Unlock {{name}}',
    },
    done: {
      take: '{{name}} is yours now',
      'give-back': '{{name}} is in the public pool',
      lock: '{{name}} is locked',
      unlock: '{{name}} is unlocked',
    },
    locked: 'Locked',
    lockedUntil: 'Locked until',
    history: 'Former owners',
    none: 'Always had the same owner',
    noneHint: 'Changes by taking, giving back, assigning, imports and merges stand here',
    more: 'Earlier ones',
    pool: 'Public pool',
    gone: 'An agent who is gone',
    becomes: 'becomes',
    ofMerged: 'of a customer who was merged',
    reasons: {
      assign: 'Assigned',
      take: 'Taken',
      'give-back': 'Given back',
      rule: 'Back by rule',
      import: 'Import',
      'import-undo': 'Import undone',
      merge: 'Merge',
      unmerge: 'Merge undone',
      restore: 'Restored',
      other: 'Other',
    },
    column: 'Lock',
    filter: 'Lock state',
    yes: 'Locked',
    no: 'Not locked',
  },
  errors: {
    'customer.taken': 'Somebody else has taken this customer: no longer in the public pool',
    'customer.take-limit': 'You have taken as many customers today as you may',
    'customer.lock-limit': 'You have locked as many customers as you may; unlock another one first',
    'customer.locked': 'Its agent has locked this customer: nobody takes them',
    'customer.not-yours': 'Not your customer',
  },
  permissions: {
    'customer.take': 'Take customers from the pool and give them back',
    'customer.lock': 'Lock own customers',
    'customer.unlock': 'Unlock customers of others',
  },
  audit: {
    actions: {
      'customer.take': 'Customer taken',
      'customer.give-back': 'Customer given back to the pool',
      'customer.lock': 'Customer locked',
      'customer.unlock': 'Customer unlocked',
      'customer.return': 'Customers back in the pool by rule',
    },
    records: { 'customer-return': 'Customer about to go back' },
    fields: { shares: 'Parts', returnedCount: 'Given back' },
  },
};
