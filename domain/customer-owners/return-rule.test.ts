import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { returnLimits, returnsAt } from './return-rule.ts';

const day = 86_400_000;
const now = 1_000 * day;
const rule = (returnAfterDays: number, returnWarnDays: number) => ({ returnAfterDays, returnWarnDays });

describe('[C7] the return by rule', () => {
  test.each([
    // Followed and warned so many days ago; goes back in so many.
    ['warned in time', rule(30, 3), 27, 0, 3],
    ['the last day', rule(30, 3), 29, 2, 1],
    ['due', rule(30, 3), 30, 3, 0],
    ['warned late: the rule is new', rule(30, 3), 300, 0, 3],
    ['the rule is longer now', rule(60, 3), 30, 3, 30],
    ['no warning is wanted', rule(30, 0), 30, 0, 0],
    ['warned longer before than the rule is long', rule(2, 5), 0, 0, 5],
  ])('[C7] of who is %s', (_name, of, followed, warned, days) => {
    const at = returnsAt(of, { followedMs: now - followed * day, warnedMs: now - warned * day });
    expect((at - now) / day).toBe(days);
  });

  test('[C7] is none of whom nobody goes back', () => {
    expect(returnLimits(rule(0, 3), now)).toBeNull();
  });

  test('[C7] takes those alone whose time has come, and warns in time of it', () => {
    const days = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(days, fc.nat(40), fc.nat(500), fc.nat(500), (after, warn, followed, warned) => {
        const of = rule(after, warn);
        const limits = returnLimits(of, now)!;
        const [followedMs, warnedMs] = [now - followed * day, now - warned * day];
        const isTaken =
          followedMs <= limits.returnFollowedUntil.getTime() && warnedMs <= limits.returnWarnedUntil.getTime();
        expect(isTaken).toBe(returnsAt(of, { followedMs, warnedMs }) <= now);
        // Who is warned as soon as it is due goes back on the day of the rule, or so many days after the warning.
        const firstMs = followedMs + Math.max(0, after - warn) * day;
        expect(returnsAt(of, { followedMs, warnedMs: firstMs })).toBe(followedMs + Math.max(after, warn) * day);
      }),
    );
  });
});
