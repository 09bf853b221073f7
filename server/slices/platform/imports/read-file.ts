/**
 * First step: the whole file is read once, so that whatever is wrong with it is known before anybody maps a column.
 * Nothing is written of it but its heads.
 */
import { Refusal } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import { openTable } from '../../../spreadsheet/read.ts';
import type { TableFile, Watch } from '../../../spreadsheet/table.ts';
import type { JobRun, JobStep } from '../jobs/index.ts';
import { stopImport } from './stop.ts';
import { fieldsOf, matchColumns, type FieldSpec, type ImportSpecs } from './kind.ts';
import * as store from './store.ts';
import type { ImportRecord } from './store.ts';
import { chooseSheet, columnsOf, rowsAbove, surveySheet } from './survey.ts';

const progressMs = 500;

export function readStep(files: Files, specs: ImportSpecs): JobStep {
  return { run: (run) => readFile(run, files, specs), stopped: stopImport(files) };
}

/** The table that an import's file holds. @throws Refusal import.wrong-state when it has ended and its file is gone. */
export function openFile(files: Files, found: ImportRecord, watch: Watch): Promise<TableFile> {
  const { path } = found;
  if (path === null) throw new Refusal('import.wrong-state');
  return openTable({ size: found.bytes, read: (from, to) => files.read(path, { from, to }) }, watch);
}

/** Tells twice a second how many rows were read, and obeys a cancel, whether any rows come or not. */
export function watchOf(run: JobRun, rows: () => number): Watch {
  let toldAt = 0;
  return () => {
    if (Date.now() - toldAt < progressMs) return;
    toldAt = Date.now();
    return run.ctx.tenant((tx) => run.progress(tx, rows()));
  };
}

async function readFile(run: JobRun, files: Files, specs: ImportSpecs) {
  const { importId } = run.job;
  const found = await run.ctx.tenant((tx) => store.findImport(tx, importId!));
  if (!found || found.state !== 'reading') return {};
  let rows = 0;
  const fields = await run.ctx.tenant(async (tx) => fieldsOf(specs[found.kind], tx, (await run.actor(tx)).principal));
  const table = await openFile(
    files,
    found,
    watchOf(run, () => rows),
  );
  const sheet =
    found.sheet !== null && found.sheet < table.sheets.length ? found.sheet : await chooseSheet(table, fields);
  const survey = await surveySheet(table, sheet, fields, (read) => void (rows = read));
  const { headLine, firstLine, top, merged, hidden } = survey;
  const above = rowsAbove(top, firstLine);
  await run.ctx.tenant(async (tx) => {
    const columns = columnsOf(top, headLine, firstLine, table.encoding);
    await store.updateImport(tx, found.id, {
      state: 'mapping',
      encoding: table.encoding,
      delimiter: table.delimiter,
      sheets: table.sheets,
      sheet,
      headLine,
      firstLine,
      topRows: top,
      merged,
      columns,
      fileRows: rows - above.rows,
      questions: hidden > above.hidden ? [{ key: 'hidden-rows', rows: hidden - above.hidden }] : [],
      mapping: await proposeMapping(tx, fields, found, columns),
    });
    await run.progress(tx, rows, rows);
  });
  return { result: { created: 0, updated: 0, skipped: 0, rows: rows - above.rows } };
}

/** As the same person mapped the same heads before, or by their names. */
export async function proposeMapping(
  tx: Parameters<typeof store.recallMapping>[0],
  fields: readonly FieldSpec[],
  found: ImportRecord,
  columns: ImportRecord['columns'],
): Promise<(string | null)[]> {
  const heads = columns.map(({ name }) => name);
  const recalled = await store.recallMapping(tx, found.userId, found.kind, heads);
  // A designed field that is gone since, or has another code, is found by its name again.
  const isKnown = recalled?.every(
    (key) => key === null || fields.some((field) => field.key === key && !field.holdsFiles),
  );
  return recalled && isKnown ? recalled : matchColumns(heads, fields);
}
