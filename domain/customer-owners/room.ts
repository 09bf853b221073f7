/** Limits of agents about customers, as companies set them: 0 means none. */

/** How many more somebody may have who has so many. */
export const roomWithin = (most: number, had: number): number =>
  most === 0 ? Number.POSITIVE_INFINITY : Math.max(0, most - had);

/** Those for whom there is room, in their order, and how many are left. */
export function withinRoom<T>(wanted: readonly T[], room: number): { done: T[]; over: number } {
  const done = wanted.slice(0, Math.min(room, wanted.length));
  return { done, over: wanted.length - done.length };
}
