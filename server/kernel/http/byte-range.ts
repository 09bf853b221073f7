/** HTTP byte ranges (RFC 9110 §14): what players ask for when somebody jumps in a recording. */
import type { ByteRange } from '../files.ts';

/**
 * Reads a Range header for a file of `size` bytes: one range that can be served, `unsatisfiable`, or null when the whole file is due
 * (no header, another unit, several ranges, or nonsense, which RFC 9110 says to ignore).
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return null;
  if (from === '') return lastBytes(Number(to), size);
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return null;
  return first < size ? { from: first, to: last } : 'unsatisfiable';
}

const lastBytes = (count: number, size: number): ByteRange | 'unsatisfiable' =>
  count > 0 && size > 0 ? { from: Math.max(0, size - count), to: size - 1 } : 'unsatisfiable';
