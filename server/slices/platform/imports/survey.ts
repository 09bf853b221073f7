/**
 * What a file holds, found by reading all of it once: its sheets, where the table begins, its heads, how many rows.
 * Nothing of the rows is kept.
 */
import { importLimits, type FileColumn, type Import } from '@bahu/contract/imports.ts';
import { isRemark, proposeHead, proposeSheet, spreadMerged, type MergedRange } from '@bahu/domain/imports/head-row.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { TableFile, TableRow } from '../../../spreadsheet/table.ts';
import type { TopRow } from '../../../kernel/tables/transfers.ts';
import type { FieldSpec } from './kind.ts';

/** Rows among which the head may be; titles and instructions are shorter. */
const topRowsKept = 30;
const headCharacters = 200;
const sampleCount = 3;
const sampleCharacters = 60;
/** Merged ranges that may concern the first rows: they come in any order, and before the last rows do. */
const ranged = { lines: 1000, most: 5000 } as const;

export interface Survey {
  sheet: number;
  headLine: number;
  firstLine: number;
  top: TopRow[];
  merged: { ref: string; toLine: number } | null;
  /** Rows that have any text, and how many of them are hidden; the head and what is above it included. */
  rows: number;
  hidden: number;
}

/** The sheet that the table is in most likely, by the first rows of each. */
export async function chooseSheet(table: TableFile, fields: readonly FieldSpec[]): Promise<number> {
  if (table.sheets.length < 2) return 0;
  const tops: TopRow[][] = [];
  for (let sheet = 0; sheet < table.sheets.length; sheet++) tops.push(await firstRows(table, sheet));
  return proposeSheet(tops, fields);
}

async function firstRows(table: TableFile, sheet: number): Promise<TopRow[]> {
  const top: TopRow[] = [];
  for await (const batch of table.rows(sheet)) {
    keepTop(top, batch);
    if (top.length >= topRowsKept) break;
  }
  return top;
}

function keepTop(top: TopRow[], batch: readonly TableRow[]): void {
  for (const row of batch.slice(0, topRowsKept - top.length))
    top.push({ ...row, cells: row.cells.map((cell) => cell.slice(0, headCharacters)) });
}

/** Reads a sheet to its end. @throws Refusal import.empty, import.too-many-rows, and what the reader refuses. */
export async function surveySheet(
  table: TableFile,
  sheet: number,
  fields: readonly FieldSpec[],
  onRows: (rows: number) => void,
): Promise<Survey> {
  const top: TopRow[] = [];
  const ranges: MergedRange[] = [];
  const kept: { lowest: MergedRange | null } = { lowest: null };
  let [rows, hidden] = [0, 0];
  const onMerged = (range: MergedRange): void => {
    if (range.toLine === range.fromLine) return;
    if (ranges.length < ranged.most && range.fromLine <= ranged.lines) ranges.push(range);
    if (!kept.lowest || range.toLine > kept.lowest.toLine) kept.lowest = range;
  };
  for await (const batch of table.rows(sheet, onMerged)) {
    keepTop(top, batch);
    rows += batch.length;
    for (const row of batch) if (row.isHidden) hidden++;
    if (rows > importLimits.rows) throw new Refusal('import.too-many-rows', { most: importLimits.rows });
    onRows(rows);
  }
  const spread = spreadMerged(top, ranges);
  const head = proposeHead(spread, fields).index;
  if (head < 0 || rows - head < 2) throw new Refusal('import.empty');
  const place = { headLine: spread[head]!.line, firstLine: proposeFirst(spread, head) };
  return {
    sheet,
    ...place,
    top: spread,
    merged: kept.lowest && { ref: kept.lowest.ref, toLine: kept.lowest.toLine },
    rows,
    hidden,
  };
}

/** Data begins below the head, unless the next row explains the columns and something follows it. */
export function proposeFirst(top: readonly TopRow[], head: number): number {
  const [next, after] = [top[head + 1], top[head + 2]];
  return next && after && isRemark(next) ? after.line : top[head]!.line + 1;
}

/**
 * The columns of a table by its head. A sheet may have cells beyond its heads, which stand in columns without a name;
 * of a text they are a row that is too long.
 */
export function columnsOf(
  top: readonly TopRow[],
  headLine: number,
  firstLine: number,
  encoding: Import['encoding'],
): FileColumn[] {
  const heads = (top.find(({ line }) => line === headLine)?.cells ?? []).map((cell) =>
    cell.trim().replace(/\s+/g, ' '),
  );
  while (heads.at(-1) === '') heads.pop();
  const body = top.filter(({ line }) => line >= firstLine);
  const width = encoding === 'xlsx' ? Math.max(heads.length, ...body.map(({ cells }) => cells.length)) : heads.length;
  const samples = body.filter(({ isHidden }) => !isHidden).slice(0, sampleCount);
  return Array.from({ length: width }, (_, i) => ({
    name: heads[i] ?? '',
    samples: samples.map(({ cells }) => (cells[i] ?? '').slice(0, sampleCharacters)),
  }));
}

/** How many of the rows above the data are known to be none: to count what is left when another head is chosen. */
export const rowsAbove = (top: readonly TopRow[], firstLine: number): { rows: number; hidden: number } => {
  const above = top.filter(({ line }) => line < firstLine);
  return { rows: above.length, hidden: above.filter(({ isHidden }) => isHidden).length };
};
