/** How a file is read without being held: whoever reads asks for bytes, and whoever has them gives them. */

/** Bytes that a reader wants to see; it is given fewer where the file ends. */
interface Wanted {
  readonly at: number;
  readonly length: number;
}
export type Reading<Result> = Generator<Wanted, Result, Uint8Array>;

/** The longest run of bytes that is asked for at once. */
export const longestRun = 256 * 1024;
