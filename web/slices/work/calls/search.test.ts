import { describe, expect, it } from 'vitest';
import { queryOf, readSearch } from '../../../lib/search.ts';
import { callsShape, numberPattern } from './search.ts';

const now = new Date('2026-11-22T18:30:00').getTime();
const midnight = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
const id = '01890000-0000-7000-8000-000000000001';

describe('[R1] the address of the calls’ page', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(
      readSearch(callsShape, {
        time: 'week',
        direction: 'inbound',
        outcome: 'busy',
        number: 13_800,
        open: id,
        agent: 'me',
        from: 'soon',
      }),
    ).toEqual({ time: 'week', direction: 'inbound', outcome: 'busy', number: '13800', open: id });
  });

  it('becomes the filter of the contract', () => {
    expect(queryOf(callsShape, { time: 'today', direction: 'outbound', open: id }, now)).toEqual({
      direction: 'outbound',
      from: midnight('2026-11-22'),
    });
  });

  it('asks for a number only once it is one', () => {
    expect(['138', '+86 138', '13', 'chen'].map((text) => numberPattern.test(text))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
