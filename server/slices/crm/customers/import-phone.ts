/** The telephone cells of the customers' import: the main number, and all further ones. */
import { customerLimits } from '@bahu/contract/customers.ts';
import type { ImportQuestion } from '@bahu/contract/imports.ts';
import { phoneError, type CellError } from '@bahu/domain/imports/cells.ts';
import { isNumberError, readCell, type Home, type NumberError } from '@bahu/domain/numbers/dial.ts';
import { numberKeys } from './import-fields.ts';

interface OfCell {
  key: string;
  error: CellError;
}
export interface Line {
  number: string;
  keys: string;
  /** All numbers beside the main one, each once, as `lineOf` writes them. */
  further: readonly string[];
  /** What stands beside the numbers and goes into the note, a line each. */
  beside: string;
  errors: OfCell[];
  warnings: OfCell[];
  asks: ImportQuestion[];
}

/** A number with its extension behind a semicolon. */
export const lineOf = ({ number, keys }: { number: string; keys: string }): string => number + (keys && `;${keys}`);

/**
 * The first number of the telephone's cell is the main one, its extension goes with it; the others of this cell, and those of the columns for
 * them, are further numbers. What is no number is kept in the note, and said.
 */
export function readNumbers(cellOf: (key: string) => string, home: Home, addsZero: boolean): Line {
  const line: Line = { number: '', keys: '', further: [], beside: '', errors: [], warnings: [], asks: [] };
  const [found, beside]: [string[], string[]] = [[], []];
  for (const key of ['phone', ...numberKeys]) {
    const cell = cellOf(key);
    if (key !== 'phone' && cell.trim() === '') continue;
    const { read, isZeroLost } = readWithZero(cell, home, addsZero);
    if (isZeroLost) line.asks = ['lost-zero'];
    if (isNumberError(read)) {
      line.errors.push({ key, error: cellErrorOf(read) });
      continue;
    }
    if (key === 'phone') [line.number, line.keys] = [read.number, read.keys];
    found.push(lineOf(read), ...read.further.map(lineOf));
    beside.push(...read.unread, read.remark);
    line.warnings.push(
      ...read.unread.map((text): OfCell => ({ key, error: { reason: 'phone-extension', params: { text } } })),
    );
  }
  line.further = [...new Set(found)].filter((number) => number !== lineOf(line));
  line.beside = beside.filter(Boolean).join('\n');
  if (line.further.length >= customerLimits.numbers) line.errors.push({ key: 'phone', error: tooMany });
  return line;
}

const tooMany: CellError = { reason: 'too-many-numbers', params: { most: customerLimits.numbers } };

function readWithZero(cell: string, home: Home, addsZero: boolean) {
  const plain = readCell(cell, home);
  const isZeroLost = isNumberError(plain) && plain.error === 'leading-zero-lost';
  return { isZeroLost, read: isZeroLost && addsZero ? readCell(cell, home, { addsZero }) : plain };
}

const cellErrorOf = (read: NumberError): CellError =>
  read.error === 'empty' ? { reason: 'required', params: {} } : phoneError(read);
