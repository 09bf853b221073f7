import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { planTimeline, readTimeline } from './timeline.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bahu-timeline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A raw file whose left channel is all `left` and whose right channel is all `right`. */
function raw(name: string, seconds: number, left: number, right: number): string {
  const samples = Buffer.alloc(seconds * 8000 * 4);
  for (let at = 0; at < samples.length; at += 4) {
    samples.writeInt16LE(left, at);
    samples.writeInt16LE(right, at + 2);
  }
  const file = path.join(folder, name);
  writeFileSync(file, samples);
  return file;
}

async function collect(plan: ReturnType<typeof planTimeline>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of readTimeline(plan)) pieces.push(piece);
  return Buffer.concat(pieces);
}
const at = (samples: Buffer, second: number): [number, number] => [samples.readInt16LE(second * 32_000), samples.readInt16LE(second * 32_000 + 2)];

test('[A2.6] a hold is silence of its length, and the customer comes out on the left', async () => {
  const file = raw('held.raw', 4, 100, 200);
  const plan = planTimeline([{ file, spans: [{ from: 1000, to: 3000 }, { from: 8000, to: 10_000 }] }], 1000, 10_000, () => 4 * 8000);
  const samples = await collect(plan);
  expect(plan).toMatchObject({ frames: 9 * 8000, isComplete: true });
  expect(at(samples, 1)).toEqual([200, 100]);
  expect(at(samples, 4)).toEqual([0, 0]);
  expect(at(samples, 8)).toEqual([200, 100]);
});

test('[A2.10] the legs before and after a refresh make one recording', async () => {
  const plan = planTimeline([
    { file: raw('after.raw', 3, 3, 4), spans: [{ from: 7000, to: 10_000 }] }, { file: raw('before.raw', 5, 1, 2), spans: [{ from: 0, to: 5000 }] },
  ], 0, 10_000, (file) => (file.endsWith('after.raw') ? 3 : 5) * 8000);
  const samples = await collect(plan);
  expect(samples).toHaveLength(10 * 32_000);
  expect([at(samples, 4), at(samples, 6), at(samples, 8)]).toEqual([[2, 1], [0, 0], [4, 3]]);
});

test('[R1] what is missing from a file makes the recording incomplete', () => {
  const spans = [{ from: 0, to: 10_000 }];
  expect(planTimeline([{ file: 'x', spans }], 0, 10_000, () => 8.5 * 8000).isComplete).toBe(true);
  expect(planTimeline([{ file: 'x', spans }], 0, 10_000, () => 5 * 8000).isComplete).toBe(false);
});
