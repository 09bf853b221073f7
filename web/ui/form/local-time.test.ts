import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTime, momentOfLocal } from './local-time.ts';

describe('[C6] a moment in a form', () => {
  it('is shown the same after it went through the control, to the second', () => {
    const moment = fc
      .date({ min: new Date('1000-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })
      .map((date) => `${date.toISOString().slice(0, 19)}Z`);
    fc.assert(
      fc.property(moment, (at) => {
        expect(localTime(momentOfLocal(localTime(at)))).toBe(localTime(at));
      }),
    );
  });

  it('shows seconds only where there are any, and nothing for what is no moment', () => {
    expect(localTime('2026-01-05T08:30:00Z')).toMatch(/^2026-01-0[456]T\d\d:\d\d$/);
    expect(localTime('2026-01-05T08:30:07Z')).toMatch(/T\d\d:\d\d:07$/);
    expect([localTime(''), localTime('soon'), momentOfLocal('')]).toEqual(['', '', '']);
    expect(momentOfLocal(localTime('2026-01-05T08:30:07Z'))).toBe('2026-01-05T08:30:07Z');
  });
});
