/** The blacklist: numbers and patterns of numbers with which a company has no calls, coming in, going out, or both (SPEC S6). */
import type { Asked, NumberList } from '../callcontrol/screening.ts';
import { isNumberError, readPlain, type Home, type NumberError } from '../numbers/dial.ts';
import { numberError } from '../numbers/number.ts';
import { isPattern, meansNumber, readPattern } from '../numbers/pattern.ts';
import { isEmergency } from '../numbers/ranges.ts';

export const blockedDirections = ['inbound', 'outbound', 'both'] as const;
export type BlockedDirection = (typeof blockedDirections)[number];

/** `number` is a number or a pattern; `expiresAt` in epoch milliseconds, from which moment on it blocks nothing. */
export interface Entry {
  readonly id: string;
  readonly number: string;
  readonly direction: BlockedDirection;
  readonly expiresAt: number | null;
}

/** The number of an entry in the one form in which it is kept: a number in any written form, or a pattern. Numbers for emergencies are none. */
export function readBlocked(typed: string, home: Home): string | NumberError {
  const number = isPattern(typed) ? readPattern(typed, home) : readPlain(typed, home);
  return !isNumberError(number) && isEmergency(number) ? numberError('emergency') : number;
}

/** The list as calls ask it. A number of its own goes before patterns. */
export function blacklistOf(entries: readonly Entry[]): NumberList {
  const numbers = new Map(entries.map((entry) => [entry.number, entry]));
  const patterns = entries.filter(({ number }) => isPattern(number));
  return {
    find(asked) {
      const own = numbers.get(asked.number);
      const found = [...(own ? [own] : []), ...patterns].find(
        (entry) => isBlocking(entry, asked) && (entry === own || meansNumber(entry.number, asked.number)),
      );
      return found ? { reason: 'blacklist', entryId: found.id } : null;
    },
  };
}

const isBlocking = ({ direction, expiresAt }: Entry, asked: Asked): boolean =>
  (direction === 'both' || direction === asked.direction) && (expiresAt === null || asked.now < expiresAt);
