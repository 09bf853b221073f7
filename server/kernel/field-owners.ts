/** Records whose fields tenants design: where they stand, how one is opened, and who reads and writes them. A further owner is one entry. */
import type { Permission } from '@bahu/contract/permissions.ts';
import type { FieldOwner } from '@bahu/domain/fields/field.ts';
import type { OpenKind } from './open-records.ts';

interface OwnerRule {
  readonly table: string;
  /** As its slice offers it (`open-records.ts`). */
  readonly kind: OpenKind & ('customer' | 'follow-up');
  /** Whoever opens one by its kind needs these as well. */
  readonly readers: readonly Permission[];
  /** Whoever holds one of these may write one. */
  readonly writers: readonly Permission[];
}

export const ownerRules = {
  customers: {
    table: 'customers',
    kind: 'customer',
    readers: ['customer.read'],
    writers: ['customer.create', 'customer.edit'],
  },
  'follow-ups': {
    table: 'follow_ups',
    kind: 'follow-up',
    readers: ['customer.read', 'follow-up.read'],
    writers: ['follow-up.create'],
  },
} as const satisfies Readonly<Record<FieldOwner, OwnerRule>>;
