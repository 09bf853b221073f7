/** Everything that is kept of a person as one archive: a table for each kind, and the files. */
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import { fileName, type Files } from '../../../kernel/files.ts';
import { reachOf } from '../../../kernel/auth/rights.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Person, PersonTable } from '../../../kernel/personal-data.ts';
import { writeCsv } from '../../../spreadsheet/write-csv.ts';
import { writeZip, type ZipPart } from '../../../spreadsheet/write-zip.ts';
import { listFields } from '../../platform/fields/index.ts';
import { noteReach, type JobStep } from '../../platform/jobs/index.ts';
import { filesOf } from './erase.ts';
import { findPerson, mustReach } from './person.ts';
import { headOf, type ArchiveLanguage } from './words.ts';

export interface ArchiveInput {
  readonly customerId: string;
  readonly language: ArchiveLanguage;
}

export const archiveStep = (files: Files, tables: readonly PersonTable[]): JobStep => ({
  run: async (run) => {
    const { customerId, language } = run.job.input as ArchiveInput;
    const path = fileName(run.ctx.tenantId, 'exports', `${run.job.id}.zip`);
    let rows = 0;
    await run.ctx.tenant(async (tx) => {
      const { principal } = await run.actor(tx);
      if (!principal.permissions.has('personal-data.export')) throw new Refusal('forbidden');
      await mustReach(tx, { principal }, customerId);
      await noteReach(tx, run.job.id, reachOf(principal));
      const person = await findPerson(tx, customerId);
      const names = await fieldNames(tx, language);
      const parts = partsOf(tx, files, { person, tables, language, names, counted: (count) => void (rows += count) });
      await files.put(path, Readable.from(writeZip(parts), { objectMode: false, highWaterMark: 256 * 1024 }));
    });
    await run.ctx.tenant((tx) => run.progress(tx, rows, rows));
    return { path, result: { created: 0, updated: 0, skipped: 0, rows } };
  },
});

/** What designed fields are called, by their ids. */
async function fieldNames(tx: Tx, language: ArchiveLanguage): Promise<ReadonlyMap<string, string>> {
  const all = [...(await listFields(tx, 'customers')), ...(await listFields(tx, 'follow-ups'))];
  return new Map(all.map(({ id, labels }) => [id, labels[language]]));
}

interface Wanted {
  readonly person: Person;
  readonly tables: readonly PersonTable[];
  readonly language: ArchiveLanguage;
  readonly names: ReadonlyMap<string, string>;
  readonly counted: (rows: number) => void;
}

async function* partsOf(tx: Tx, files: Files, wanted: Wanted): AsyncGenerator<ZipPart> {
  const { person, tables, language, counted } = wanted;
  for (const place of tables) {
    if (!place.labels) continue;
    const rows = await rowsOf(tx, place, person);
    if (rows.length === 0) continue;
    counted(rows.length);
    yield { name: `${place.labels[language]}.csv`, pieces: writeCsv(sheetOf(rows, place, wanted)) };
    for (const path of await filesOf(tx, place, person))
      if ((await files.size(path)) !== null)
        yield { name: `${place.labels[language]}/${path.split('/').slice(1).join('-')}`, pieces: files.read(path) };
  }
}

type Row = Readonly<Record<string, unknown>>;

async function rowsOf(tx: Tx, { table, rows }: PersonTable, person: Person): Promise<Row[]> {
  const found = await sql<{
    row: Row;
  }>`select to_jsonb(t) as row from ${sql.table(table)} t where ${rows(person)}`.execute(tx);
  return found.rows.map(({ row }) => row);
}

/** A row of heads and a row for each; of designed fields a line each in one cell. */
async function* sheetOf(
  rows: readonly Row[],
  { hides = [] }: PersonTable,
  { language, names }: Wanted,
): AsyncGenerator<string[][]> {
  const columns = Object.keys(rows[0]!).filter((key) => key !== 'tenant_id' && !hides.includes(key));
  yield [columns.map((key) => headOf(key, language))];
  yield rows.map((row) => columns.map((key) => (key === 'fields' ? fieldsIn(row[key], names) : textOf(row[key]))));
}

const fieldsIn = (value: unknown, names: ReadonlyMap<string, string>): string =>
  Object.entries((value ?? {}) as Row)
    .map(([id, one]) => `${names.get(id) ?? id}: ${textOf(one)}`)
    .join('\n');

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}
