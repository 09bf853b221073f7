/** Which encoding the bytes of a table are in. Chinese spreadsheets write UTF-8, UTF-16 and GB18030; what is none of them is refused, never guessed. */

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'gb18030';

/** Pairs of bytes that begin a character of GB 2312, the part of GB18030 that people write with, among all that are not ASCII. */
export interface GbCount { common: number; other: number }

/** The encoding that a byte order mark names, and null when there is none. UTF-16 in the other order is not supported and named as such. */
export function encodingOfMark(start: Uint8Array): TextEncodingName | 'unsupported' | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'unsupported' : null;
}

/** Counts over a piece of a file. A pair that is cut at its end is not counted. */
export function countGb(bytes: Uint8Array, count: GbCount): void {
  for (let i = 0; i < bytes.length - 1; i++) {
    const lead = bytes[i]!;
    if (lead < 0x80) continue;
    const trail = bytes[++i]!;
    const isCommon = trail >= 0xa1 && trail <= 0xfe && ((lead >= 0xb0 && lead <= 0xf7) || (lead >= 0xa1 && lead <= 0xa9));
    if (isCommon) count.common++;
    else count.other++;
  }
}

/**
 * Nearly any bytes are GB18030 in form, so form proves nothing. A Chinese text lies almost wholly within GB 2312; Big5, Shift-JIS and Latin
 * scripts read as GB18030 do not.
 */
export const isLikelyGb = ({ common, other }: GbCount): boolean => common > 0 && common >= 9 * other;

/** What a file is that is no table, by its first bytes: a picture, a document, a page, an old binary workbook. */
export function isForeignFormat(start: Uint8Array): boolean {
  const head = String.fromCharCode(...start.subarray(0, 64));
  const signatures = ['\x89PNG', 'GIF8', '\xff\xd8\xff', '%PDF', '\xd0\xcf\x11\xe0', 'Rar!', '\x1f\x8b', '7z\xbc\xaf', 'BM\x00', '\x7fELF', 'MZ\x90', 'SQLite'];
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart().toLowerCase();
  return signatures.some((signature) => head.startsWith(signature)) || /^<(!doctype|html|\?xml|head|body|table|svg)\b/.test(text) || text.startsWith('{\\rtf');
}
