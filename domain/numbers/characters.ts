/**
 * The characters of a written number in their plain form, so that the grammar knows one dash, one space, one kind of digit. What copying brings
 * along unseen (zero width, direction and joining marks: general category Cf of Unicode) is dropped.
 */

/** Hyphens, dashes and minus signs beyond the category Pd, and the strokes that input methods offer in their place. */
const dashes = /[\p{Pd}\u02d7\u2043\u207b\u208b\u2212\u2500\u2501\u30fc\uff70]/gu;
/** Every space on a line, and letters that draw nothing (Hangul fillers, the empty Braille cell). */
const spaces = /[^\S\n]|[\u115f\u1160\u2800\u3164\uffa0]/gu;
const lineBreaks = /\r\n|[\n\r\u0085\u2028\u2029]/g;
/** Format characters, variation selectors and the frame of a keycap. */
const unseen = /\p{Cf}|[\ufe00-\ufe0f]|\u034f|\u2065|\u20e3/gu;
/** Telephones and other little pictures before a number. */
const pictures = /[\u2121\u260e\u260f]|\p{Extended_Pictographic}/gu;

/** Most numbers are plain as they come. */
const plainAlready = /^[-+0-9 ().#*]*$/;

const narrow = (text: string): string => text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/** A text with plain digits, signs, dashes (`-`), spaces, brackets (`()`), dots, slashes, commas (also for `、`) and line breaks (`\n`). */
export function plainCharacters(text: string): string {
  if (plainAlready.test(text)) return text;
  return narrow(text.replace(unseen, '').replace(lineBreaks, '\n')).replace(pictures, ' ').replace(spaces, ' ').replace(dashes, '-')
    .replace(/[\u00b7\u2022\u2024\u2219\u22c5\u30fb\uff65]/g, '.').replace(/[\u2044\u2215]/g, '/').replace(/[\u3001\uff64]/g, ',')
    .replace(/[[{【〔〖「『﹙]/g, '(').replace(/[\]}】〕〗」』﹚]/g, ')').replace(/[‘’‚‛′]/g, "'").replace(/[“”„‟″]/g, '"').replace(/[\u207a\ufe62]/g, '+');
}

/**
 * The text that a spreadsheet hides in a cell: `="154…"`, `=154…`, `'154…`, quotes and backticks around it. Formulas that calculate stay what
 * they are, which is no number.
 */
export const bareText = (plain: string): string => plain.trim().replace(/^=\s*/, '').replace(/^["'`\s]+|["'`\s]+$/g, '');

/** A caller's name made safe to show: no control or direction characters, at most 64 code points, nothing when it was not text. */
export function cleanName(sent: string): string {
  const visible = sent.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '').trim();
  if (/^\ufffd*$/.test(visible.replace(/[?\s]/g, ''))) return '';
  return [...visible].slice(0, 64).join('');
}
