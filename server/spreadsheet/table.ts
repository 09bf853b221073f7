/**
 * Tables of text, whatever file they come in: rows of cells, read in batches, so that a file of a million rows needs no
 * more memory than one of a thousand.
 */
import type { Readable } from 'node:stream';
import { importLimits, type Import } from '@bahu/contract/imports.ts';
import type { MergedRange } from '@bahu/domain/imports/head-row.ts';
import { Refusal } from '../kernel/errors.ts';

export interface TableRow {
  /** Row of the sheet or of the text, counted from 1; a quoted cell with line ends counts as one. */
  line: number;
  cells: string[];
  /** Hidden in the sheet, by a filter or by hand. */
  isHidden?: true;
}

export interface TableFile {
  encoding: NonNullable<Import['encoding']>;
  delimiter: string | null;
  /** Names of the sheets that are shown, in their order; a text is one sheet without a name. */
  sheets: readonly string[];
  /**
   * All rows of a sheet that have any text, in their order, some thousand at a time. Merged ranges are told before the
   * reading ends, all of them.
   * @throws Refusal import.… for what cannot be read.
   */
  rows(sheet?: number, onMerged?: (range: MergedRange) => void): AsyncIterable<TableRow[]>;
}

/** A file that can be read from any place. */
export interface Bytes {
  size: number;
  read(from: number, to: number): Readable;
}

/**
 * Called while a file is read, with each piece of it, whether rows came of it or not: here progress is told and a
 * cancel obeyed. Whatever it throws ends the reading.
 */
export type Watch = () => Promise<void> | void;
/** For a file that nobody waits for. */
export const unwatched: Watch = () => {};

/** Joins the cells of a row where they are stored; no cell contains it. */
export const cellSeparator = '\u001f';

/** Control characters but tab and line ends cannot be stored or joined; half of a surrogate pair is no character. */
const unstorable = /(?![\t\n\r])\p{Cc}|\p{Cs}/gu;
const mayBeUnstorable = /\p{Cc}|\p{Cs}/u;

/** A cell without characters that no database keeps. */
export const storable = (cell: string): string => (mayBeUnstorable.test(cell) ? cell.replace(unstorable, '') : cell);

/** Refuses a row beyond the limits; tells its line. @throws Refusal import.too-many-columns or import.line-too-long. */
function checkRow(row: TableRow): void {
  while (row.cells.length > importLimits.columns && row.cells.at(-1) === '') row.cells.pop();
  if (row.cells.length > importLimits.columns)
    throw new Refusal('import.too-many-columns', { most: importLimits.columns });
  for (const cell of row.cells)
    if (cell.length > importLimits.cellCharacters) throw lineTooLong(row.line, importLimits.cellCharacters);
}

/**
 * A batch has so many rows at most, and ends sooner when they are long: two thousand rows of a million characters would
 * not fit.
 */
const rowsPerBatch = 2000;
const charactersPerBatch = 4_000_000;

/** Rows of a file that wait to be taken. */
export class RowBatch {
  private rows: TableRow[] = [];
  private characters = 0;
  private count = 0;

  /** Takes a row that has text. @throws Refusal beyond the limits of rows, columns and characters. */
  add(row: TableRow): void {
    checkRow(row);
    if (++this.count > importLimits.rows + 1) throw new Refusal('import.too-many-rows', { most: importLimits.rows });
    this.rows.push(row);
    for (const cell of row.cells) this.characters += cell.length;
  }

  isFull(): boolean {
    return this.rows.length >= rowsPerBatch || this.characters >= charactersPerBatch;
  }

  take(): TableRow[] {
    const { rows } = this;
    [this.rows, this.characters] = [[], 0];
    return rows;
  }
}

/** A line or cell of more than `most` characters; 0 when its line is not known. */
export const lineTooLong = (line: number, most: number = importLimits.lineCharacters): Refusal =>
  new Refusal('import.line-too-long', { line, most });
/** A file that cannot be read beyond a line. */
export const damaged = (line: number): Refusal => new Refusal('import.damaged', { line });
