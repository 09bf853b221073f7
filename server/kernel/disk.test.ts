import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { freeBytes, watchDisk, type Disk } from './disk.ts';
import { createLog } from './log.ts';

const disks: Disk[] = [];
afterEach(() => {
  for (const disk of disks.splice(0)) disk.stop();
});

test('[A2.9] says that little room is left, stops recording before there is none, says so loudly, and records again when there is room', async () => {
  let megabytes = 0;
  const lines: string[] = [];
  const disk = watchDisk(
    '/data',
    createLog('info', { write: (line) => void lines.push(line) }),
    async () => megabytes * 1_000_000,
  );
  disks.push(disk);
  const at = async (left: number) => {
    megabytes = left;
    await disk.look();
    return [disk.mayRecord(), disk.troubles().map(({ code, params }) => [code, params['megabytes']])];
  };
  expect(await at(5000)).toEqual([true, []]);
  expect(await at(1999)).toEqual([true, [['disk.low', 1999]]]);
  expect(await at(249)).toEqual([false, [['disk.full', 249]]]);
  expect(await at(300)).toEqual([false, [['disk.full', 300]]]);
  expect(await at(350)).toEqual([true, [['disk.low', 350]]]);
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'the disk is full: new calls are not recorded',
    'there is room on the disk again: calls are recorded',
  ]);
});

test('a disk that cannot be asked stops nothing', async () => {
  const disk = watchDisk('/data', createLog('silent'), () => Promise.reject(new Error('EIO')));
  disks.push(disk);
  await disk.look();
  expect([disk.mayRecord(), disk.troubles()]).toEqual([true, []]);
});

test('reads what the file system of a folder has left', async () => {
  expect(await freeBytes(tmpdir())).toBeGreaterThan(0);
});
