/**
 * Which encoding the bytes of a table are in. Chinese spreadsheets write UTF-8, UTF-16, GB18030 and, in Taiwan and Hong
 * Kong, Big5; what is none of them is refused, never guessed.
 */

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/** The encoding that a byte order mark names, and null when there is none. */
export function encodingOfMark(start: Uint8Array): TextEncodingName | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : null;
}

/**
 * UTF-16 without a mark, by its first bytes: delimiters, digits and line ends have a zero for their upper byte, always
 * on the same side. Null for everything else that holds zeros.
 */
export function encodingOfZeros(start: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (let i = 0; i < start.length; i++) if (start[i] === 0) zeros[i % 2]!++;
  const [even = 0, odd = 0] = zeros;
  if (Math.min(even, odd) > 0 || even + odd < start.length / 20 || even + odd > start.length * 0.55) return null;
  return odd > 0 ? 'utf-16le' : 'utf-16be';
}

/** How well the pairs of bytes beyond ASCII fit each encoding: sums of weights from 0 to 1, a pair each. */
export interface PairScore {
  pairs: number;
  gb: number;
  big5: number;
}
/** The score of no pair yet. */
export const noPairs = (): PairScore => ({ pairs: 0, gb: 0, big5: 0 });

/**
 * Adds the pairs of a piece of a file. Returns how many bytes at its end belong to a pair that is cut: they begin the
 * next piece.
 */
export function scorePairs(bytes: Uint8Array, score: PairScore): 0 | 1 {
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1];
    if (trail === undefined) return 1;
    score.pairs++;
    if (isDigit(trail) && isHigh(bytes[i + 2]) && isDigit(bytes[i + 3])) {
      score.gb += weights.rare;
      i += 3;
    } else if (trail >= 0x40) {
      const besideLetter = trail < 0x7f && (isLetter(bytes[i - 1]) || isLetter(bytes[i + 2]));
      score.gb += gbWeight(lead, trail, besideLetter);
      score.big5 += big5Weight(lead, trail);
      i++;
    }
  }
  return 0;
}

/** Common characters count whole, rare ones of a name somewhat less, letters of other scripts hardly. */
const weights = { common: 1, rare: 0.6, seldom: 0.2, hardly: 0.05 } as const;
/** Nearly any bytes are either in form, so form proves nothing: the characters must be such as people write with. */
const least = 0.6;

function gbWeight(lead: number, trail: number, besideLetter: boolean): number {
  const isGb2312 = trail >= 0xa1 && trail <= 0xfe;
  if (isGb2312 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3))) return weights.common;
  if (isGb2312 && lead >= 0xd8 && lead <= 0xf7) return weights.rare;
  const isExtended = (lead >= 0x81 && lead <= 0xa0) || (lead >= 0xaa && trail <= 0xa0);
  // An accented letter of a Latin text stands beside plain ones; a character of a name does not.
  if (isExtended && lead <= 0xfe && trail !== 0x7f) return besideLetter ? weights.hardly : weights.rare;
  return weights.hardly;
}

function big5Weight(lead: number, trail: number): number {
  if (!((trail >= 0x40 && trail <= 0x7e) || (trail >= 0xa1 && trail <= 0xfe))) return 0;
  if ((lead >= 0xa4 && lead <= 0xc6) || lead === 0xa1 || lead === 0xa2) return weights.common;
  return lead >= 0xc9 && lead <= 0xf9 ? weights.seldom : 0;
}

/** The encoding that the pairs speak for, or null. Where both fit alike it is GB18030, which the country writes. */
export function encodingOfPairs({ pairs, gb, big5 }: PairScore): 'gb18030' | 'big5' | null {
  if (pairs === 0 || Math.max(gb, big5) < least * pairs) return null;
  return gb >= big5 ? 'gb18030' : 'big5';
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x81 && byte <= 0xfe;
const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte));
