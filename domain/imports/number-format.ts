/** Numbers of a spreadsheet's cells as people see them there. A cell keeps the value as a decimal with an exponent, its style says how it is shown. */

/** How a style shows a number: as it is, as a date, with leading zeros up to a width, or in per cent. */
export type NumberStyle = { kind: 'plain' } | { kind: 'date' } | { kind: 'zeros'; width: number } | { kind: 'percent' };

/** Styles that programs have built in, by number (ECMA-376 part 1, 18.8.30); 27 to 36 and 50 to 58 are the Chinese dates. */
const builtInDates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);
const builtInPercents = new Set([9, 10]);

/**
 * What a format's letters stand in without being one: texts, a sign as it is, a width, a filling, and brackets for a colour, a currency, a
 * condition or digits of a language. [h], [mm] and the like are hours and minutes beyond a day. None stands within another, and a search for the end
 * of one goes no further than the beginning of the next: a code of nothing but beginnings is read in one walk.
 */
const noFormat = /"[^"]*"|[\\_*].|\[(?!(?:h+|m+|s+)\])[^[\]]*\]/gi;

/** The style of a number format: its number, and its code where it is none of the built-in ones. */
export function styleOf(id: number, code: string | undefined): NumberStyle {
  if (code === undefined)
    return builtInDates.has(id) ? { kind: 'date' } : builtInPercents.has(id) ? { kind: 'percent' } : { kind: 'plain' };
  const [first = ''] = code.replace(noFormat, '').split(';');
  if (/^0{2,}$/.test(first)) return { kind: 'zeros', width: first.length };
  if (/[ymdhs]/i.test(first.replace(/general/i, ''))) return { kind: 'date' };
  return first.includes('%') ? { kind: 'percent' } : { kind: 'plain' };
}

/**
 * A number as a text without exponent and without the noise of binary fractions: 1.3800000051E10 → 13800000051. What is no number stays, and so
 * do digits that stand there in full, however many.
 */
export function plainNumber(stored: string): string {
  if (/^-?[0-9]+$/.test(stored)) return stored;
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  return unfold(String(Number(value.toPrecision(15))));
}

function unfold(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  // An exponent is written below 1e-6 and from 1e21 on: the point is never between the fifteen digits.
  return point <= 0 ? `${sign}0.${'0'.repeat(-point)}${digits}` : sign + digits.padEnd(point, '0');
}

const day = 86_400_000;
/** Day 0 of the two calendars; the first counts a 29 February 1900 that never was, so its days are right from 1 March 1900 on. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };

/** A day count as ISO: 2026-11-22, with its time when it has one (to the second), the time alone below one day. Null beyond the calendar. */
export function isoOfDays(days: number, calendar: 1900 | 1904): string | null {
  if (!(days >= 0 && days < 2_958_466)) return null;
  const moment = new Date(epochs[calendar] + Math.round((days * day) / 1000) * 1000).toISOString();
  const [date, time] = [moment.slice(0, 10), moment.slice(11, 19)];
  if (days < 1) return time;
  return time === '00:00:00' ? date : `${date} ${time}`;
}

/** What a cell with a number shows. */
export function shownNumber(stored: string, style: NumberStyle, calendar: 1900 | 1904): string {
  if (style.kind === 'date') return isoOfDays(Number(stored), calendar) ?? plainNumber(stored);
  if (style.kind === 'percent') return `${plainNumber(String(Number(stored) * 100))}%`;
  const plain = plainNumber(stored);
  return style.kind === 'zeros' && /^[0-9]+$/.test(plain) ? plain.padStart(style.width, '0') : plain;
}
