/** Sharing customers out among agents by ratio: whom each next customer goes to, so that at any moment everybody has as nearly as possible their part. */

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b));

/**
 * The order in which shares take turns, as their places, until it begins anew. After any number of turns each has had less than one more or fewer than their
 * part: of those who are not ahead of it the next is the one whose turn is due first.
 */
export function turnsOf(shares: readonly number[]): number[] {
  const divisor = shares.reduce(divisorOf, 0);
  if (divisor === 0) return [];
  const wanted = shares.map((share) => share / divisor);
  const total = wanted.reduce((sum, share) => sum + share, 0);
  const had = wanted.map(() => 0);
  const turns: number[] = [];
  for (let turn = 0; turn < total; turn++) {
    let next = -1;
    for (const [place, share] of wanted.entries()) {
      const isAhead = had[place]! * total > turn * share;
      if (isAhead || had[place] === share) continue;
      if (next < 0 || (had[place]! + 1) * wanted[next]! < (had[next]! + 1) * share) next = place;
    }
    had[next]! += 1;
    turns.push(next);
  }
  return turns;
}
