/** Writes an export: a cursor over the list's own query, under the scope and the mask that its starter has now. */
import { Readable } from 'node:stream';
import { sql, type Compilable } from 'kysely';
import { exportKinds, type NewExport } from '@bahu/contract/exports.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { reachOf } from '../../../kernel/auth/rights.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { fileName, type Files } from '../../../kernel/files.ts';
import { writeCsv } from '../../../spreadsheet/write-csv.ts';
import { writeXlsx } from '../../../spreadsheet/write-xlsx.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { noteReach, type JobRun, type JobStep } from '../jobs/index.ts';
import { findTenant } from '../tenants/index.ts';
import { columnsOf, type ExportColumn, type ExportSpec, type ExportSpecs, type Shown } from './kind.ts';

/** So many rows are read and written within some milliseconds; between them others have their turn. */
const rowsPerFetch = 500;
const progressMs = 500;
type AnyRow = Record<string, unknown>;

export const exportStep = (files: Files, specs: ExportSpecs): JobStep => ({
  run: (run) => writeExport(run, files, specs),
});

async function writeExport(run: JobRun, files: Files, specs: ExportSpecs) {
  const input = run.job.input as NewExport;
  const path = fileName(run.ctx.tenantId, 'exports', `${run.job.id}.${input.format}`);
  let rows = 0;
  const principal = await run.ctx.tenant((tx) => noteRights(tx, run, input));
  // One transaction for the whole export: its cursor sees the rows as they were when it was opened. It changes nothing, and locks nothing that
  // telling how far it is would wait for.
  await run.ctx.tenant(async (tx) => {
    const shown: Shown = { reader: principal, language: input.language, time: await clockOf(tx, run.ctx.tenantId) };
    const spec = specs[input.kind] as unknown as ExportSpec<AnyRow>;
    const query = await spec.query(tx, principal, input.filter, input.ids ?? null);
    const batches = present(
      cursorRows(tx, run, query, { most: input.first ?? Infinity, counted: (count) => void (rows = count) }),
      (await columnsOf(specs[input.kind], tx, principal)) as Readonly<Record<string, ExportColumn<AnyRow>>>,
      input,
      shown,
    );
    await files.put(
      path,
      Readable.from(input.format === 'csv' ? writeCsv(batches) : writeXlsx(batches), {
        objectMode: false,
        highWaterMark: 256 * 1024,
      }),
    );
  });
  await run.ctx.tenant((tx) => run.progress(tx, rows, rows));
  return { path, result: { created: 0, updated: 0, skipped: 0, rows } };
}

/** With which rights the file is written, which is noted: whoever fetches it must reach as far. @throws Refusal forbidden */
async function noteRights(tx: Tx, run: JobRun, { kind }: NewExport): Promise<Principal> {
  const { principal } = await run.actor(tx);
  if (!principal.permissions.has(exportKinds[kind])) throw new Refusal('forbidden');
  await noteReach(tx, run.job.id, reachOf(principal));
  return principal;
}

async function* cursorRows(
  tx: Tx,
  run: JobRun,
  query: Compilable<AnyRow> | null,
  { most, counted }: { most: number; counted: (rows: number) => void },
): AsyncGenerator<AnyRow[]> {
  if (!query) return;
  await sql`declare exported no scroll cursor for ${query as never}`.execute(tx);
  let rows = 0;
  let toldAt = Date.now();
  for (;;) {
    const wanted = Math.min(rowsPerFetch, most - rows);
    const batch = await sql<AnyRow>`fetch ${sql.lit(wanted)} from exported`.execute(tx);
    rows += batch.rows.length;
    counted(rows);
    if (batch.rows.length) yield batch.rows;
    if (batch.rows.length < wanted || rows >= most) return;
    if (Date.now() - toldAt < progressMs) continue;
    toldAt = Date.now();
    // Beside the cursor's transaction, or nobody would see it before the end.
    await run.ctx.tenant((other) => run.progress(other, rows));
  }
}

async function* present(
  batches: AsyncIterable<AnyRow[]>,
  known: Readonly<Record<string, ExportColumn<AnyRow>>>,
  { columns, language }: NewExport,
  shown: Shown,
): AsyncGenerator<string[][]> {
  const chosen: ExportColumn<AnyRow>[] = (columns ?? Object.keys(known)).flatMap((key) => known[key] ?? []);
  yield [chosen.map(({ head }) => head[language])];
  for await (const rows of batches) yield rows.map((row) => chosen.map(({ show }) => show(row, shown)));
}

/** Moments as the tenant's clock shows them, in a form that sorts and that spreadsheets know. */
export async function clockOf(tx: Tx, tenantId: string): Promise<Shown['time']> {
  const { utcOffsetMinutes } = readSettings((await findTenant(tx, tenantId))?.settings ?? {});
  return (moment) =>
    moment === null
      ? ''
      : new Date(moment.getTime() + utcOffsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A line of ours (a DID, a principal ID), which is never masked. */
export const ownNumber = (number: string | null): string => (number === null ? '' : nationalForm(number));
