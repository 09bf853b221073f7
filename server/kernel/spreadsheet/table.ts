/** Tables of text, whatever file they come in: rows of cells, read in batches, so that a file of a million rows needs no more memory than one of a thousand. */
import type { Readable } from 'node:stream';
import { importLimits } from '@bahu/contract/imports.ts';
import { Refusal } from '../errors.ts';

export interface TableRow {
  /** Row of the sheet or of the text, counted from 1; a quoted cell with line ends counts as one. */
  line: number;
  cells: string[];
}

export interface TableFile {
  encoding: 'xlsx' | 'utf-8' | 'utf-16le' | 'gb18030';
  delimiter: string | null;
  /** All rows that have any text, in their order, some thousand at a time. @throws Refusal import.… for what cannot be read. */
  rows(): AsyncIterable<TableRow[]>;
}

/** A file that can be read from any place. */
export interface Bytes {
  size: number;
  read(from: number, to: number): Readable;
}

export const rowsPerBatch = 2000;
/** Joins the cells of a row where they are stored; no cell contains it. */
export const cellSeparator = '\u001f';

/** Control characters but tab and line ends cannot be stored or joined; half of a surrogate pair is no character. */
const unstorable = /(?![\t\n\r])\p{Cc}|\p{Cs}/gu;
const mayBeUnstorable = /\p{Cc}|\p{Cs}/u;

/** A cell without characters that no database keeps. */
export const storable = (cell: string): string => (mayBeUnstorable.test(cell) ? cell.replace(unstorable, '') : cell);

/** Refuses a row beyond the limits; tells its line. @throws Refusal import.too-many-rows, import.too-many-columns or import.line-too-long. */
export function checkRow(row: TableRow): void {
  if (row.line > importLimits.rows + 1) throw new Refusal('import.too-many-rows', { most: importLimits.rows });
  if (row.cells.length > importLimits.columns) throw new Refusal('import.too-many-columns', { most: importLimits.columns });
  for (const cell of row.cells) if (cell.length > importLimits.cellCharacters) throw lineTooLong(row.line, importLimits.cellCharacters);
}

/** A line or cell of more than `most` characters; 0 when its line is not known. */
export const lineTooLong = (line: number, most: number = importLimits.lineCharacters): Refusal => new Refusal('import.line-too-long', { line, most });
/** A file that cannot be read beyond a line. */
export const damaged = (line: number): Refusal => new Refusal('import.damaged', { line });
