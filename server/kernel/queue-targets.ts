/** Queues that a record is for: rows of a table of its slice (`record`, `kind`, `target_id`), read, asked and written in one way. */
import { sql, type SqlBool } from 'kysely';
import type { Tx } from './db.ts';
import { Refusal } from './errors.ts';

export interface QueueTargets {
  /** Of `table`, the column that names the record, and what the query calls the records. */
  readonly table: string;
  readonly column: string;
  readonly alias: string;
}

/** Columns of a query of the records: the queues by id and by name, in the order of their numbers. */
export function queuesOf({ table, column, alias }: QueueTargets) {
  const rows = sql`from ${sql.table(table)} t join queues q on q.tenant_id = t.tenant_id and q.id = t.target_id
    where t.tenant_id = ${sql.ref(`${alias}.tenantId`)} and ${sql.ref(`t.${column}`)} = ${sql.ref(`${alias}.id`)} and t.kind = 'queue' order by q.number`;
  return [
    sql<string[]>`array(select q.id ${rows})`.as('queueIds'),
    sql<string[]>`array(select q.name ${rows})`.as('queueNames'),
  ] as const;
}

/** Whether a record is for calls of this queue; for none where the call was in none. */
export const isForQueue = ({ table, column, alias }: QueueTargets, queueId: string | null) =>
  sql<SqlBool>`exists (select from ${sql.table(table)} t where t.tenant_id = ${sql.ref(`${alias}.tenantId`)}
    and ${sql.ref(`t.${column}`)} = ${sql.ref(`${alias}.id`)} and t.kind = 'queue' and t.target_id = ${queueId}::uuid)`;

/** From now on a record is for these. @throws Refusal input.invalid for what is no queue of the company. */
export async function writeQueues(
  tx: Tx,
  { table, column }: QueueTargets,
  { tenantId, id }: { tenantId: string; id: string },
  queueIds: readonly string[],
): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${id}::uuid`.execute(tx);
  const { numAffectedRows = 0n } = await sql`
    insert into ${sql.table(table)} (tenant_id, ${sql.ref(column)}, kind, target_id)
    select ${tenantId}::uuid, ${id}::uuid, 'queue', q.id from queues q where q.id = any (${queueIds}::uuid[])`.execute(
    tx,
  );
  if (numAffectedRows < queueIds.length)
    throw new Refusal('input.invalid', undefined, [{ path: 'queueIds', rule: 'reference' }]);
}
