/** Numbers and words in bytes that may end anywhere: what is not there is 0, or an empty text. */

/** A word of so many letters. */
export const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** The bytes of a word of plain letters. */
export const letters = (word: string): Uint8Array => Uint8Array.from(word, (letter) => letter.charCodeAt(0));

const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

/** Two bytes, the high one first. */
export const big16 = (bytes: Uint8Array, at: number): number => byteAt(bytes, at) * 0x100 + byteAt(bytes, at + 1);
/** Four bytes, the highest first. */
export const big32 = (bytes: Uint8Array, at: number): number => big16(bytes, at) * 0x10000 + big16(bytes, at + 2);
/** Beyond 2^53 it is no exact number, and larger than any file. */
export const big64 = (bytes: Uint8Array, at: number): number => big32(bytes, at) * 2 ** 32 + big32(bytes, at + 4);
/** Two bytes, the low one first. */
export const little16 = (bytes: Uint8Array, at: number): number => byteAt(bytes, at) + byteAt(bytes, at + 1) * 0x100;
/** Four bytes, the lowest first. */
export const little32 = (bytes: Uint8Array, at: number): number =>
  little16(bytes, at) + little16(bytes, at + 2) * 0x10000;
