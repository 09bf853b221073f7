/** What operators did, in the installation's own log; append-only, and written in the transaction of the deed. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { cutPage, countRows, pageSize, readCursor } from '../../../kernel/keyset.ts';

/** Who did it, from where. */
export interface Actor {
  operator: { operatorId: string | null; name: string };
  address: string | null;
}

export interface LogEntry {
  /** What was done, e.g. `tenant.change`. */
  action: string;
  tenantId?: string;
  before?: unknown;
  after?: unknown;
}

/** Writes an entry; the transaction must not run for a tenant yet. */
export async function log(
  tx: Tx,
  { operator, address }: Actor,
  { action, tenantId, before, after }: LogEntry,
): Promise<void> {
  await tx
    .insertInto('operatorLog')
    .values({
      id: newId(),
      operatorId: operator.operatorId,
      operatorName: operator.name,
      address,
      action,
      tenantId: tenantId ?? null,
      before: before === undefined ? null : JSON.stringify(before),
      after: after === undefined ? null : JSON.stringify(after),
    })
    .execute();
}

const order = 'operator log by time';

export async function listLog(tx: Tx, filter: { cursor?: string; limit?: number; tenant?: string }) {
  const limit = pageSize(filter);
  const after = readCursor(order, filter.cursor);
  let found = tx.selectFrom('operatorLog as l').leftJoin('tenants as t', 't.id', 'l.tenantId');
  if (filter.tenant) found = found.where('l.tenantId', '=', filter.tenant);
  const count = await countRows(tx, found.select('l.id'));
  const page =
    after === null ? found : found.where(sql<boolean>`(l.at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await page
    .select([
      'l.id',
      'l.at',
      'l.operatorName',
      'l.address',
      'l.action',
      't.code as tenantCode',
      't.name as tenantName',
      'l.before',
      'l.after',
    ])
    .select(sql<string>`l.at::text`.as('sortKey'))
    .orderBy('l.at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(limit + 1)
    .execute();
  return { ...cutPage(order, rows, limit, (row) => ({ at: row.sortKey, id: row.id })), ...count };
}
