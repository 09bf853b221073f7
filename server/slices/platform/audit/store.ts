import { sql, type SelectQueryBuilder } from 'kysely';
import type { Static } from 'typebox';
import type { auditRoutes } from '@bahu/contract/audit.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { isDigits } from '../../../kernel/number-search.ts';
import { condition, limits } from '../../../kernel/ownership/condition.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import type { Tables } from '../../../kernel/tables.ts';
import { anywhere } from '../../../kernel/text-search.ts';

export type AuditFilter = Static<typeof auditRoutes.list.query>;
export type AuditRecord = Awaited<ReturnType<typeof listEntries>>['rows'][number];
type Rows = SelectQueryBuilder<Tables & { l: Tables['auditRows'] }, 'l', object>;

/** What the reader did themselves, what people of their departments did, or everything. */
const entries = { owner: 'l.actorId', department: 'l.departmentId' } as const;
const order = 'audit by time';
/** A search that finds more than these shows the newest of them and says that its total is estimated. */
const maxFound = 5000;

/** The rows of a filter in the reader's scope, without page and order, or null when it can find none. Of what is searched for, at most so many of those that fit. */
export async function filteredEntries(
  tx: Tx,
  reader: Principal,
  filter: AuditFilter,
  most = maxFound,
): Promise<Rows | null> {
  let found: Rows = tx.selectFrom('auditRows as l').where(condition(entries, rangeOf(reader, 'audit.read')));
  if (filter.from) found = found.where('l.at', '>=', readMoment(filter.from, 'from'));
  if (filter.to) found = found.where('l.at', '<', readMoment(filter.to, 'to'));
  if (filter.actor) found = found.where('l.actorId', '=', filter.actor);
  if (filter.action) found = found.where('l.action', '=', filter.action);
  if (filter.recordType) found = found.where('l.recordType', '=', filter.recordType);
  if (filter.recordId) found = found.where('l.recordId', '=', filter.recordId);
  const text = filter.search?.trim().toLowerCase();
  if (!text) return found;
  if (reader.masksNumbers && isDigits(text)) return null;
  const pattern = anywhere(text);
  const ids = sql<string>`(select bahu_audit_by_words(${gramsOf(pattern)}::text[], ${pattern}, ${limits(rangeOf(reader, 'audit.read'))}, ${most}))`;
  if (!reader.masksNumbers || !/\p{Nd}/u.test(text)) return found.where('l.id', 'in', ids);
  const seen = await tx
    .selectFrom('auditRows as l')
    .select(['l.id', 'l.actorName', 'l.recordName', 'l.recordType', 'l.address'])
    .where('l.id', 'in', ids)
    .execute();
  return found.where(
    'l.id',
    '=',
    sql<string>`any(${seen.filter((row) => wordsFor(reader, row).includes(text)).map((row) => row.id)}::uuid[])`,
  );
}

/** What of an entry can be searched, as this reader sees it: with digits alone one would otherwise find out what is masked. */
const wordsFor = (
  reader: Principal,
  row: Pick<AuditRecord, 'actorName' | 'recordName' | 'recordType' | 'address'>,
): string => [row.actorName, recordNameFor(reader, row) ?? '', row.address ?? ''].join(' ').toLowerCase();

/** Pairs of characters as `bahu_grams` makes them, of the runs between the signs of LIKE. */
function gramsOf(pattern: string): string[] {
  const runs = pattern
    .replace(/\\(.)/g, '$1')
    .split('%')
    .map((run) => [...run])
    .filter((run) => run.length > 0);
  return runs.flatMap((run) => (run.length === 1 ? run : run.slice(1).map((character, i) => `${run[i]!}${character}`)));
}

export const entryColumns = [
  'l.id',
  'l.at',
  'l.actorId',
  'l.actorName',
  'l.via',
  'l.address',
  'l.action',
  'l.recordType',
  'l.recordId',
  'l.recordName',
  'l.before',
  'l.after',
] as const;

/** How it went: null for what was wanted and may have been done or not. */
export const outcomeColumn = sql<string | null>`case when l.is_intent
  then (select o.outcome from audit_outcomes o where o.tenant_id = l.tenant_id and o.audit_id = l.id) else 'done' end`.as(
  'outcome',
);

export async function listEntries(tx: Tx, reader: Principal, filter: AuditFilter) {
  const after = readCursor(order, filter.cursor);
  const limit = pageSize(filter);
  const found = await filteredEntries(tx, reader, filter);
  if (!found) return { rows: [], next: null, total: 0, totalIsExact: true };
  const { total, totalIsExact } = await countRows(tx, found.select('l.id'));
  const page = after ? found.where(sql<boolean>`(l.at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)`) : found;
  const rows = await page
    .select(entryColumns)
    .select(outcomeColumn)
    .select(sql<string>`l.at::text`.as('sortKey'))
    .orderBy('l.at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(limit + 1)
    .execute();
  return {
    ...cutPage(order, rows, limit, (row) => ({ at: row.sortKey, id: row.id })),
    total,
    totalIsExact: totalIsExact && !(filter.search && total >= maxFound),
  };
}

/** One entry in the reader's scope. */
export const findEntry = (tx: Tx, reader: Principal, id: string) =>
  tx
    .selectFrom('auditRows as l')
    .where(condition(entries, rangeOf(reader, 'audit.read')))
    .where('l.id', '=', id)
    .select(entryColumns)
    .select(outcomeColumn)
    .executeTakeFirst();

/** These entries in no order, whoever may read the log: for a slice that shows what became of its own record. */
export const readEntries = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('auditRows as l')
    .where('l.id', 'in', [...ids])
    .select(entryColumns)
    .select(outcomeColumn)
    .execute();

/** The actions that occur, by jumping from one to the next in their index instead of reading the whole log. */
export async function listActions(tx: Tx): Promise<{ action: string; recordType: string }[]> {
  const found = await sql<{ action: string; recordType: string }>`
    with recursive known as (
      (select action, record_type from audit_rows order by action limit 1)
      union all
      select n.action, n.record_type from known k, lateral (select r.action, r.record_type from audit_rows r where r.action > k.action order by r.action limit 1) n
    ) select action, record_type as "recordType" from known order by action`.execute(tx);
  return found.rows;
}

/** The name of an export's file is ours and holds its day and hour; every other name is what people called the record. */
export const recordNameFor = (
  reader: Pick<Principal, 'masksNumbers'>,
  { recordName, recordType }: Pick<AuditRecord, 'recordName' | 'recordType'>,
): string | null => (recordName && recordType !== 'export' ? textFor(reader, recordName) : recordName);
