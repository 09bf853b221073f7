import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { planTimeline, readTimeline, type LegFiles } from './timeline.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bahu-timeline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files of a leg that heard nothing but `heard` and sent nothing but `sent`. */
function leg(name: string, seconds: number, heard: number, sent: number): LegFiles {
  const write = (side: string, value: number): string => {
    const file = path.join(folder, `${name}-${side}.raw`);
    writeFileSync(file, new Int16Array(seconds * 8000).fill(value));
    return file;
  };
  return { heard: write('heard', heard), sent: write('sent', sent) };
}

async function collect(plan: ReturnType<typeof planTimeline>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of readTimeline(plan)) pieces.push(piece);
  return Buffer.concat(pieces);
}
const at = (samples: Buffer, second: number): [number, number] => [
  samples.readInt16LE(second * 32_000),
  samples.readInt16LE(second * 32_000 + 2),
];

test('[A2.6] a hold is silence of its length, and the customer comes out on the left', async () => {
  const files = leg('held', 4, 200, 100);
  const plan = planTimeline(
    [
      {
        files,
        spans: [
          { from: 1000, to: 3000 },
          { from: 8000, to: 10_000 },
        ],
      },
    ],
    1000,
    10_000,
    () => 4 * 8000,
  );
  const samples = await collect(plan);
  expect(plan).toMatchObject({ frames: 9 * 8000, isComplete: true });
  expect(at(samples, 1)).toEqual([200, 100]);
  expect(at(samples, 4)).toEqual([0, 0]);
  expect(at(samples, 8)).toEqual([200, 100]);
});

test('[A2.10] the legs before and after a refresh make one recording', async () => {
  const plan = planTimeline(
    [
      { files: leg('after', 3, 4, 3), spans: [{ from: 7000, to: 10_000 }] },
      { files: leg('before', 5, 2, 1), spans: [{ from: 0, to: 5000 }] },
    ],
    0,
    10_000,
    ({ sent }) => (sent.endsWith('after-sent.raw') ? 3 : 5) * 8000,
  );
  const samples = await collect(plan);
  expect(samples).toHaveLength(10 * 32_000);
  expect([at(samples, 4), at(samples, 6), at(samples, 8)]).toEqual([
    [2, 1],
    [0, 0],
    [4, 3],
  ]);
});

test('[A2.5] what one file lacks in its midst comes from another, in its place', async () => {
  const own = {
    files: leg('own', 6, 2, 1),
    spans: [
      { from: 0, to: 3000, isKept: true },
      { from: 7000, to: 10_000, isKept: true },
    ],
  };
  const other = {
    files: leg('other', 9, 4, 3),
    spans: [
      { from: 1000, to: 3000, isKept: false },
      { from: 3000, to: 7000, isKept: true },
      { from: 7000, to: 10_000, isKept: false },
    ],
  };
  const plan = planTimeline([own, other], 0, 10_000, ({ sent }) => (sent.endsWith('own-sent.raw') ? 6 : 9) * 8000);
  const samples = await collect(plan);
  expect(plan).toMatchObject({ frames: 10 * 8000, missingSeconds: 0, isComplete: true });
  expect([2, 3, 6, 7, 9].map((second) => at(samples, second))).toEqual([
    [2, 1],
    [4, 3],
    [4, 3],
    [2, 1],
    [2, 1],
  ]);
});

test('[R1] what is missing from a file makes the recording incomplete', () => {
  const segment = { files: { heard: 'x', sent: 'y' }, spans: [{ from: 0, to: 10_000 }] };
  expect(planTimeline([segment], 0, 10_000, () => 8.5 * 8000).isComplete).toBe(true);
  expect(planTimeline([segment], 0, 10_000, () => 5 * 8000).isComplete).toBe(false);
});

test('[R1] a side whose file is shorter, or could not be written, is silent; the other one is whole, over many reads', async () => {
  const files = leg('uneven', 9, 7, 8);
  writeFileSync(files.sent, new Int16Array(3 * 8000).fill(8));
  const plan = planTimeline([{ files, spans: [{ from: 0, to: 9000 }] }], 0, 9000, () => 9 * 8000);
  const samples = await collect(plan);
  expect(samples).toHaveLength(9 * 32_000);
  expect([0, 2, 3, 8].map((second) => at(samples, second))).toEqual([
    [7, 8],
    [7, 8],
    [7, 0],
    [7, 0],
  ]);
  rmSync(files.sent);
  expect(at(await collect(plan), 1)).toEqual([7, 0]);
});

test('[A2.6] what was said in a consultation is in the files and not in the recording', () => {
  const files = { heard: 'h', sent: 's' };
  const spans = [
    { from: 0, to: 4000, isKept: true },
    { from: 5000, to: 8000, isKept: false },
    { from: 8000, to: 10_000, isKept: true },
  ];
  const plan = planTimeline([{ files, spans }], 0, 10_000, () => 9 * 8000);
  expect(plan.pieces).toEqual([
    { frames: 4 * 8000, files, firstFrame: 0 },
    { frames: 4 * 8000, files: null },
    { frames: 2 * 8000, files, firstFrame: 7 * 8000 },
  ]);
  expect(plan).toMatchObject({ frames: 10 * 8000, missingSeconds: 0, isComplete: true });
});
