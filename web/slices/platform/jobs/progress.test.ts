import { describe, expect, it } from 'vitest';
import { isRunning, progressOf, withoutOlderSteps } from './progress.ts';

const startedAt = '2026-11-22T10:00:00.000Z';
const after = (seconds: number): number => Date.parse(startedAt) + seconds * 1000;

describe('[C5] progress of a job', () => {
  it('is percent, rows a second and the time left', () => {
    expect(progressOf({ done: 2284, total: 3684, startedAt }, after(10))).toEqual({
      percent: 61,
      rate: 228.4,
      secondsLeft: 7,
    });
  });

  it('says nothing about speed before there is any', () => {
    expect(progressOf({ done: 0, total: 100, startedAt: null }, after(0))).toEqual({
      percent: 0,
      rate: null,
      secondsLeft: null,
    });
    expect(progressOf({ done: 50, total: 100, startedAt }, after(0.2)).secondsLeft).toBeNull();
  });

  it('has no end while the number of rows is unknown, and is never beyond the end', () => {
    expect(progressOf({ done: 500, total: null, startedAt }, after(5))).toEqual({
      percent: null,
      rate: 100,
      secondsLeft: null,
    });
    expect(progressOf({ done: 120, total: 100, startedAt }, after(5))).toMatchObject({ percent: 100, secondsLeft: 0 });
    expect(progressOf({ done: 0, total: 0, startedAt }, after(5)).percent).toBe(100);
  });

  it('shows one entry for all steps of an import, the newest, and every export', () => {
    const jobs = [
      { id: 'applied', importId: 'a' },
      { id: 'export', importId: null },
      { id: 'checked', importId: 'a' },
      { id: 'other', importId: 'b' },
      { id: 'second export', importId: null },
    ];
    expect(withoutOlderSteps(jobs).map(({ id }) => id)).toEqual(['applied', 'export', 'other', 'second export']);
  });

  it('is over in every state but two', () => {
    expect(
      (['waiting', 'running', 'done', 'failed', 'cancelled', 'undone'] as const).map((state) => isRunning({ state })),
    ).toEqual([true, true, false, false, false, false]);
  });
});
