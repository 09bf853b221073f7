/** Where a table begins in a sheet that people made: titles and instructions stand above its head, remarks below. */
import { matchHeads, type NamedField } from './heads.ts';

export interface SheetRow {
  /** As the sheet counts. */
  line: number;
  cells: readonly string[];
}
export interface WantedField extends NamedField {
  readonly isRequired: boolean;
}

/** One word that a field is called by stands in rows of data as well. */
const minScore = 2;
const numberOfData = /[0-9]{7}/;

/** How much speaks for a row being the head: fields that its cells name, required ones thrice. A number is data. */
function scoreOf(row: SheetRow, fields: readonly WantedField[]): number {
  if (row.cells.some((cell) => numberOfData.test(cell))) return 0;
  const required = new Set(fields.filter(({ isRequired }) => isRequired).map(({ key }) => key));
  return matchHeads(row.cells, fields).reduce((sum, key) => sum + (key === null ? 0 : required.has(key) ? 3 : 1), 0);
}

const filled = (row: SheetRow): number => row.cells.filter((cell) => cell.trim() !== '').length;

/**
 * The row that is the head most likely, by index: the one that names most fields; where none names any, the first that
 * is filled about as far as the widest. -1 when there is no row. `score` compares sheets.
 */
export function proposeHead(
  rows: readonly SheetRow[],
  fields: readonly WantedField[],
): { index: number; score: number } {
  let best = { index: -1, score: 0 };
  for (const [index, row] of rows.entries()) {
    const score = scoreOf(row, fields);
    if (score >= minScore && score > best.score) best = { index, score };
  }
  if (best.index >= 0) return best;
  const widest = Math.max(0, ...rows.map(filled));
  return { index: rows.findIndex((row) => filled(row) * 2 > widest), score: 0 };
}

const remark =
  /必填|选填|必须|非必|可选|可不填|填写|请填|请输入|格式|说明|例如|示例|不超过|required|optional|format|e\.g\./i;

/**
 * Whether a row below the head explains its columns ("必填，11 位手机号") and is no data: most of its cells do, and none holds
 * a number.
 */
export function isRemark(row: SheetRow): boolean {
  const cells = row.cells.filter((cell) => cell.trim() !== '');
  const remarks = cells.filter((cell) => remark.test(cell)).length;
  return remarks > 0 && remarks * 2 >= cells.length && !cells.some((cell) => numberOfData.test(cell));
}

/**
 * The sheet to begin with, by index: the one whose head names most, else the first that has more than one row, else the
 * first.
 */
export function proposeSheet(sheets: readonly (readonly SheetRow[])[], fields: readonly WantedField[]): number {
  const scores = sheets.map((rows) => (rows.length > 1 ? proposeHead(rows, fields).score : -1));
  return Math.max(0, scores.indexOf(Math.max(-1, ...scores)));
}

/** A merged range as rows and columns, both ends included; lines as the sheet counts, columns from 0. */
export interface MergedRange {
  ref: string;
  fromLine: number;
  toLine: number;
  fromColumn: number;
  toColumn: number;
}

/** A1:B3 as a range; null for what is none. */
export function readRange(ref: string): MergedRange | null {
  const [, from = '', fromLine = '', to = '', toLine = ''] =
    /^([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})$/.exec(ref) ?? [];
  return from === ''
    ? null
    : { ref, fromLine: Number(fromLine), toLine: Number(toLine), fromColumn: columnOf(from), toColumn: columnOf(to) };
}

/** A → 0, B → 1, AA → 26. */
export function columnOf(letters: string): number {
  let column = 0;
  for (let i = 0; i < letters.length; i++) column = column * 26 + letters.charCodeAt(i) - 64;
  return column - 1;
}

/**
 * Rows in which the text of a range that was merged over several lines stands in each of them, as a head over two lines
 * means it.
 */
export function spreadMerged<T extends SheetRow>(rows: readonly T[], ranges: readonly MergedRange[]): T[] {
  return rows.map((row) => {
    const cells = [...row.cells];
    for (const { fromLine, toLine, fromColumn } of ranges) {
      if (row.line <= fromLine || row.line > toLine || (cells[fromColumn] ?? '') !== '') continue;
      while (cells.length < fromColumn) cells.push('');
      cells[fromColumn] = rows.find(({ line }) => line === fromLine)?.cells[fromColumn] ?? '';
    }
    return { ...row, cells };
  });
}
