/**
 * What people call a call by: C6K3F9Q-7A2. Short enough to be said, and as good as the id: six signs are the second in which it began, three are the
 * end of its id. Signs that are mistaken for one another (I L O U) are none.
 */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Thirty bits of seconds from here last until 2059. */
const since = Date.UTC(2025, 0, 1) / 1000;
const [timeSigns, tailSigns] = [6, 3];
const tailMask = 0x7fff;

/** The number of a call by its id, a uuid v7 in the form that we write. */
export function callNumber(id: string): string {
  const seconds = Math.floor(parseInt(id.slice(0, 8) + id.slice(9, 13), 16) / 1000) - since;
  return `C${written(seconds, timeSigns)}-${written(parseInt(id.slice(-4), 16), tailSigns)}`;
}

/** The calls that a typed number means: those whose ids begin in these milliseconds and end in these 15 bits; null when it can be none. */
export function meantByCallNumber(typed: string): { from: number; to: number; tail: number } | null {
  const text = typed.trim().toUpperCase();
  const [, time, tail] = /^C([0-9A-HJKMNP-TV-Z]{6})-?([0-9A-HJKMNP-TV-Z]{3})$/.exec(text) ?? [];
  if (time === undefined || tail === undefined) return null;
  const from = (read(time) + since) * 1000;
  return { from, to: from + 1000, tail: read(tail) };
}
/** The end of an id as a number compares it. */
export const callNumberTail = tailMask;

function written(value: number, length: number): string {
  let text = '';
  for (let rest = value, at = 0; at < length; at++, rest = Math.floor(rest / 32))
    text = signs[((rest % 32) + 32) % 32] + text;
  return text;
}
const read = (text: string): number => [...text].reduce((sum, sign) => sum * 32 + signs.indexOf(sign), 0);
