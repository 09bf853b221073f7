/** The telephone cells of the customers' import: the main number, and all further ones. */
import { customerLimits } from '@bahu/contract/customers.ts';
import type { ImportQuestion } from '@bahu/contract/imports.ts';
import { phoneError, type CellError } from '@bahu/domain/imports/cells.ts';
import { readLabels, type NumberLabel } from '@bahu/domain/fields/number-labels.ts';
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
  /** Of the main number and then of the further ones; null leaves the one that is there. Empty when the row names none. */
  labels: readonly (NumberLabel | null)[];
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
  const line: Line = { number: '', keys: '', further: [], labels: [], beside: '', errors: [], warnings: [], asks: [] };
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
  takeLabels(line, found, readLabels(cellOf('numberLabels')));
  if (line.further.length >= customerLimits.numbers) line.errors.push({ key: 'phone', error: tooMany });
  return line;
}

/** Labels stand in the order in which the row has its numbers; of a number that it has twice the first one counts. */
function takeLabels(line: Line, found: readonly string[], labels: ReturnType<typeof readLabels>): void {
  const refuse = (error: CellError) => line.errors.push({ key: 'numberLabels', error });
  if (labels === undefined) return void refuse({ reason: 'choice', params: {} });
  if (labels.length === 0 || line.errors.length > 0) return;
  if (labels.length > found.length) return void refuse({ reason: 'too-many-labels', params: { most: found.length } });
  line.labels = [lineOf({ number: line.number, keys: line.keys }), ...line.further].map(
    (number) => labels.find((label, place) => found[place] === number && label !== null) ?? null,
  );
}

const tooMany: CellError = { reason: 'too-many-numbers', params: { most: customerLimits.numbers } };

function readWithZero(cell: string, home: Home, addsZero: boolean) {
  const plain = readCell(cell, home);
  const isZeroLost = isNumberError(plain) && plain.error === 'leading-zero-lost';
  return { isZeroLost, read: isZeroLost && addsZero ? readCell(cell, home, { addsZero }) : plain };
}

const cellErrorOf = (read: NumberError): CellError =>
  read.error === 'empty' ? { reason: 'required', params: {} } : phoneError(read);
