/** First step: the whole file is read once, so that whatever is wrong with it is known before anybody maps a column. Nothing is written of it but its heads. */
import { importLimits } from '@bahu/contract/imports.ts';
import { matchHeads, twiceNamed } from '@bahu/domain/imports/heads.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Files } from '../../kernel/files.ts';
import { openTable } from '../../kernel/spreadsheet/read.ts';
import type { TableFile, TableRow } from '../../kernel/spreadsheet/table.ts';
import type { JobRun, JobStep } from '../jobs/index.ts';
import { stopImport } from './stop.ts';
import type { ImportSpecs } from './kind.ts';
import * as store from './store.ts';
import type { ImportRecord } from './store.ts';

const sampleCount = 3;
const sampleLength = 60;
export const progressMs = 500;

export function readStep(files: Files, specs: ImportSpecs): JobStep {
  return { run: (run) => readFile(run, files, specs), stopped: stopImport };
}

/** The table that an import's file holds. */
export const openFile = (files: Files, found: ImportRecord): Promise<TableFile> =>
  openTable({ size: found.bytes, read: (from, to) => files.read(found.path, { from, to }) });

async function readFile(run: JobRun, files: Files, specs: ImportSpecs) {
  const { importId } = run.job;
  const found = await run.ctx.tenant((tx) => store.findImport(tx, importId!));
  if (!found || found.state !== 'reading') return {};
  const table = await openFile(files, found);
  const { heads, samples, rows } = await survey(run, table);
  await run.ctx.tenant(async (tx) => {
    const known = await store.recallMapping(tx, found.userId, found.kind, heads);
    const mapping = known ?? matchHeads(heads, specs[found.kind].fields);
    const columns = heads.map((name, i) => ({ name, samples: samples.map((row) => (row[i] ?? '').slice(0, sampleLength)) }));
    await store.updateImport(tx, found.id, { state: 'mapping', encoding: table.encoding, delimiter: table.delimiter, columns, fileRows: rows, mapping });
    await run.progress(tx, rows, rows);
  });
  return { result: { created: 0, updated: 0, skipped: 0, rows } };
}

async function survey(run: JobRun, table: TableFile): Promise<{ heads: string[]; samples: string[][]; rows: number }> {
  let heads: string[] | null = null;
  const samples: string[][] = [];
  let rows = 0;
  let toldAt = Date.now();
  for await (const batch of table.rows()) {
    const body: TableRow[] = heads ? batch : batch.slice(1);
    heads ??= readHeads(batch[0]!);
    for (const row of body.slice(0, sampleCount - samples.length)) samples.push(row.cells);
    rows += body.length;
    if (rows > importLimits.rows) throw new Refusal('import.too-many-rows', { most: importLimits.rows });
    if (Date.now() - toldAt < progressMs) continue;
    toldAt = Date.now();
    await run.ctx.tenant((tx) => run.progress(tx, rows));
  }
  if (!heads || rows === 0) throw new Refusal('import.empty');
  return { heads, samples, rows };
}

function readHeads(row: TableRow): string[] {
  const heads = row.cells.map((cell) => cell.trim().slice(0, 200));
  while (heads.at(-1) === '') heads.pop();
  const twice = twiceNamed(heads);
  if (twice !== null) throw new Refusal('import.duplicate-columns', { column: twice });
  return heads;
}
