/** The numbers of a customer as lines of a form, the primary one first, and what a save of them sends. Pure. */
import {
  NewNumber,
  customerLimits,
  type Customer,
  type CustomerChange,
  type CustomerNumber,
  type NewCustomer,
} from '@bahu/contract/customers.ts';
import type { Static } from 'typebox';
import { isNewLine } from '../../../ui/form/line-items.ts';

export type NumberLine = {
  readonly id: string;
  readonly phone: string;
  readonly phoneExtension: string;
  readonly label: CustomerNumber['label'];
};
export const blankNumber: Omit<NumberLine, 'id'> = { phone: '', phoneExtension: '', label: '' };
/** The line of the number of a call that is to have a customer; it stays the primary one. */
const ofCall = 'new-1';

export const linesOf = (numbers: readonly CustomerNumber[]): NumberLine[] =>
  numbers.map(({ id, number, extension, label }) => ({ id, phone: number, phoneExtension: extension, label }));

/** Those of a customer, or the first one of a new customer: the number of their call, or what is to be typed. */
export const numberLines = (customer: Customer | null, numberOfCall: string): NumberLine[] =>
  customer ? linesOf(customer.numbers) : [{ id: ofCall, ...blankNumber, phone: numberOfCall }];

/** The limits of the lines, from the contract. */
export const numbersSchema = { type: 'array', maxItems: customerLimits.numbers, items: NewNumber } as const;

export const isNumberOfCall = ({ id }: NumberLine, numberOfCall: string): boolean =>
  numberOfCall !== '' && id === ofCall;

type Change = Pick<Static<typeof CustomerChange>, 'primaryId' | 'phone' | 'phoneExtension' | 'label' | 'numbers'>;
type New = Pick<Static<typeof NewCustomer>, 'phone' | 'phoneExtension' | 'label' | 'numbers'>;

const newNumber = ({ id: _id, phone, ...more }: NumberLine) => ({ phone: phone.trim(), ...more });

/** What is sent of a new customer's numbers; lines without a number are none. */
export function newNumbers(lines: readonly NumberLine[]): New {
  const [first, ...further] = written(lines).map(newNumber);
  return { phone: '', ...first, numbers: further };
}

/** What is sent so that a customer has these numbers: those that stay are sent by their ids, as whoever does not see them cannot write them. */
export function changedNumbers(saved: readonly NumberLine[], lines: readonly NumberLine[]): Change {
  const [first, ...further] = written(lines);
  if (!first) return {};
  const numbers = sentNumbers(saved, further);
  const known = knownAs(saved, first);
  if (!known) return { ...newNumber(first), numbers };
  return { ...(known !== saved[0] && { primaryId: known.id }), ...differing(known, first), numbers };
}

/** Numbers as a request says them: those that stay by their ids. Lines without a number are none. */
export const sentNumbers = (saved: readonly NumberLine[], lines: readonly NumberLine[]) =>
  written(lines).map((line) => {
    const known = knownAs(saved, line);
    return known ? { id: line.id, ...differing(known, line) } : newNumber(line);
  });

/** Those of a new record. */
export const newLines = (lines: readonly NumberLine[]) => written(lines).map(newNumber);

const written = (lines: readonly NumberLine[]): NumberLine[] =>
  lines.filter((line) => !isNewLine(line) || line.phone.trim() !== '' || line.phoneExtension !== '');

/** The number that a line still is; one with another number is a new one. */
const knownAs = (saved: readonly NumberLine[], { id, phone }: NumberLine): NumberLine | undefined =>
  saved.find((one) => one.id === id && one.phone === phone.trim());

const differing = (known: NumberLine, line: NumberLine): Partial<Pick<NumberLine, 'phoneExtension' | 'label'>> => ({
  ...(line.phoneExtension !== known.phoneExtension && { phoneExtension: line.phoneExtension }),
  ...(line.label !== known.label && { label: line.label }),
});

/** Failures of a save by its lines: of the primary number the request speaks by its own names. */
export const numberFailures = (failures: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(failures).map(([path, text]) => {
      if (path === 'phone' || path === 'phoneExtension') return [`numbers.0.${path}`, text];
      const [, place, column = ''] = /^numbers\.(\d+)(\..+)?$/.exec(path) ?? [];
      return [place === undefined ? path : `numbers.${Number(place) + 1}${column}`, text];
    }),
  );
