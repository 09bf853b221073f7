/** Which rows of a long list are in view: rows of different heights, one below the other. Pure. */

/** Where each row begins, and behind the last one where all end. */
export function offsetsOf(heights: readonly number[]): number[] {
  const offsets = [0];
  for (const height of heights) offsets.push(offsets.at(-1)! + height);
  return offsets;
}

/** The rows that touch the view, with as much again above and below it. `to` is exclusive. */
export function rowsInView(offsets: readonly number[], top: number, height: number): { from: number; to: number } {
  const rows = offsets.length - 1;
  const from = firstEndingAfter(offsets, top - height);
  let to = from;
  while (to < rows && offsets[to]! < top + height * 2) to++;
  return { from, to };
}

/** By halving: there may be a thousand. */
function firstEndingAfter(offsets: readonly number[], at: number): number {
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle + 1]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
