import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAt, isLate, nextActions } from './wrap-up.ts';

describe('[B] [A2.8] a code is late', () => {
  const endedAt = 1_000_000;
  test.each([
    ['while they talk', null, 0, false, 9_000_000, false],
    ['in the after-call work, however long', endedAt, 0, true, 9_000_000, false],
    ['as the page is saved with the end of the call', endedAt, 0, false, endedAt + 30_000, false],
    ['behind a call without after-call work', endedAt, 0, false, endedAt + 30_001, true],
    ['as the after-call work has just ended', endedAt, 60_000, false, endedAt + 90_000, false],
    ['behind the after-call work', endedAt, 60_000, false, endedAt + 90_001, true],
  ])('%s', (_, ended, wrapUpMs, isWrappingUp, now, late) => {
    expect(isLate({ endedAt: ended, wrapUpMs, isWrappingUp }, now)).toBe(late);
  });
});

describe('[B] what a code has the agent do', () => {
  const at = { now: 1_000_000, wished: null };
  test.each([
    ['none', null],
    ['block', null],
    ['callback', 1_000_000 + 30 * 60_000],
    ['todo', 1_000_000 + 30 * 60_000],
  ] as const)('%s is due when the code says', (nextAction, due) => {
    expect(dueAt({ nextAction, afterMinutes: 30 }, at)).toBe(due);
  });

  test('is due as they wish, and never in the past', () => {
    const times = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(fc.constantFrom(...nextActions), times, times, (nextAction, now, wished) => {
        const due = dueAt({ nextAction, afterMinutes: 5 }, { now, wished });
        expect(due).toBe(nextAction === 'callback' || nextAction === 'todo' ? Math.max(now, wished) : null);
      }),
    );
  });
});
