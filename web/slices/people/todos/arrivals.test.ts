import { describe, expect, it } from 'vitest';
import { arrivalsOf } from './arrivals.ts';

const at = (minute: number, kind: 'announcement' | 'follow-up' = 'announcement') => ({
  kind,
  at: `2026-11-29T10:${String(minute).padStart(2, '0')}:00.000Z`,
});
/** Newest first, as they are shown. */
const shown = (...minutes: number[]) => minutes.map((minute) => at(minute));

describe('[C8] reminders that are announced', () => {
  it('are none of those that were there when the page was opened', () => {
    expect(arrivalsOf(shown(5, 4), null)).toEqual({ arrived: [], latest: { announcement: at(5).at } });
  });

  it('are those that came later than all before, also the first of all', () => {
    const first = arrivalsOf(shown(5), null);
    expect(arrivalsOf(shown(7, 6, 5), first.latest)).toEqual({
      arrived: shown(7, 6),
      latest: { announcement: at(7).at },
    });
    const none = arrivalsOf([], null);
    expect(arrivalsOf(shown(1), none.latest).arrived).toEqual(shown(1));
  });

  it('are no older ones that take the place of one that was read', () => {
    const first = arrivalsOf(shown(9, 8, 7), null);
    const afterReading = arrivalsOf(shown(8, 7, 6), first.latest);
    expect(afterReading).toEqual({ arrived: [], latest: { announcement: at(9).at } });
    expect(arrivalsOf(shown(10, 8, 7), afterReading.latest).arrived).toEqual(shown(10));
  });

  it('are also those that become due at an earlier moment than another kind was seen', () => {
    const first = arrivalsOf(shown(9), null);
    const due = [at(9), at(8, 'follow-up')];
    expect(arrivalsOf(due, first.latest).arrived).toEqual([at(8, 'follow-up')]);
  });
});
