/**
 * Second step: every row of the file becomes a staged row with its state and its reasons. Nothing but these is written.
 */
import { sql } from 'kysely';
import { countLeftOut, leftOutStates, type Import, type ImportQuestion } from '@bahu/contract/imports.ts';
import { isErrorValue, withoutTextMark, type CellError } from '@bahu/domain/imports/cells.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { TableRow } from '../../../spreadsheet/table.ts';
import type { JobRun, JobStep } from '../jobs/index.ts';
import { checkMayImport, fieldsOf, type Actor, type FieldSpec, type ImportSpec, type ImportSpecs } from './kind.ts';
import type { RowChecker } from './kind.ts';
import { choicesOf } from './questions.ts';
import { openFile, watchOf } from './read-file.ts';
import { stopImport } from './stop.ts';
import * as store from './store.ts';
import type { ImportRecord, StagedRow } from './store.ts';

/** Rows whose records are looked for by one statement. */
const lookedUpAtOnce = 50_000;
const maxReasons = 100;

export function checkStep(files: Files, specs: ImportSpecs): JobStep {
  return { run: (run) => checkFile(run, files, specs), stopped: stopImport(files) };
}

async function checkFile(run: JobRun, files: Files, specs: ImportSpecs) {
  const { ctx, job } = run;
  const { found, actor, spec, fields, checker } = await ctx.tenant(async (tx) => {
    const found = await store.lockImport(tx, job.importId!);
    const actor = await run.actor(tx);
    checkMayImport(actor.principal, found.kind);
    await store.dropStaged(tx, found.id);
    const spec = specs[found.kind];
    const fields = await fieldsOf(spec, tx, actor.principal);
    // A field that was switched off, or has another code, since its column was mapped: its cells would be lost without a word.
    const lost = found.mapping.findIndex((key) => key !== null && !fields.some((field) => field.key === key));
    if (lost >= 0) throw new Refusal('import.missing-column', { field: found.columns[lost]?.name ?? '' });
    const checker = await spec.openChecker(tx, actor, { choices: choicesOf(found), fields });
    return { found, actor, spec, fields, checker };
  });
  if (found.state !== 'checking') return {};
  const tally: Tally = { reasons: new Reasons(), warnings: new Reasons(), asked: new Map() };
  const rows = await stage(run, files, { found, fields, checker, tally });
  await lookUp(run, found, spec, actor);
  const counts = await ctx.tenant(async (tx) => {
    await addReasons(tx, found.id, spec, tally.reasons);
    const more = (await checker.examine?.(tx, found.id, (key) => found.mapping.indexOf(key))) ?? [];
    for (const { field, reason, rows: concerned } of more) tally.reasons.add(field, reason, concerned);
    const counts = await store.countStates(tx, found.id);
    const questions = [...tally.asked].map(([key, count]) => ({ key, rows: count }));
    await store.updateImport(tx, found.id, {
      state: 'ready',
      counts,
      questions,
      reasons: tally.reasons.list(),
      warnings: tally.warnings.list(),
    });
    await run.progress(tx, rows, rows);
    return counts;
  });
  return { result: { created: 0, updated: 0, skipped: countLeftOut(counts), rows: counts.rows } };
}

interface Tally {
  reasons: Reasons;
  warnings: Reasons;
  asked: Map<ImportQuestion, number>;
}
interface Staging {
  found: ImportRecord;
  fields: readonly FieldSpec[];
  checker: RowChecker;
  tally: Tally;
}

async function stage(run: JobRun, files: Files, staging: Staging): Promise<number> {
  const { found, fields } = staging;
  let rows = 0;
  const table = await openFile(
    files,
    found,
    watchOf(run, () => rows),
  );
  const columns = fields.map(({ key }) => found.mapping.indexOf(key));
  const write = (staged: readonly StagedRow[], until: number): Promise<void> =>
    run.ctx.tenant(async (tx) => {
      await store.stageRows(tx, found.id, staged);
      await store.commitLater(tx);
      await run.progress(tx, until, found.fileRows);
    });
  // The database writes a batch while the next one is read and checked here.
  let writing = Promise.resolve();
  try {
    for await (const batch of table.rows(found.sheet ?? 0)) {
      const staged = wantedRows(batch, staging).map((row) => checkOne(row, { ...staging, columns }));
      if (staged.length === 0) continue;
      rows += staged.length;
      await writing;
      writing = write(staged, rows);
      // What became of it is asked before the next one.
      writing.catch(() => {});
    }
  } finally {
    // Whatever has ended the reading, nothing is written after this step.
    await Promise.allSettled([writing]);
  }
  await writing;
  return rows;
}

/** Rows below the head; hidden ones are counted, and left out unless they are wanted. */
function wantedRows(batch: TableRow[], { found, tally }: Staging): TableRow[] {
  const withHidden = choicesOf(found)['hidden-rows'] === 'import';
  return batch.filter(({ line, isHidden }) => {
    if (line < found.firstLine) return false;
    if (!isHidden) return true;
    count(tally.asked, 'hidden-rows');
    return withHidden;
  });
}

