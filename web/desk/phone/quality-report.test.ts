import { expect, it } from 'vitest';
import type { MeasuredStretch } from '@bahu/contract/voice-quality.ts';
import type { Measured } from '@bahu/domain/voice-quality/measure.ts';
import { createQualityReport } from './quality-report.ts';

const measured = (rttMs: number): Measured => ({
  rttMs,
  incoming: { loss: 0, jitterMs: 1 },
  outgoing: { loss: 0, jitterMs: 1 },
  bufferMs: null,
  isOpus: true,
});

function reporting() {
  const told: [string, MeasuredStretch[]][] = [];
  let now = 0;
  const report = createQualityReport({
    tell: async (callId, stretches) => {
      told.push([callId, stretches]);
      throw new Error('no network');
    },
    now: () => now,
  });
  return { told, after: (seconds: number, callId: string) => ((now += seconds * 1000), report(callId, measured(now))) };
}

it('[A2.1] two stretches of a call are told together, and that they are not heard harms nothing', () => {
  const { told, after } = reporting();
  after(5, 'a');
  expect(told).toEqual([]);
  after(5, 'a');
  after(5, 'a');
  expect(told).toEqual([
    [
      'a',
      [
        { secondsAgo: 5, measured: measured(5000) },
        { secondsAgo: 0, measured: measured(10_000) },
      ],
    ],
  ]);
});

it('[A2.1] each call is told by itself, and what is too old is not told', () => {
  const { told, after } = reporting();
  after(5, 'a');
  after(1, 'b');
  after(70, 'b');
  expect(told).toEqual([['b', [{ secondsAgo: 0, measured: measured(76_000) }]]]);
});
