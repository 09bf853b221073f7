import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import sweep, { testFolder } from './test-leftovers.ts';

const place = testFolder('leftovers');
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A program that would run for minutes, and names a folder as our server does. */
const runFrom = (folder: string) => spawn('sleep', ['600'], { env: { ...process.env, BAHU_DATA: folder } });

test('[P5] what a killed run of tests left behind is ended before the next one, and its folder is gone', async () => {
  const ended = spawnSync(process.execPath, ['-e', 'process.stdout.write(String(process.pid))'], { encoding: 'utf8' });
  const left = path.join(place, `bahu-site-of-${ended.stdout}-abcdef`);
  mkdirSync(left);
  const program = runFrom(left);
  const exit = once(program, 'exit');
  await once(program, 'spawn');
  await sweep(place);
  expect([await exit, existsSync(left)]).toEqual([[null, 'SIGKILL'], false]);
});

test('[P5] what a run of tests that goes on has started is left alone', async () => {
  const own = testFolder('site', place);
  const program = runFrom(own);
  await once(program, 'spawn');
  await sweep(place);
  expect([program.exitCode, program.signalCode, existsSync(own)]).toEqual([null, null, true]);
  program.kill();
});
