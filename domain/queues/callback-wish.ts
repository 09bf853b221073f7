/** How a caller wishes to be called back instead of waiting, by keys (SPEC B). Pure: one key or the end of patience in, what is played out. */
import type { DialNumber } from '../numbers/dial.ts';
import { spokenDigits } from './spoken.ts';

/** How a queue calls back; a queue without it does not. */
export interface CallbackTerms {
  /** The key of those who wait. */
  readonly key: string;
  /** How often the number is called at most. */
  readonly attempts: number;
  /** Seconds until it is called again. */
  readonly pauseSeconds: number;
  /** After so long nobody is called back any more. */
  readonly expirySeconds: number;
}

/** `confirm`: they hear the number; `entry`: they type another one; `booked`: it is done, and what they hear of it is a matter of what became of it. */
export interface CallbackWish {
  readonly stage: 'confirm' | 'entry' | 'booked';
  readonly number: DialNumber | null;
  readonly entry: string;
}

export interface WishStep {
  /** Null: they wait on. */
  readonly wish: CallbackWish | null;
  readonly play: readonly string[];
}

/** What those hear who wait: the key by which they are called back. */
export const callbackOffered = (key: string): string[] => ['callback-before', ...spokenDigits(key), 'callback-after'];

/** Seconds for a key after what is played. */
export const wishSeconds = 10;
const maxDigits = 20;

const entry: CallbackWish = { stage: 'entry', number: null, entry: '' };
const confirm = (number: DialNumber, digits: string): WishStep => ({
  wish: { stage: 'confirm', number, entry: '' },
  play: ['callback-number', ...spokenDigits(digits), 'callback-confirm'],
});

/** What a typed number is, or null when it is none that is called back; `digitsOf` says it as people dial it. */
export interface WishReader {
  readonly read: (digits: string) => DialNumber | null;
  readonly digitsOf: (number: DialNumber) => string;
}

/** They have pressed the key: their own number is said, where it can be called. */
export const beginWish = (own: DialNumber | null, { digitsOf }: WishReader): WishStep =>
  own === null ? { wish: entry, play: ['callback-enter'] } : confirm(own, digitsOf(own));

/** A further key. */
export function stepWish(wish: CallbackWish, key: string, { read, digitsOf }: WishReader): WishStep {
  if (wish.stage === 'booked') return { wish, play: [] };
  if (key === '*') return { wish: null, play: [] };
  if (wish.stage === 'entry') {
    if (key !== '#') return { wish: { ...wish, entry: (wish.entry + key).slice(0, maxDigits) }, play: [] };
    const number = read(wish.entry);
    return number === null
      ? { wish: entry, play: ['callback-invalid', 'callback-enter'] }
      : confirm(number, digitsOf(number));
  }
  if (key === '1') return { wish: { ...wish, stage: 'booked' }, play: [] };
  return key === '2' ? { wish: entry, play: ['callback-enter'] } : confirm(wish.number!, digitsOf(wish.number!));
}
