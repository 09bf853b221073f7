import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computePeaks, pointsPerSecondFor } from './peaks.ts';

const sampleRate = 8000;

/** Two channels: a constant left, and a right that is silent but for one sample a second. */
function samples(seconds: number, left: number, right: number): Buffer {
  const buffer = Buffer.alloc(seconds * sampleRate * 4);
  for (let i = 0; i < seconds * sampleRate; i++) {
    buffer.writeInt16LE(left, i * 4);
    buffer.writeInt16LE(i % sampleRate === 100 ? right : 0, i * 4 + 2);
  }
  return buffer;
}

async function* inPieces(buffer: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < buffer.length; at += size) yield buffer.subarray(at, at + size);
}

test('[R1] each channel has its own waveform', async () => {
  const { seconds, pointsPerSecond, peaks } = await computePeaks(inPieces(samples(3, 16_384, -32_768), 4096), {
    channels: 2,
    sampleRate,
    pointsPerSecond: 4,
  });
  expect([seconds, pointsPerSecond]).toEqual([3, 4]);
  expect(peaks[0]).toEqual(Array<number>(12).fill(0.5));
  expect(peaks[1]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
});

test('the pieces in which the samples arrive change nothing', async () => {
  const whole = samples(1, 1234, 30_000);
  const format = { channels: 2, sampleRate, pointsPerSecond: 7 };
  const expected = await computePeaks(inPieces(whole, whole.length), format);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9000 }), async (size) => {
      expect(await computePeaks(inPieces(whole, size), format)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('the last stretch counts although it is shorter, half a frame does not', async () => {
  const { peaks, seconds } = await computePeaks(inPieces(samples(1, 100, 0).subarray(0, 8000 * 2 + 3), 1000), {
    channels: 2,
    sampleRate,
    pointsPerSecond: 1,
  });
  expect(peaks[0]).toHaveLength(1);
  expect(seconds).toBe(0.5);
});

test('silence and nothing at all have a waveform too', async () => {
  expect(await computePeaks(inPieces(Buffer.alloc(0), 1), { channels: 2, sampleRate, pointsPerSecond: 10 })).toEqual({
    seconds: 0,
    pointsPerSecond: 10,
    peaks: [[], []],
  });
});

test('a short call is drawn finely and a long one in no more points than a screen shows', () => {
  expect(pointsPerSecondFor(10)).toBe(50);
  expect(pointsPerSecondFor(3600)).toBe(1);
  expect(pointsPerSecondFor(400) * 400).toBeLessThanOrEqual(4000);
});
