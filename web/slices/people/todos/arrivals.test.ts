import { describe, expect, it } from 'vitest';
import { arrivalsOf } from './arrivals.ts';

const at = (minute: number) => ({ id: `t${minute}`, at: `2026-11-29T10:${String(minute).padStart(2, '0')}:00.000Z` });
/** Newest first, as they are shown. */
const shown = (...minutes: number[]) => minutes.map(at);

describe('[C8] reminders that are announced', () => {
  it('are none of those that were there when the page was opened', () => {
    expect(arrivalsOf(shown(5, 4), null)).toEqual({ arrived: [], latest: at(5).at });
  });

  it('are those that came later than all before, also the first of all', () => {
    expect(arrivalsOf(shown(7, 6, 5), at(5).at)).toEqual({ arrived: shown(7, 6), latest: at(7).at });
    const none = arrivalsOf([], null);
    expect(arrivalsOf(shown(1), none.latest).arrived).toEqual(shown(1));
  });

  it('are no older ones that take the place of one that was read', () => {
    const first = arrivalsOf(shown(9, 8, 7), null);
    const afterReading = arrivalsOf(shown(8, 7, 6), first.latest);
    expect(afterReading).toEqual({ arrived: [], latest: at(9).at });
    expect(arrivalsOf(shown(10, 8, 7), afterReading.latest).arrived).toEqual(shown(10));
  });
});
