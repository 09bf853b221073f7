/** Erases a person table by table, each in a transaction with how much of it is gone; cut short anywhere, the next run goes on. */
import { sql } from 'kysely';
import type { Db, Tx } from '../../../kernel/db.ts';
import type { Files } from '../../../kernel/files.ts';
import type { JobCtx } from '../../../kernel/jobs.ts';
import type { Person, PersonTable } from '../../../kernel/personal-data.ts';
import type { JobStep } from '../../platform/jobs/index.ts';
import { endErasure, erasureOfJob, holdErasure, leftOpen, noteErased, noteRemoved } from './store.ts';

interface Erasing {
  readonly tenant: JobCtx['tenant'];
  readonly files: Files;
  readonly tables: readonly PersonTable[];
  /** Told within the transaction of each table. */
  readonly progress: (tx: Tx, done: number, total: number) => Promise<void>;
}

export const eraseStep = (files: Files, tables: readonly PersonTable[]): JobStep => ({
  run: async (run) => {
    const { tenant } = run.ctx;
    const id = await tenant((tx) => erasureOfJob(tx, run.job.id));
    const progress = (tx: Tx, done: number, total: number): Promise<void> => run.progress(tx, done, total);
    const rows = id === undefined ? 0 : await eraseAll(id, { tenant, files, tables, progress });
    return { result: { created: 0, updated: 0, skipped: 0, rows } };
  },
});

/** Goes on with those whose jobs could not. */
export async function eraseLeftOpen(
  db: Pick<Db, 'tenant'>,
  tenantId: string,
  parts: Pick<Erasing, 'files' | 'tables'>,
) {
  const tenant: Erasing['tenant'] = (work) => db.tenant(tenantId, work);
  for (const id of await tenant(leftOpen)) await eraseAll(id, { ...parts, tenant, progress: async () => undefined });
}

/** How many rows it was. */
async function eraseAll(id: string, erasing: Erasing): Promise<number> {
  for (;;) {
    const isLeft = await erasing.tenant((tx) => eraseNext(tx, id, erasing));
    // What is noted is removed before anything else goes: once the rows are gone nobody else knows the names of their files.
    const names = (await erasing.tenant((tx) => holdErasure(tx, id)))?.files ?? [];
    for (const name of names) await erasing.files.remove(name);
    if (names.length > 0) await erasing.tenant((tx) => noteRemoved(tx, id, names.length));
    if (!isLeft) return erasing.tenant((tx) => endErasure(tx, id));
  }
}

/** The next table that is still to go; false when there is none. */
async function eraseNext(tx: Tx, id: string, { tables, progress }: Erasing): Promise<boolean> {
  const erasure = await holdErasure(tx, id);
  if (!erasure) return false;
  if (erasure.files.length > 0) return true;
  const { person, counts } = erasure;
  const place = tables.find(({ table }) => !(table in counts));
  if (!place) return false;
  const files = await filesOf(tx, place, person);
  await noteErased(tx, id, { table: place.table, rows: await eraseRows(tx, id, place, person), files });
  await progress(tx, Object.keys(counts).length + 1, tables.length);
  return true;
}

async function eraseRows(
  tx: Tx,
  erasureId: string,
  { table, rows, erase }: PersonTable,
  person: Person,
): Promise<number> {
  if (typeof erase === 'function') return (await erase(erasureId, person).execute(tx)).rows[0]!.n;
  const of = sql`${sql.table(table)} t`;
  const done =
    erase === 'delete'
      ? sql`delete from ${of} where ${rows(person)}`
      : sql`update ${of} set ${sql.join(Object.entries(erase).map(([column, value]) => sql`${sql.ref(column)} = ${value}`))} where ${rows(person)}`;
  return Number((await done.execute(tx)).numAffectedRows ?? 0);
}

/** The files of a table's rows. */
export async function filesOf(tx: Tx, { table, rows, files = [] }: PersonTable, person: Person): Promise<string[]> {
  if (files.length === 0) return [];
  const found = await sql<{ path: string }>`
    select f.path from ${sql.table(table)} t, unnest(array[${sql.join(files.map((column) => sql.ref(`t.${column}`)))}]::text[]) as f (path)
    where f.path is not null and ${rows(person)}`.execute(tx);
  return found.rows.map(({ path }) => path);
}
