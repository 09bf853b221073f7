import { describe, expect, it } from 'vitest';
import { countTicked, noneTicked, pageState, selectionOf, tick, tickPage } from './selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];
const idsOf = (ticked: ReturnType<typeof tick>) => (ticked.kind === 'some' ? [...ticked.ids].sort() : 'all');

describe('[C5] ticking rows', () => {
  it('ticks one and unticks it again', () => {
    const one = tick(noneTicked, 'b', shown, false);
    expect(idsOf(one)).toEqual(['b']);
    expect(idsOf(tick(one, 'b', shown, false))).toEqual([]);
  });

  it('ticks all between two rows with shift, upwards too', () => {
    const last = tick(noneTicked, 'd', shown, false);
    expect(idsOf(tick(last, 'b', shown, true))).toEqual(['b', 'c', 'd']);
  });

  it('ticks only the row when the other end is on another page', () => {
    const elsewhere = tick(noneTicked, 'z', ['z'], false);
    expect(idsOf(tick(elsewhere, 'b', shown, true))).toEqual(['b', 'z']);
  });

  it('fills and empties the page by the box in the head, and keeps what other pages hold', () => {
    const elsewhere = tick(noneTicked, 'z', ['z'], false);
    const full = tickPage(elsewhere, shown);
    expect([pageState(elsewhere, shown), pageState(full, shown)]).toEqual(['none', 'all']);
    expect(idsOf(tickPage(full, shown))).toEqual(['z']);
    expect(pageState(tick(noneTicked, 'a', shown, false), shown)).toBe('some');
  });

  it('means the filter when all of the query are ticked, and the seen rows once one of them is left out', () => {
    const filter = { stage: 'won' };
    expect([selectionOf({ kind: 'all' }, filter), countTicked({ kind: 'all' }, 3684)]).toEqual([{ filter }, 3684]);
    const without = tick({ kind: 'all' }, 'c', shown, false);
    expect(selectionOf(without, filter)).toEqual({ ids: ['a', 'b', 'd', 'e'] });
  });

  it('has nothing on an empty page', () => {
    expect(pageState(noneTicked, [])).toBe('none');
  });
});
