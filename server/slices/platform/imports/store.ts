/** Rows of imports and of what they staged. */
import { sql } from 'kysely';
import type { FileColumn, Import, ImportChoices, ImportQuestion } from '@bahu/contract/imports.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { cellSeparator } from '../../../spreadsheet/table.ts';
import type { Counts, TopRow } from '../../../kernel/tables/transfers.ts';

export type ImportRecord = NonNullable<Awaited<ReturnType<typeof findImport>>>;
type RowState = Import['state'];

/** Of these none is read any more. */
export const endedStates: readonly RowState[] = ['applied', 'undoing', 'undone', 'cancelled', 'failed'];

/** An import of the tenant, whoever's it is. */
export const findImport = (tx: Tx, id: string) =>
  tx.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst();

/** An import of this user, locked against other steps. @throws Refusal not-found */
export async function lockMine(tx: Tx, reader: Principal, id: string): Promise<ImportRecord> {
  const found = await tx
    .selectFrom('imports')
    .selectAll()
    .where('id', '=', id)
    .where('userId', '=', reader.userId)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new Refusal('not-found');
  return found;
}

/** For a step: whoever runs the same one waits, and then sees how far it has come. */
export const lockImport = (tx: Tx, id: string): Promise<ImportRecord> =>
  tx.selectFrom('imports').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

export interface ImportUpdate {
  state?: RowState;
  jobId?: string;
  bytes?: number;
  path?: null;
  sheets?: readonly string[];
  sheet?: number;
  headLine?: number;
  firstLine?: number;
  topRows?: TopRow[];
  merged?: { ref: string; toLine: number } | null;
  choices?: Partial<ImportChoices>;
  questions?: { key: ImportQuestion; rows: number }[];
  warnings?: Import['warnings'];
  encoding?: Import['encoding'];
  delimiter?: string | null;
  columns?: FileColumn[];
  fileRows?: number;
  mapping?: (string | null)[];
  onExisting?: Import['onExisting'];
  forAll?: Record<string, string>;
  assignTo?: string[] | null;
  assignShares?: number[] | null;
  counts?: Counts | null;
  reasons?: Import['reasons'];
  error?: Import['error'];
  appliedLine?: number;
  undoneLine?: number;
  assigned?: number;
  result?: { created: number; updated: number; skipped: number };
}

const asJson = new Set([
  'sheets',
  'topRows',
  'merged',
  'choices',
  'questions',
  'warnings',
  'columns',
  'mapping',
  'forAll',
  'counts',
  'reasons',
  'error',
  'result',
]);

export async function updateImport(tx: Tx, id: string, update: ImportUpdate): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(update).map(([key, value]) => [
      key,
      asJson.has(key) && value !== null ? JSON.stringify(value) : (value as unknown),
    ]),
  );
  await tx.updateTable('imports').set(set).where('id', '=', id).execute();
}

export interface StagedRow {
  line: number;
  state: 'new' | 'invalid';
  key: string;
  recordId: string;
  cells: readonly string[];
  data: readonly string[];
  errors: string | null;
  warnings: string | null;
}

/** One statement for all of them. (COPY is not allowed under row-level security.) */
export async function stageRows(tx: Tx, importId: string, rows: readonly StagedRow[]): Promise<void> {
  const column = <T>(of: (row: StagedRow) => T): T[] => rows.map(of);
  await sql`
    insert into import_rows (tenant_id, import_id, line, state, key, record_id, cells, data, errors, warnings)
    select bahu_tenant(), ${importId}::uuid, * from unnest(${column((row) => row.line)}::int[], ${column((row) => row.state)}::text[], ${column((row) => row.key)}::text[],
      ${column((row) => row.recordId)}::uuid[], ${column((row) => row.cells.join(cellSeparator))}::text[], ${column((row) => row.data.join(cellSeparator))}::text[], ${column((row) => row.errors)}::text[], ${column((row) => row.warnings)}::text[])`.execute(
    tx,
  );
}

/**
 * This batch may reach the disk a moment after its commit: when PostgreSQL crashes in between, rows and the import's line are lost together and
 * done again. The step's last transaction waits for the disk, and with it for all before.
 */
export const commitLater = (tx: Tx) => sql`set local synchronous_commit = off`.execute(tx);

export const dropStaged = (tx: Tx, importId: string) =>
  tx.deleteFrom('importRows').where('importId', '=', importId).execute();

/** The last staged line. @throws Refusal import.rows-lost when PostgreSQL crashed and the table of staged rows is empty. */
export async function lastLine(tx: Tx, importId: string): Promise<number> {
  const row = await tx
    .selectFrom('importRows')
    .select('line')
    .where('importId', '=', importId)
    .orderBy('line', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new Refusal('import.rows-lost');
  return row.line;
}

export async function countStates(tx: Tx, importId: string): Promise<Counts> {
  const found = await tx
    .selectFrom('importRows')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('importId', '=', importId)
    .groupBy('state')
    .execute();
  const counts: Counts = { rows: 0, new: 0, update: 0, known: 0, duplicate: 0, invalid: 0 };
  for (const { state, count } of found) [counts[state], counts.rows] = [count, counts.rows + count];
  return counts;
}

const listName = 'import rows by line';
const noId = '00000000-0000-7000-8000-000000000000';

/** Rows in the order of the file, of one state or of all. */
export async function listRows(
  tx: Tx,
  found: ImportRecord,
  query: { cursor?: string; limit?: number; state?: keyof Omit<Counts, 'rows'> },
) {
  const after = readCursor(listName, query.cursor);
  const limit = pageSize(query);
  let page = tx
    .selectFrom('importRows')
    .select(['line', 'state', 'cells', 'errors', 'warnings'])
    .where('importId', '=', found.id);
  if (query.state) page = page.where('state', '=', query.state);
  if (after) page = page.where('line', '>', Number(after.at));
  const rows = await page
    .orderBy('line')
    .limit(limit + 1)
    .execute();
  const total = found.counts ? found.counts[query.state ?? 'rows'] : 0;
  return {
    ...cutPage(listName, rows, limit, (row) => ({ at: String(row.line), id: noId })),
    total,
    totalIsExact: true,
  };
}

/** How a user mapped columns with these heads before, or null. */
export async function recallMapping(
  tx: Tx,
  userId: string,
  kind: string,
  heads: readonly string[],
): Promise<(string | null)[] | null> {
  const row = await tx
    .selectFrom('importMappings')
    .select('mapping')
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .where('heads', '=', headsKey(heads))
    .executeTakeFirst();
  return row?.mapping ?? null;
}

export async function rememberMapping(
  tx: Tx,
  reader: Principal,
  kind: string,
  heads: readonly string[],
  mapping: readonly (string | null)[],
): Promise<void> {
  const stored = { mapping: JSON.stringify(mapping), usedAt: sql<Date>`now()` };
  await tx
    .insertInto('importMappings')
    .values({ tenantId: reader.tenantId, userId: reader.userId, kind, heads: headsKey(heads), mapping: stored.mapping })
    .onConflict((known) => known.columns(['tenantId', 'userId', 'kind', 'heads']).doUpdateSet(stored))
    .execute();
}

/** Short enough for an index whatever the heads are. */
const headsKey = (heads: readonly string[]): string => JSON.stringify(heads).slice(0, 500);
