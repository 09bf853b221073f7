/**
 * Removes files that no record has, once a day. What is used is read from the records themselves, so that whatever became of them (a field, a whole
 * record, an import taken back) leaves no file behind and loses none. Cut short anywhere, the next run goes on.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Db, Tx } from '../../../kernel/db.ts';
import type { Files } from '../../../kernel/files.ts';
import { dropRow, isHeld } from './store.ts';

/** Rows that one transaction looks at. */
const batch = 500;
/** What was sent and not saved is kept as long as somebody may come back to the form. */
const unsavedFor = sql`interval '3 days'`;
/** What a record has no more may be given back to it. */
const unusedFor = sql`interval '7 days'`;
/** Longer than any upload takes. */
const receivingFor = sql`interval '1 day'`;

const isOver: RawBuilder<SqlBool> = sql<SqlBool>`(
  a.state = 'removing'
  or a.state = 'receiving' and a.created_at < now() - ${receivingFor}
  or a.state = 'stored' and a.record_id is null and a.created_at < now() - ${unsavedFor}
  or a.state = 'stored' and a.unused_since < now() - ${unusedFor} and not ${isHeld})`;

export async function forgetAttachments(db: Pick<Db, 'tenant'>, tenantId: string, files: Files): Promise<void> {
  const tenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.tenant(tenantId, work);
  await eachBatch((after) => tenant((tx) => markUnused(tx, after)));
  await eachBatch(async (after) => {
    const { last, taken } = await tenant((tx) => takeAway(tx, after));
    for (const file of taken) {
      await removeFile(files, tenantId, file);
      await tenant((tx) => dropRow(tx, file.id));
    }
    return last;
  });
}

/** In the order of ids, from a batch to the next by the last id of each; null ends it. */
async function eachBatch(work: (after: string) => Promise<string | null>): Promise<void> {
  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null;) after = await work(after);
}

/** Notes since when files have not been used, and which are again. */
async function markUnused(tx: Tx, after: string): Promise<string | null> {
  const { rows } = await sql<{ last: string | null }>`
    with part as (
      select a.id, ${isHeld} as is_held, a.unused_since from attachments a
      where a.id > ${after}::uuid and a.record_id is not null and a.state = 'stored' order by a.id limit ${batch}),
    marked as (
      update attachments a set unused_since = case when part.is_held then null else now() end
      from part where a.id = part.id and part.is_held = (part.unused_since is not null) returning a.id)
    select (select id from part order by id desc limit 1) as last, (select count(*) from marked) as marked`.execute(tx);
  return rows[0]?.last ?? null;
}

interface Taken {
  readonly id: string;
  readonly path: string;
  readonly wasWhole: boolean;
}

/**
 * From here on no record can take them. One that a writer holds at this moment waits for tomorrow; whether a record has it is looked up again
 * behind the lock, as its writer may have ended just now.
 */
async function takeAway(tx: Tx, after: string): Promise<{ last: string | null; taken: Taken[] }> {
  const locked = await sql<{ id: string }>`
    select a.id from attachments a where a.id > ${after}::uuid and ${isOver} order by a.id limit ${batch} for update skip locked`.execute(
    tx,
  );
  const ids = locked.rows.map(({ id }) => id);
  if (ids.length === 0) return { last: null, taken: [] };
  const { rows } = await sql<Taken>`
    with over as (select a.id, a.state from attachments a where a.id = any(${ids}::uuid[]) and ${isOver})
    update attachments a set state = 'removing' from over where a.id = over.id
    returning a.id, a.path, over.state = 'stored' as "wasWhole"`.execute(tx);
  return { last: ids.at(-1)!, taken: rows };
}

/** With what is left of one that never became whole: its name is known by its beginning alone. */
async function removeFile(files: Files, tenantId: string, { path, wasWhole }: Taken): Promise<void> {
  await files.remove(path);
  if (wasWhole) return;
  const folder = path.split('/').slice(1, -1).join('/');
  for (const { name } of await files.list(tenantId, folder)) if (name.startsWith(`${path}.`)) await files.remove(name);
}
