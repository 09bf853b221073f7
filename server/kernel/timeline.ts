/** Where the entries of a customer's timeline come from: each slice offers its own kinds, handed to the customers where the program is put together. */
import type { RawBuilder } from 'kysely';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { TimelineItemOf, TimelineKind } from '@bahu/contract/timeline.ts';
import type { Principal } from './auth/principal.ts';
import type { Tx } from './db.ts';

export interface TimelineSource<Kind extends TimelineKind = TimelineKind> {
  /** What a reader of the customer needs beside. */
  readonly needs: Permission;
  /**
   * Its entries with a customer whom the reader may open, as a query of `id`, `at` and `by_id`, whose they are. An index has to lead to them in the
   * order of `at` and `id`, latest first.
   */
  readonly entries: (customerId: string) => RawBuilder<unknown>;
  /** These by their ids, as the reader may see them. */
  readonly read: (
    tx: Tx,
    reader: Principal,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, TimelineItemOf<Kind>>>;
}
/** One for every kind. */
export type TimelineSources = { readonly [Kind in TimelineKind]: TimelineSource<Kind> };
