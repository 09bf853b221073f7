/** Masking of numbers for roles that may not see them: the first three and the last four digits stay. */

/** 13900000042 → 139****0042; a number of fewer than 8 digits keeps only its last two. Extensions (3 digits) are not masked. */
export function maskNumber(number: string): string {
  const digits = number.replace(/[^0-9]/g, '').length;
  if (digits <= 3) return number;
  if (digits < 8) return `${'*'.repeat(Math.max(0, number.length - 2))}${number.slice(-2)}`;
  const start = number.startsWith('+86') ? 6 : 3;
  const shown = number.startsWith('+86') ? number.slice(3, start) : number.slice(0, start);
  return `${shown}${'*'.repeat(number.length - start - 4)}${number.slice(-4)}`;
}

/** Longest pieces of digits with the separators of people between them; shorter ones than seven digits are no number of a person. */
const numberLike = /\+?\d(?:[ -]?\d){6,}/g;

/** A text with every number in it masked as `maskNumber` does. Ids (uuid) stay as they are. */
export function maskNumbersIn(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  return text.replace(numberLike, (number) => maskNumber(number.replace(/[ -]/g, '')));
}
