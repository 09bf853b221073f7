/** Gives every record the keys by which lists filter and sort: after a field became searchable, or its key means something else. */
import { sql } from 'kysely';
import { Type } from 'typebox';
import { fieldsOfOwner, type FieldOwner } from '@bahu/contract/field-owners.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { enqueue, handleJob, jobKind, type JobHandler } from '../../../kernel/jobs.ts';

const keysJob = jobKind('fields.keys', Type.Object({ id: Type.String() }));
/** Short transactions: nobody who edits a record meanwhile has to wait. */
const batch = 2000;

/** Works over all records, then says that the field's index can be used. Nothing is lost when it is cut short: it begins anew. */
export const createFieldKeysJob = (): JobHandler =>
  handleJob(keysJob, async ({ id }, ctx) => {
    const field = await ctx.tenant((tx) =>
      tx
        .selectFrom('fieldDefinitions')
        .select(['owner', 'fieldId', 'slot', 'version'])
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (!field) return;
    for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null;) {
      const from: string = after;
      after = await ctx.tenant((tx) => keepKeys(tx, field, from));
    }
    // Somebody who changed the field meanwhile enqueued the next run.
    await ctx.tenant((tx) =>
      tx
        .updateTable('fieldDefinitions')
        .set({ isIndexed: true })
        .where('id', '=', id)
        .where('version', '=', field.version)
        .where('slot', 'is not', null)
        .execute(),
    );
  });

/** Enqueued with the change of the definition. */
export const enqueueKeys = (tx: Tx, id: string): Promise<void> =>
  enqueue(tx, keysJob, { id }, { key: `fields.keys ${id}` });

interface Keyed {
  owner: FieldOwner;
  fieldId: string;
  slot: number | null;
}

/** The slice whose records they are writes them anew. Returns the last id of the batch, null at the end. */
async function keepKeys(tx: Tx, { owner, fieldId, slot }: Keyed, after: string): Promise<string | null> {
  const { rows } = await sql<{ last: string }>`
    select id as last from (select id from ${sql.table(fieldsOfOwner[owner].table)} where id > ${after}::uuid order by id limit ${batch}) part
    order by id desc limit 1`.execute(tx);
  const last = rows[0]?.last ?? null;
  if (last !== null) await publish(tx, 'field.keys-wanted', { owner, fieldId, slot, after, upTo: last });
  return last;
}