function checkOne(
  { line, cells }: TableRow,
  { found, fields, checker, tally, columns }: Staging & { columns: number[] },
): StagedRow {
  const formulas = new Map<number, CellError>();
  const checked = checker(
    columns.map((column, field) => {
      const cell = column < 0 ? '' : (cells[column] ?? '');
      // The mark before a number is none of its signs.
      const text = isErrorValue(cell) ? null : withoutTextMark(cell);
      if (text !== null) return text.trim() === '' ? (found.forAll[fields[field]!.key] ?? '') : text;
      // The error of a formula is no text.
      formulas.set(field, { reason: 'error-value', params: { value: cell.trim() } });
      return '';
    }),
  );
  const wrong = checked.errors.map(({ field, error }) => ({ field, error: formulas.get(field) ?? error }));
  const unread = [...formulas].flatMap(([field, error]) =>
    wrong.some((other) => other.field === field) ? [] : [{ field, error }],
  );
  const warnings = [...unread, ...(checked.warnings ?? [])];
  const errors: CellErrorAt[] = wrong.map(({ field, error }) => ({ column: columns[field]!, ...error }));
  const beyond =
    found.encoding === 'xlsx' ? 0 : cells.slice(found.columns.length).filter((cell) => cell.trim() !== '').length;
  if (beyond > 0) errors.push({ column: -1, reason: 'too-many-cells', params: { cells: beyond } });
  for (const { field, error } of wrong) tally.reasons.add(fields[field]!.key, error.reason);
  if (beyond > 0) tally.reasons.add('', 'too-many-cells');
  for (const { field, error } of warnings) tally.warnings.add(fields[field]!.key, error.reason);
  for (const key of checked.asks ?? []) count(tally.asked, key);
  cells.length = Math.min(cells.length, found.columns.length);
  return {
    line,
    state: errors.length ? 'invalid' : 'new',
    key: checked.key,
    recordId: newId(),
    cells,
    data: checked.data,
    errors: asText(errors),
    warnings: asText(warnings.map(({ field, error }) => ({ column: columns[field]!, ...error }))),
  };
}

type CellErrorAt = { column: number } & CellError;
const asText = (errors: readonly CellErrorAt[]): string | null => (errors.length ? JSON.stringify(errors) : null);
const count = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** What is in the file twice, and what is there already. */
async function lookUp(run: JobRun, found: ImportRecord, spec: ImportSpec, actor: Actor): Promise<void> {
  const keyColumn = found.mapping.indexOf(spec.fields[spec.keyField]!.key);
  const cellError = (reason: CellError['reason'], params: CellError['params'] = {}): string =>
    JSON.stringify([{ column: keyColumn, reason, params }]);
  const last = await run.ctx.tenant(async (tx) => {
    // Rows that have just been staged have no statistics yet: the planner would take them for a handful and compare
    // each with each.
    await sql`set local enable_nestloop = off`.execute(tx);
    await sql`
      update import_rows r set state = 'duplicate', errors = replace(${cellError('twice', { line: 0 })}, '"line":0', '"line":' || d.first)
      from (select line, min(line) over (partition by key) as first from import_rows where import_id = ${found.id} and state = 'new') d
      where r.import_id = ${found.id} and r.line = d.line and d.first < d.line`.execute(tx);
    return store.lastLine(tx, found.id);
  });
  const skips = found.onExisting === 'skip' && !spec.changesOnly;
  for (let from = 0; from < last; from += lookedUpAtOnce) {
    await run.ctx.tenant(async (tx) => {
      const within = sql`r.import_id = ${found.id} and r.line > ${from} and r.line <= ${from + lookedUpAtOnce} and r.state = 'new'`;
      const { rows } = await sql<{
        key: string;
        id: string;
        isOpen: boolean;
      }>`${spec.existing(actor, sql`select r.key from import_rows r where ${within}`)}`.execute(tx);
      // Two steps, because the planner knows too little of rows that are so new to order the joins of one.
      await sql`set local enable_nestloop = off`.execute(tx);
      if (rows.length > 0)
        await sql`
        update import_rows r set record_id = e.id,
          state = case when not e.is_open then 'invalid' when ${skips} then 'known' else 'update' end,
          errors = case when not e.is_open then ${cellError('out-of-scope')} when ${skips} then ${cellError('exists')} end
        from unnest(${rows.map(({ key }) => key)}::text[], ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ isOpen }) => isOpen)}::boolean[]) as e (key, id, is_open)
        where e.key = r.key and ${within}`.execute(tx);
      if (spec.changesOnly)
        await sql`update import_rows r set state = 'invalid', errors = ${cellError('not-there')} where ${within}`.execute(
          tx,
        );
      await run.progress(tx, found.fileRows);
    });
  }
}

/** The reasons that only the database knew. */
async function addReasons(tx: Tx, importId: string, spec: ImportSpec, reasons: Reasons): Promise<void> {
  const key = spec.fields[spec.keyField]!.key;
  const known = ['twice', 'exists', 'out-of-scope', 'not-there'] as const;
  for (const reason of known) {
    const { count } = await tx
      .selectFrom('importRows')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('importId', '=', importId)
      .where('state', 'in', leftOutStates)
      .where('errors', 'like', `%"reason":"${reason}"%`)
      .executeTakeFirstOrThrow();
    if (count > 0) reasons.add(key, reason, count);
  }
}

class Reasons {
  private readonly counts = new Map<string, number>();

  add(field: string, reason: string, count = 1): void {
    const key = `${field} ${reason}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + count);
  }

  list(): Import['reasons'] {
    const all = [...this.counts].map(([key, count]) => ({
      field: key.split(' ')[0]!,
      reason: key.split(' ')[1]!,
      count,
    }));
    return all.sort((a, b) => b.count - a.count).slice(0, maxReasons);
  }
}
