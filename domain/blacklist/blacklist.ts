/** The blacklist: numbers and patterns of numbers with which a company has no calls, coming in, going out, or both (SPEC S6). */
import type { Asked, NumberList } from '../callcontrol/screening.ts';
import { isNumberError, nationalForm, readPlain, type Home, type NumberError } from '../numbers/dial.ts';
import { numberError } from '../numbers/number.ts';
import { headOf, isPattern, meansShown, readPattern } from '../numbers/pattern.ts';
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

/**
 * The list as calls ask it. A number of its own goes before patterns. Patterns stand under what their numbers begin with, so that a call looks at
 * few of them, whatever a company has on its list: all companies' calls wait for each other's.
 */
export function blacklistOf(entries: readonly Entry[]): NumberList {
  const numbers = new Map(entries.map((entry) => [entry.number, entry]));
  const patterns = new Map<string, Entry[]>();
  for (const entry of entries.filter(({ number }) => isPattern(number))) {
    const head = headOf(entry.number);
    const among = patterns.get(head);
    if (among) among.push(entry);
    else patterns.set(head, [entry]);
  }
  return {
    find(asked) {
      const own = numbers.get(asked.number);
      const found = own && isBlocking(own, asked) ? own : patternFor(patterns, asked);
      return found ? { reason: 'blacklist', entryId: found.id } : null;
    },
  };
}

function patternFor(patterns: ReadonlyMap<string, readonly Entry[]>, asked: Asked): Entry | undefined {
  const shown = nationalForm(asked.number);
  for (let length = 0; length <= shown.length; length++) {
    const among = patterns.get(shown.slice(0, length));
    const found = among?.find((entry) => isBlocking(entry, asked) && meansShown(entry.number, shown));
    if (found) return found;
  }
  return undefined;
}

const isBlocking = ({ direction, expiresAt }: Entry, asked: Asked): boolean =>
  (direction === 'both' || direction === asked.direction) && (expiresAt === null || asked.now < expiresAt);
