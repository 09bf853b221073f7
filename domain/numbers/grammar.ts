/**
 * The grammar of a text with numbers in it, after `plainCharacters`:
 *
 *     text      = [ label ] number { gap [ label ] number } [ remark ]
 *     number    = [ "+" ] digits { weak digits } [ extension ]
 *     weak      = " " | "-" | "." | "(" | ")"          between the digits of one number
 *     extension = [ weak ] mark keys | "-" keys
 *     mark      = "转" | "分机" | "内线" | "ext" | "extension" | "x" | "#" | ",,"     and their usual combinations
 *     keys      = ( digit | "*" | "#" ) { digit | "*" | "#" }, at most 8
 *     gap       = "," | ";" | "/" | "|" | "\" | line break, or a space where the digits are no number otherwise;
 *                 a "/" between an area code and its number is weak
 *     label, remark = words, or anything in brackets that has letters
 *
 * Here a text is cut into its words and its runs of digits; what a run means is for `written.ts`.
 */

/** What stands in a text, in order. `digits` are a run with its weak separators, `keys` what an extension mark follows with, or null. */
export type Token =
  | { kind: 'run'; digits: string; keys: string | null }
  | { kind: 'words'; text: string }
  | { kind: 'gap' }
  | { kind: 'wrong'; character: string };

const mark = String.raw`(?:(?:请|再|按)?[转轉](?:接|拨|撥)?(?:分机|分機|内线|內線)?(?:号|號)?|分机(?:号)?|分機(?:號)?|内线|內線|extension(?![a-z])|extn?(?![a-z])|[xpw](?=[ .:]*[0-9])|,{2,}|#(?=[0-9]))[ .:]*`;
const patterns = {
  gap: /[,;/|\\\n]+/y,
  // A run ends before a bracket that opens on words, and takes an extension mark with it only where keys follow.
  run: new RegExp(String.raw`\+?[ (]*[0-9](?:[-0-9 .()]*[0-9])?(?:[ ()-]*${mark}([0-9*#][0-9*# -]*)|[ ]?#)?`, 'iuy'),
  words: /[\p{L}\p{M}_"'][\p{L}\p{M}_"'.!?&]*(?:[0-9]{1,2}(?=[ ]*:))?[ ]*:?/uy,
  between: /[ ().:-]+/y,
};

/** A bracket that holds letters and fewer than seven digits is a remark as a whole: (本人), (2楼前台). One that holds an extension is none. */
const bracket = /\(([^()]*)\)/g;
const isRemark = (inner: string): boolean =>
  /\p{L}/u.test(inner) &&
  inner.replace(/[^0-9]/g, '').length < 7 &&
  !new RegExp(String.raw`^ *${mark}[0-9*#]+ *$`, 'iu').test(inner);

/** A letter O or l typed for a digit is no remark beside the number. */
const lookAlike = /^[OoQDIilSsBZz]{1,3}$/;
const areaBeforeSlash = /((?:^|[^0-9])\(?0[0-9]{2,3}\)? *)\/(?= *[2-9])/g;

/** Cuts a text of plain characters; brackets with remarks come last. */
export function tokensOf(text: string): Token[] {
  const remarks: Token[] = [];
  const rest = text.replace(areaBeforeSlash, '$1-').replace(bracket, (whole, inner: string) => {
    if (!isRemark(inner)) return whole;
    remarks.push({ kind: 'words', text: inner.trim() });
    return ' ';
  });
  return [...cut(rest), ...remarks];
}

function cut(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const match = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = at;
      return pattern.exec(text);
    };
    const found = match(patterns.run) ?? match(patterns.gap) ?? match(patterns.between) ?? match(patterns.words);
    if (!found) return [...tokens, { kind: 'wrong', character: String.fromCodePoint(text.codePointAt(at)!) }];
    const token = tokenOf(found);
    at = found.index + found[0].length;
    if (
      token?.kind === 'words' &&
      lookAlike.test(found[0]) &&
      (/[0-9]/.test(text[found.index - 1] ?? '') || /[0-9]/.test(text[at] ?? ''))
    ) {
      return [...tokens, { kind: 'wrong', character: found[0] }];
    }
    if (token) tokens.push(token);
  }
  return tokens;
}

function tokenOf(found: RegExpExecArray): Token | null {
  const [text, keys] = found;
  const first = /[^ (]/.exec(text)?.[0] ?? '';
  if (/[0-9+]/.test(first))
    return { kind: 'run', digits: runOf(text), keys: keys === undefined ? null : keys.replace(/[ -]/g, '') };
  if (/[,;/|\\\n]/.test(first)) return { kind: 'gap' };
  return /[\p{L}\p{M}_"']/u.test(first) ? { kind: 'words', text: text.trim() } : null;
}

/** A run without its extension. A `(0)` after a country code is not dialled from abroad (ITU-T E.123 advises against writing it). */
function runOf(text: string): string {
  const digits = /^[-+0-9 .()]*/.exec(text)![0];
  return digits.replace(/^((?:\+|00) ?[1-9][0-9]{0,2} ?)\(0\)/, '$1').trim();
}
