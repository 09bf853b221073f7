/**
 * Numbers as voice files say them, in order. The files are made in every language under the same names (`asterisk/prompts/texts.json`), and up to 99 both
 * Mandarin and English say tens before units, so nothing here knows a language: what differs is what a file says. Minutes are whole sentences, because
 * Mandarin says 两 of them and 二 of a place.
 */

/** A number from 1 to 99, as a place in a line. */
function spokenNumber(number: number): string[] {
  if (number < 20 || number % 10 === 0) return [`number-${number}`];
  return [`number-${number - (number % 10)}`, `number-${number % 10}`];
}

/** Digits one by one; whatever else there is in the text is not said. */
export const spokenDigits = (text: string): string[] =>
  [...text].filter((c) => /[0-9]/.test(c)).map((c) => `digit-${c}`);

/** Where a caller stands, from 1 on. */
export const spokenPosition = (position: number): string[] =>
  position > 99 ? ['position-many'] : ['position-before', ...spokenNumber(position), 'position-after'];

/** Minutes that are said; what is between them is rounded up, so that nobody waits longer than was said because of that. */
const saidMinutes = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30];

/** An expected wait. */
export function spokenWait(seconds: number): string[] {
  if (seconds < 45) return ['wait-under-1'];
  const minutes = saidMinutes.find((most) => seconds <= most * 60);
  return [minutes === undefined ? 'wait-over-30' : `wait-about-${minutes}`];
}
