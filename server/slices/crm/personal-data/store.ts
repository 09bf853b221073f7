/** Certificates of what was erased, which are the intent before and the proof after. */
import { sql } from 'kysely';
import type { Erasure } from '@bahu/contract/personal-data.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import type { Person } from '../../../kernel/personal-data.ts';
import type {
  Generated,
  JsonWithDefault,
  MomentWithDefault,
  NullableMoment,
  OfTenant,
} from '../../../kernel/tables/columns.ts';

declare module '../../../kernel/tables.ts' {
  interface Tables {
    erasures: OfTenant & {
      id: string;
      customerId: string;
      jobId: string;
      byId: string;
      byName: string;
      reason: Generated<string>;
      requestedAt: MomentWithDefault;
      endedAt: NullableMoment;
      counts: JsonWithDefault<Record<string, number>>;
      removedFiles: Generated<number>;
      person: JsonWithDefault<Person | null>;
      files: JsonWithDefault<string[]>;
    };
  }
}

export interface OpenErasure {
  readonly id: string;
  readonly person: Person;
  readonly counts: Readonly<Record<string, number>>;
  readonly files: readonly string[];
}

interface Begun {
  customerId: string;
  jobId: string;
  reason: string;
  person: Person;
}

export async function beginErasure(tx: Tx, { tenantId, userId, name }: Principal, begun: Begun): Promise<string> {
  const id = newId();
  const person = JSON.stringify(begun.person);
  await tx
    .insertInto('erasures')
    .values({ ...begun, person, tenantId, id, byId: userId, byName: name })
    .execute();
  return id;
}

const open = (tx: Tx) => tx.selectFrom('erasures').select('id').where('endedAt', 'is', null);

/** Held until the end of the transaction, so that two never work at it at once; undefined when it is done. */
export async function holdErasure(tx: Tx, id: string): Promise<OpenErasure | undefined> {
  const row = await open(tx).select(['person', 'counts', 'files']).where('id', '=', id).forUpdate().executeTakeFirst();
  return row?.person ? { ...row, person: row.person } : undefined;
}

/** The one that a job works at. */
export const erasureOfJob = async (tx: Tx, jobId: string): Promise<string | undefined> =>
  (await open(tx).where('jobId', '=', jobId).executeTakeFirst())?.id;

/** Those whose job has ended before they were done. */
export const leftOpen = async (tx: Tx): Promise<string[]> => {
  const working = tx.selectFrom('backgroundJobs').select('id').where('state', 'in', ['waiting', 'running']);
  return (await open(tx).where('jobId', 'not in', working).execute()).map(({ id }) => id);
};

export async function noteErased(
  tx: Tx,
  id: string,
  { table, rows, files }: { table: string; rows: number; files: readonly string[] },
): Promise<void> {
  await tx
    .updateTable('erasures')
    .set({
      counts: sql<string>`counts || jsonb_build_object(${table}::text, ${rows}::int)`,
      files: JSON.stringify(files),
    })
    .where('id', '=', id)
    .execute();
}

export async function noteRemoved(tx: Tx, id: string, count: number): Promise<void> {
  await tx
    .updateTable('erasures')
    .set({ files: '[]', removedFiles: sql<number>`removed_files + ${count}` })
    .where('id', '=', id)
    .execute();
}

/** Done: nothing in the row is of the person any more. How many rows it was. */
export async function endErasure(tx: Tx, id: string): Promise<number> {
  const { counts } = await tx
    .updateTable('erasures')
    .set({ endedAt: sql<Date>`now()`, person: sql<string>`null` })
    .where('id', '=', id)
    .returning('counts')
    .executeTakeFirstOrThrow();
  return Object.values(counts).reduce((sum, rows) => sum + rows, 0);
}

const described = (tx: Tx) =>
  tx
    .selectFrom('erasures as e')
    .select([
      'e.id',
      'e.customerId',
      'e.requestedAt',
      'e.endedAt',
      'e.byName',
      'e.reason',
      'e.counts',
      'e.removedFiles',
    ])
    .select(sql<string>`e.requested_at::text`.as('sortKey'));

type Described = Awaited<ReturnType<ReturnType<typeof described>['executeTakeFirstOrThrow']>>;

const present = ({ requestedAt, endedAt, counts, removedFiles, sortKey: _sortKey, ...row }: Described): Erasure => ({
  ...row,
  requestedAt: requestedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  counts: Object.entries(counts)
    .filter(([, rows]) => rows > 0)
    .map(([table, rows]) => ({ table, rows })),
  files: removedFiles,
});

export async function findErasure(tx: Tx, id: string): Promise<Erasure | undefined> {
  const row = await described(tx).where('e.id', '=', id).executeTakeFirst();
  return row && present(row);
}

const listName = 'erasures';

export async function listErasures(tx: Tx, query: { cursor?: string; limit?: number }) {
  const after = readCursor(listName, query.cursor);
  const limit = pageSize(query);
  const count = await countRows(tx, tx.selectFrom('erasures as e').select('e.id'));
  let page = described(tx);
  if (after) page = page.where(sql<boolean>`(e.requested_at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await page
    .orderBy('e.requestedAt', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows: shown, ...rest } = cutPage(listName, rows, limit, (row) => ({ at: row.sortKey, id: row.id }));
  return { ...rest, items: shown.map(present), ...count };
}
