/** Passwords that the program makes: shown once, read from a screen or over the telephone, changed at the first sign-in. */
import { randomInt } from 'node:crypto';

/** No 0 O o, 1 l I i, 2 Z z, 5 S s, 8 B: signs that look alike. */
const letters = 'ACDEFGHJKLMNPQRTUVWXYabcdefghjkmnpqrtuvwxy';
const digits = '34679';
const all = letters + digits;
const usualLength = 12;

/** A random password of at least `length` characters with a letter and a digit at least, so that it satisfies every policy of a tenant. */
export function randomPassword(length: number = usualLength): string {
  const signs = Array.from({ length: Math.max(length, usualLength) - 2 }, () => pick(all));
  for (const one of [pick(letters), pick(digits)]) signs.splice(randomInt(signs.length + 1), 0, one);
  return signs.join('');
}

const pick = (from: string): string => from[randomInt(from.length)]!;
