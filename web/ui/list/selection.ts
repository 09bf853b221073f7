/** Which rows are ticked: some by id, or all that the query finds. Pure, so that shift-click and the head's box are easy to prove. */

export type Ticked =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string>; readonly last: string | null }
  | { readonly kind: 'all' };
/** What is ticked next, out of what is ticked by then: the table that was drawn may be older. */
export type TickChange = (before: Ticked) => Ticked;
export const noneTicked: Ticked = { kind: 'some', ids: new Set(), last: null };

/** What an action is meant for, as `contract/selection.ts` wants it. */
export type Selection<F> = { ids: string[] } | { filter: F };

export const isTicked = (ticked: Ticked, id: string): boolean => ticked.kind === 'all' || ticked.ids.has(id);

/** Ticks or unticks a row; with `isRange` all rows from the one before to it, as the shift key means. */
export function tick(ticked: Ticked, id: string, shown: readonly string[], isRange: boolean): Ticked {
  // Leaving out one of "all of the query" starts from the rows that can be seen.
  const before = ticked.kind === 'all' ? new Set(shown) : ticked.ids;
  const ids = new Set(before);
  const [from, to] = [
    ticked.kind === 'some' && ticked.last !== null ? shown.indexOf(ticked.last) : -1,
    shown.indexOf(id),
  ];
  const isOn = !before.has(id);
  const range = isRange && from >= 0 && to >= 0 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  for (const each of range) {
    if (isOn) ids.add(each);
    else ids.delete(each);
  }
  return { kind: 'some', ids, last: id };
}

/** The box in the head: all rows of the page, or none of them. */
export function tickPage(ticked: Ticked, shown: readonly string[]): Ticked {
  if (ticked.kind === 'all') return noneTicked;
  const isFull = pageState(ticked, shown) === 'all';
  const ids = new Set(ticked.ids);
  for (const id of shown) {
    if (isFull) ids.delete(id);
    else ids.add(id);
  }
  return { kind: 'some', ids, last: null };
}

export function pageState(ticked: Ticked, shown: readonly string[]): 'all' | 'some' | 'none' {
  if (ticked.kind === 'all') return 'all';
  const count = shown.filter((id) => ticked.ids.has(id)).length;
  if (count === 0) return 'none';
  return count === shown.length ? 'all' : 'some';
}

/** How many rows an action would touch. */
export const countTicked = (ticked: Ticked, total: number): number => (ticked.kind === 'all' ? total : ticked.ids.size);

export const selectionOf = <F>(ticked: Ticked, filter: F): Selection<F> =>
  ticked.kind === 'all' ? { filter } : { ids: [...ticked.ids] };
