import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testFolder } from '@bahu/asterisk/test-leftovers.ts';
import { findPostmaster } from './postmaster.ts';

const folder = testFolder('postmaster');
const file = path.join(folder, 'postmaster.pid');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lives = (): [unknown, boolean] => [findPostmaster(folder), existsSync(file)];

test('[A2.10] the pid file of a postmaster that is just starting is left alone; one that a full disk left empty goes', () => {
  writeFileSync(file, '');
  expect(lives()).toEqual([null, true]);
  const before = Date.now() / 1000 - 60;
  utimesSync(file, before, before);
  expect(lives()).toEqual([null, false]);
});

test('[A2.10] a pid file whose process is no postmaster is removed at once', () => {
  writeFileSync(file, `${process.pid}\n${folder}\n`);
  expect(lives()).toEqual([null, false]);
});
