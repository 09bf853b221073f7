/** Which rows are selected: some by id, all that the query finds, or the first of these. Pure, so that shift-click and the head's box are easy to prove. */

export type SelectedRows =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string>; readonly last: string | null }
  | { readonly kind: 'all' }
  | { readonly kind: 'first'; readonly count: number };
/** What is selected next, out of what is selected by then: the table that was drawn may be older. */
export type SelectionChange = (before: SelectedRows) => SelectedRows;
export const noneSelected: SelectedRows = { kind: 'some', ids: new Set(), last: null };

/** What an action is meant for, as `contract/selection.ts` wants it. */
export type Selection<Q> = { ids: string[] } | { filter: Omit<Q, 'sort'>; first?: number; sort?: SortOf<Q> };
type SortOf<Q> = 'sort' extends keyof Q ? Exclude<Q['sort'], undefined> : never;

export const isSelected = (selected: SelectedRows, id: string): boolean =>
  selected.kind === 'all' || (selected.kind === 'some' && selected.ids.has(id));

/** Selects or deselects a row; with `isRange` all rows from the one before to it, as the shift key means. */
export function toggle(selected: SelectedRows, id: string, shown: readonly string[], isRange: boolean): SelectedRows {
  // Leaving out one of "all of the query" starts from the rows that can be seen.
  const before = selected.kind === 'some' ? selected.ids : new Set(selected.kind === 'all' ? shown : []);
  const ids = new Set(before);
  const [from, to] = [
    selected.kind === 'some' && selected.last !== null ? shown.indexOf(selected.last) : -1,
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
export function togglePage(selected: SelectedRows, shown: readonly string[]): SelectedRows {
  if (selected.kind !== 'some') return noneSelected;
  const isFull = pageState(selected, shown) === 'all';
  const ids = new Set(selected.ids);
  for (const id of shown) {
    if (isFull) ids.delete(id);
    else ids.add(id);
  }
  return { kind: 'some', ids, last: null };
}

export function pageState(selected: SelectedRows, shown: readonly string[]): 'all' | 'some' | 'none' {
  if (selected.kind !== 'some') return selected.kind === 'all' ? 'all' : 'some';
  const count = shown.filter((id) => selected.ids.has(id)).length;
  if (count === 0) return 'none';
  return count === shown.length ? 'all' : 'some';
}

/** How many rows an action would touch. */
export const countSelected = (selected: SelectedRows, total: number): number =>
  selected.kind === 'all' ? total : selected.kind === 'first' ? Math.min(selected.count, total) : selected.ids.size;

/** Whether more than could be counted are selected. */
export const isAbout = (selected: SelectedRows, of: { total: number; totalIsExact: boolean }): boolean =>
  selected.kind !== 'some' && !of.totalIsExact && countSelected(selected, of.total) >= of.total;

/** The first are those of the order in which the list is shown. */
export function selectionOf<Q extends object>(selected: SelectedRows, query: Q): Selection<Q> {
  if (selected.kind === 'some') return { ids: [...selected.ids] };
  const { sort, ...filter } = query as Q & { sort?: unknown };
  if (selected.kind === 'all') return { filter } as Selection<Q>;
  return { filter, first: selected.count, ...(sort !== undefined && { sort }) } as unknown as Selection<Q>;
}
