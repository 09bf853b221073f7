/** How a text travels as a message: in the alphabet of GSM (3GPP TS 23.038) where all of it is there, else in UCS-2; and in how many parts. */

/** The basic table, and what needs an escape before it and so takes two places. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const escaped = '\f^{}\\[~]|€';

export interface MessageSize {
  readonly encoding: 'gsm7' | 'ucs2';
  /** Places that the text takes: of 7 bits, or of 16. */
  readonly length: number;
  /** Messages that are billed; 0 for an empty text. */
  readonly parts: number;
  /** Places of each part. */
  readonly perPart: number;
}

/** Places of a part: alone, and beside others, whose header takes some. */
const sizes = { gsm7: { alone: 160, beside: 153 }, ucs2: { alone: 70, beside: 67 } } as const;

const isGsm = (one: string): boolean => basic.includes(one) || escaped.includes(one);

/** Places that a text takes, and the messages that it becomes. */
export function sizeOf(text: string): MessageSize {
  const characters = [...text];
  const encoding = characters.every(isGsm) ? 'gsm7' : 'ucs2';
  const widths = characters.map((one) => (encoding === 'ucs2' ? one.length : escaped.includes(one) ? 2 : 1));
  const length = widths.reduce((sum, width) => sum + width, 0);
  const { alone, beside } = sizes[encoding];
  if (length <= alone) return { encoding, length, parts: length > 0 ? 1 : 0, perPart: alone };
  return { encoding, length, parts: partsOf(widths, beside), perPart: beside };
}

/** Neither an escape and its letter nor the halves of a character are parted, so a part may stay short by one. */
function partsOf(widths: readonly number[], places: number): number {
  let [parts, used] = [1, 0];
  for (const width of widths) {
    if (used + width > places) [parts, used] = [parts + 1, 0];
    used += width;
  }
  return parts;
}
