/** The telephone cells of the customers' import: the main number, and all further ones. */
import { customerLimits } from '@bahu/contract/customers.ts';
import type { ImportQuestion } from '@bahu/contract/imports.ts';
import { phoneFault, type Fault } from '@bahu/domain/imports/cells.ts';
import { isNumberFault, readCell, type Home, type NumberFault } from '@bahu/domain/numbers/dial.ts';
import { numberKeys } from './import-fields.ts';

interface OfCell {
  key: string;
  fault: Fault;
}
export interface Line {
  number: string;
  keys: string;
  /** All numbers beside the main one, each once, as `lineOf` writes them. */
  further: readonly string[];
  /** What stands beside the numbers and goes into the note, a line each. */
  beside: string;
  faults: OfCell[];
  remarks: OfCell[];
  asks: ImportQuestion[];
}

/** A number with its extension behind a semicolon. */
export const lineOf = ({ number, keys }: { number: string; keys: string }): string => number + (keys && `;${keys}`);

/**
 * The first number of the telephone's cell is the main one, its extension goes with it; the others of this cell, and those of the columns for
 * them, are further numbers. What is no number is kept in the note, and said.
 */
export function readNumbers(cellOf: (key: string) => string, home: Home, addsZero: boolean): Line {
  const line: Line = { number: '', keys: '', further: [], beside: '', faults: [], remarks: [], asks: [] };
  const [found, beside]: [string[], string[]] = [[], []];
  for (const key of ['phone', ...numberKeys]) {
    const cell = cellOf(key);
    if (key !== 'phone' && cell.trim() === '') continue;
    const { read, isZeroLost } = readWithZero(cell, home, addsZero);
    if (isZeroLost) line.asks = ['lost-zero'];
    if (isNumberFault(read)) {
      line.faults.push({ key, fault: faultOf(read) });
      continue;
    }
    if (key === 'phone') [line.number, line.keys] = [read.number, read.keys];
    found.push(lineOf(read), ...read.further.map(lineOf));
    beside.push(...read.unread, read.remark);
    line.remarks.push(
      ...read.unread.map((text): OfCell => ({ key, fault: { reason: 'phone-extension', params: { text } } })),
    );
  }
  line.further = [...new Set(found)].filter((number) => number !== lineOf(line));
  line.beside = beside.filter(Boolean).join('\n');
  if (line.further.length >= customerLimits.numbers) line.faults.push({ key: 'phone', fault: tooMany });
  return line;
}

const tooMany: Fault = { reason: 'too-many-numbers', params: { most: customerLimits.numbers } };

function readWithZero(cell: string, home: Home, addsZero: boolean) {
  const plain = readCell(cell, home);
  const isZeroLost = isNumberFault(plain) && plain.fault === 'leading-zero-lost';
  return { isZeroLost, read: isZeroLost && addsZero ? readCell(cell, home, { addsZero }) : plain };
}

const faultOf = (read: NumberFault): Fault =>
  read.fault === 'empty' ? { reason: 'required', params: {} } : phoneFault(read);
