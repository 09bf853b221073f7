import { beforeEach, describe, expect, test } from 'vitest';
import type { Measured } from '@bahu/domain/voice-quality/measure.ts';
import { createLog } from '../kernel/log.ts';
import type { MeasuredLeg } from './leg-watch.ts';
import { QualityBook, rowOf, type QualityPart } from './quality-book.ts';

const leg: MeasuredLeg = {
  tenantId: 't',
  callId: 'c',
  callStartedAt: 100_000,
  legId: 'c.2',
  agentId: 'a0',
  codec: 'alaw',
};
const sounding = (loss = 0): Measured => ({
  rttMs: 20,
  incoming: { loss, jitterMs: 1 },
  outgoing: { loss: 0, jitterMs: 1 },
  bufferMs: null,
  isOpus: false,
});

let now: number;
let written: [string, QualityPart[]][];
let isDatabaseAway: boolean;
let book: QualityBook;
beforeEach(() => {
  [now, written, isDatabaseAway] = [100_000, [], false];
  book = new QualityBook({
    clock: { now: () => now },
    log: createLog('silent'),
    write: async (tenantId, parts) => {
      if (isDatabaseAway) throw new Error('away');
      written.push([tenantId, [...parts]]);
    },
  });
});

/** A reading five seconds later. */
const later = (of: MeasuredLeg = leg, loss = 0): void => {
  now += 5000;
  book.measured(of, sounding(loss));
};
/** Seconds of the samples that were written last, by leg. */
async function secondsWritten(): Promise<Record<string, number[]>> {
  written = [];
  await book.write();
  const parts = written.flatMap(([, ofTenant]) => ofTenant);
  return Object.fromEntries(parts.map(({ legId, series }) => [legId, series.map(({ at }) => at)]));
}

describe('[A2.1] the quality of legs', () => {
  test('is written once, all of a company together, by seconds of the call', async () => {
    later();
    later({ ...leg, legId: 'c.1', agentId: null });
    later({ ...leg, tenantId: 'u', callId: 'd', legId: 'd.1' });
    await book.write();
    expect(written.map(([tenantId, parts]) => [tenantId, parts.map(({ legId }) => legId)])).toEqual([
      ['t', ['c.2', 'c.1']],
      ['u', ['d.1']],
    ]);
    expect(await secondsWritten()).toEqual({});
  });

  test('is what the browser tells, once it does', async () => {
    later();
    now += 5000;
    expect(
      book.told('a0', 'c', [
        { secondsAgo: 0, measured: sounding() },
        { secondsAgo: 5, measured: sounding(0.5) },
      ]),
    ).toBe(true);
    later();
    written = [];
    await book.write();
    expect(written[0]![1][0]!.series).toMatchObject([
      { at: 5, lossTo: 0.5, lossFrom: 0 },
      { at: 10, lossTo: 0 },
    ]);
    later();
    expect(await secondsWritten()).toEqual({});
  });

  test('is counted at our end again when the browser has told nothing for a quarter of a minute', async () => {
    later();
    book.told('a0', 'c', [{ secondsAgo: 0, measured: sounding() }]);
    for (let i = 0; i < 4; i++) later();
    expect(await secondsWritten()).toEqual({ 'c.2': [5, 25] });
  });

  test.each([
    ['another agent', 'a1', 'c'],
    ['another call', 'a0', 'd'],
  ])('is not told by %s', async (_whose, agentId, callId) => {
    later();
    expect(book.told(agentId, callId, [{ secondsAgo: 0, measured: sounding() }])).toBe(false);
    expect(await secondsWritten()).toEqual({ 'c.2': [5] });
  });

  test('is told of a leg that has just ended, and no more a minute later', async () => {
    later();
    now += 30_000;
    await book.write();
    const tell = () => book.told('a0', 'c', [{ secondsAgo: 30, measured: sounding() }]);
    expect(tell()).toBe(true);
    now += 40_000;
    await book.write();
    expect(tell()).toBe(false);
  });

  test('[U6] is shown by one decimal, and told when that changes alone', () => {
    const told: string[] = [];
    const shown = new QualityBook({
      clock: { now: () => now },
      log: createLog('silent'),
      write: async () => {},
      onScore: ({ legId }) => void told.push(legId),
    });
    expect(shown.scoreOf('c.2')).toBeNull();
    shown.measured(leg, sounding());
    shown.measured(leg, sounding());
    expect([shown.scoreOf('c.2'), told]).toEqual([4.4, ['c.2']]);
    shown.measured(leg, sounding(0.2));
    expect(shown.scoreOf('c.2')).toBeLessThan(3.1);
    expect(shown.soundOf('c.2')).toEqual({ mos: shown.scoreOf('c.2'), codec: 'alaw' });
    expect(shown.soundOf('c.9')).toEqual({ mos: null, codec: null });
    expect(told).toEqual(['c.2', 'c.2']);
  });

  test('is lost where the database is away, and goes on behind', async () => {
    later();
    isDatabaseAway = true;
    await book.write();
    isDatabaseAway = false;
    later();
    expect(await secondsWritten()).toEqual({ 'c.2': [10] });
  });

  test('of somebody who tells without end keeps the last', async () => {
    later();
    for (let i = 0; i < 50; i++)
      book.told(
        'a0',
        'c',
        Array.from({ length: 12 }, () => ({ secondsAgo: 1, measured: sounding() })),
      );
    expect((await secondsWritten())['c.2']).toHaveLength(20);
  });
});

test('[A2.1] what lists ask for is counted with each part', () => {
  const sample = { at: 5, mos: 4.2, rttMs: 20, jitterMs: 1, lossFrom: 0, lossTo: 0.25 };
  expect(rowOf({ callId: 'c', legId: 'c.2', series: [sample, { ...sample, mos: 2.01 }] })).toEqual({
    call_id: 'c',
    leg_id: 'c.2',
    series: [
      [5, 420, 20, 1, 0, 250],
      [5, 201, 20, 1, 0, 250],
    ],
    samples: 2,
    mos_sum: 621,
    poor_samples: 1,
  });
});
