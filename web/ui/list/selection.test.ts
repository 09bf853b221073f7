import { describe, expect, it } from 'vitest';
import {
  countSelected,
  isAbout,
  isSelected,
  noneSelected,
  pageState,
  selectionOf,
  toggle,
  togglePage,
} from './selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];
const idsOf = (selected: ReturnType<typeof toggle>) => (selected.kind === 'some' ? [...selected.ids].sort() : 'all');

describe('[C5] selecting rows', () => {
  it('selects one and deselects it again', () => {
    const one = toggle(noneSelected, 'b', shown, false);
    expect(idsOf(one)).toEqual(['b']);
    expect(idsOf(toggle(one, 'b', shown, false))).toEqual([]);
  });

  it('selects all between two rows with shift, upwards too', () => {
    const last = toggle(noneSelected, 'd', shown, false);
    expect(idsOf(toggle(last, 'b', shown, true))).toEqual(['b', 'c', 'd']);
  });

  it('selects only the row when the other end is on another page', () => {
    const elsewhere = toggle(noneSelected, 'z', ['z'], false);
    expect(idsOf(toggle(elsewhere, 'b', shown, true))).toEqual(['b', 'z']);
  });

  it('fills and empties the page by the box in the head, and keeps what other pages hold', () => {
    const elsewhere = toggle(noneSelected, 'z', ['z'], false);
    const full = togglePage(elsewhere, shown);
    expect([pageState(elsewhere, shown), pageState(full, shown)]).toEqual(['none', 'all']);
    expect(idsOf(togglePage(full, shown))).toEqual(['z']);
    expect(pageState(toggle(noneSelected, 'a', shown, false), shown)).toBe('some');
  });

  it('means the filter when all of the query are selected, and the seen rows once one of them is left out', () => {
    const filter = { stage: 'won' };
    expect([selectionOf({ kind: 'all' }, filter), countSelected({ kind: 'all' }, 3684)]).toEqual([{ filter }, 3684]);
    const without = toggle({ kind: 'all' }, 'c', shown, false);
    expect(selectionOf(without, filter)).toEqual({ ids: ['a', 'b', 'd', 'e'] });
  });

  it('is of about so many where more than could be counted are meant', () => {
    const [cut, whole] = [
      { total: 1000, totalIsExact: false },
      { total: 1000, totalIsExact: true },
    ];
    const first = (count: number) => ({ kind: 'first', count }) as const;
    expect([
      isAbout({ kind: 'all' }, cut),
      isAbout({ kind: 'all' }, whole),
      isAbout(first(999), cut),
      isAbout(first(1001), cut),
      isAbout(noneSelected, { total: 0, totalIsExact: false }),
    ]).toEqual([true, false, false, true, false]);
  });

  it('means the first of the query in the order of the list, whichever rows are seen', () => {
    const [query, first] = [{ stage: 'won', sort: 'name' }, { kind: 'first', count: 200 } as const];
    expect(selectionOf(first, query)).toEqual({ filter: { stage: 'won' }, first: 200, sort: 'name' });
    expect(selectionOf({ kind: 'all' }, query)).toEqual({ filter: { stage: 'won' } });
    expect([countSelected(first, 3684), countSelected(first, 7)]).toEqual([200, 7]);
    expect([pageState(first, shown), isSelected(first, 'a')]).toEqual(['some', false]);
    expect(idsOf(toggle(first, 'b', shown, false))).toEqual(['b']);
    expect(togglePage(first, shown)).toEqual(noneSelected);
  });

  it('has nothing on an empty page', () => {
    expect(pageState(noneSelected, [])).toBe('none');
  });
});
