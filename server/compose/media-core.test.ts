import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  coreFolder,
  digestOf,
  failureFile,
  lockFile,
  packagedProgram,
  partsOf,
  stampFormat,
} from '@bahu/asterisk/core/layout.mjs';
import { lockBuild } from '@bahu/asterisk/core/lock.ts';
import { coreTroubles } from './media-core.ts';

let runtime: string;
beforeEach(() => {
  runtime = mkdtempSync(path.join(tmpdir(), 'bahu-core-'));
  mkdirSync(path.join(runtime, 'usr/sbin'), { recursive: true });
  writeFileSync(packagedProgram(runtime), 'packaged');
  writeFileSync(path.join(runtime, 'runtime.json'), JSON.stringify({ modulesFolder: 'usr/lib' }));
});
afterEach(() => rmSync(runtime, { recursive: true }));

const codes = (running: Parameters<typeof coreTroubles>[0]): string[] =>
  coreTroubles(running, runtime).map(({ code }) => code);

test('[A2.6] the core that was built here is no trouble, nor is a process without a media server; what we cannot know is said', () => {
  expect([codes('built'), codes('none'), codes('machine'), codes('elsewhere')]).toEqual([
    [],
    [],
    ['media.unknown-core'],
    ['media.unknown-core'],
  ]);
});

test("[A2.6] Debian's core is a trouble, with the reason why no other could be built", () => {
  expect(coreTroubles('packaged', runtime)).toMatchObject([{ code: 'media.packaged-core', params: { reason: '' } }]);
  writeFileSync(
    failureFile(runtime),
    JSON.stringify({
      at: '2026-11-28T00:00:00Z',
      packaged: digestOf(packagedProgram(runtime)),
      message: 'No compiler.',
      advice: 'Install one.',
    }),
  );
  expect(coreTroubles('packaged', runtime)).toMatchObject([
    { code: 'media.packaged-core', params: { reason: 'No compiler. Install one.' } },
  ]);
});

test('[A2.6] while another core is built, and when it waits for the next start, that is what is said', () => {
  const unlock = lockBuild(lockFile(runtime));
  expect(codes('packaged')).toEqual(['media.building-core']);
  unlock();
  const { program, start, stamp } = partsOf(coreFolder(runtime));
  mkdirSync(coreFolder(runtime));
  for (const file of [program, start]) writeFileSync(file, 'built');
  writeFileSync(
    stamp,
    JSON.stringify({
      format: stampFormat,
      packaged: digestOf(packagedProgram(runtime)),
      program: digestOf(program),
      testedAt: '2026-11-28T00:00:00Z',
    }),
  );
  expect(codes('packaged')).toEqual(['media.waiting-core']);
});
