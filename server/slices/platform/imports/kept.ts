/** What a kind of import leaves in the tables of the imports while it writes its own records. */
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import type { Batch } from './kind.ts';

/** A record as it was before a row changed it, and the version that it has since. */
interface Change {
  readonly line: number;
  readonly recordId: string;
  readonly before: object;
  readonly version: number;
}

/** Which record a new row has become. */
export async function noteCreated(tx: Tx, { importId }: Batch, line: number, recordId: string): Promise<void> {
  await tx
    .updateTable('importRows')
    .set({ recordId })
    .where('importId', '=', importId)
    .where('line', '=', line)
    .execute();
}

/** What a changed record was before, for taking the import back. */
export async function noteChanged(tx: Tx, { importId }: Batch, { before, ...change }: Change): Promise<void> {
  await tx
    .insertInto('importChanges')
    .values({ ...change, tenantId: sql<string>`bahu_tenant()`, importId, before: JSON.stringify(before) })
    .execute();
}

/** What the records of a batch were before it changed them. */
export const changesIn = (tx: Tx, { importId, from, to }: Batch) =>
  tx
    .selectFrom('importChanges')
    .selectAll()
    .where('importId', '=', importId)
    .where('line', '>', from)
    .where('line', '<=', to)
    .execute();

/** The same as `noteChanged` for many at once, as a part of the statement that changes them: `changes` selects line, record, what it was (jsonb) and its version. */
export const notingChanged = ({ importId }: Batch, changes: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  insert into import_changes (tenant_id, import_id, line, record_id, before, version)
  select bahu_tenant(), ${importId}, c.* from (${changes}) c`;

/** Rows that turned out to be wrong, each with its error as it is stored. */
export async function noteInvalid(
  tx: Tx,
  importId: string,
  rows: readonly { readonly line: number; readonly error: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update import_rows r set state = 'invalid', errors = w.errors
    from unnest(${rows.map(({ line }) => line)}::int[], ${rows.map(({ error }) => error)}::text[]) as w (line, errors)
    where r.import_id = ${importId} and r.line = w.line`.execute(tx);
}
