import { describe, expect, it } from 'vitest';
import { filterOf, isFiltered, readCallsSearch, spanOf } from './search.ts';

const now = new Date('2026-11-22T18:30:00').getTime();
const midnight = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
const id = '01890000-0000-7000-8000-000000000001';

describe('[R1] the address of the calls’ page', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(
      readCallsSearch({ time: 'week', direction: 'inbound', outcome: 'busy', number: 13_800, open: id, agent: 'me', from: 'soon' }),
    ).toEqual({ time: 'week', direction: 'inbound', outcome: 'busy', number: '13800', open: id });
  });

  it('means whole days of the reader', () => {
    expect(spanOf({ time: 'today' }, now)).toEqual({ from: midnight('2026-11-22') });
    expect(spanOf({ time: 'yesterday' }, now)).toEqual({ from: midnight('2026-11-21'), to: midnight('2026-11-22') });
    expect(spanOf({ time: 'week' }, now)).toEqual({ from: midnight('2026-11-16') });
    expect(spanOf({ time: 'custom', from: '2026-11-30', to: '2026-11-30' }, now)).toEqual({
      from: midnight('2026-11-30'),
      to: midnight('2026-12-01'),
    });
    expect(spanOf({}, now)).toEqual({});
  });

  it('becomes the filter of the contract', () => {
    expect(filterOf({ time: 'today', direction: 'outbound', open: id }, now)).toEqual({
      direction: 'outbound',
      from: midnight('2026-11-22'),
    });
  });

  it('is no filter when only a call is open', () => {
    expect([isFiltered({ open: id }), isFiltered({ number: '138' })]).toEqual([false, true]);
  });
});
