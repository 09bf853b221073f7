import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildCore } from './build.ts';
import {
  coreFolder,
  digestOf,
  failureFile,
  lockFile,
  packagedProgram,
  partsOf,
  readCore,
  readFailure,
  stampFormat,
} from './layout.mjs';
import { builderOf, lockBuild } from './lock.ts';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'bahu-core-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

/** A runtime as far as the choice of the core looks: unpacked from packages, with a core that was built for exactly them. */
function runtime({ modulesFolder = 'usr/lib/x/asterisk/modules' } = {}): string {
  const made = folder();
  mkdirSync(path.join(made, 'usr/sbin'), { recursive: true });
  writeFileSync(packagedProgram(made), 'the packaged program');
  writeFileSync(path.join(made, 'runtime.json'), JSON.stringify({ version: '22.10.1', modulesFolder }));
  const core = partsOf(coreFolder(made));
  mkdirSync(core.libraries, { recursive: true });
  writeFileSync(core.program, 'the built program');
  writeFileSync(core.start, '#!/bin/sh\n');
  stamp(made, {});
  return made;
}

function stamp(made: string, changes: object): void {
  const core = partsOf(coreFolder(made));
  const whole = {
    format: stampFormat,
    version: '22.10.1',
    buildOptions: 'sum',
    packaged: digestOf(packagedProgram(made)),
    program: digestOf(core.program),
    testedAt: '2026-11-28T00:00:00Z',
  };
  writeFileSync(core.stamp, JSON.stringify({ ...whole, ...changes }));
}

describe('the core that a runtime starts', () => {
  it('[A2.6] is the one that was built for it and passed its tests', () => {
    const made = runtime();
    expect(readCore(made)).toEqual({
      kind: 'built',
      program: partsOf(coreFolder(made)).start,
      id: expect.stringMatching(/^built-[0-9a-f]{16}$/),
    });
  });

  it.each([
    ['it has no stamp, as one that is half made', (made: string) => rmSync(partsOf(coreFolder(made)).stamp)],
    ['its program was damaged', (made: string) => writeFileSync(partsOf(coreFolder(made)).program, 'the built progr')],
    ['its start script is gone', (made: string) => rmSync(partsOf(coreFolder(made)).start)],
    [
      'newer packages were unpacked',
      (made: string) => writeFileSync(packagedProgram(made), 'a newer packaged program'),
    ],
    ['it was built by another rule', (made: string) => stamp(made, { format: stampFormat + 1 })],
    ['it never passed the tone test', (made: string) => stamp(made, { testedAt: undefined })],
    ['its stamp cannot be read', (made: string) => writeFileSync(partsOf(coreFolder(made)).stamp, '{')],
  ])('[A2.6] is the packaged one when %s', (_why, damage) => {
    const made = runtime();
    damage(made);
    expect(readCore(made)).toEqual({ kind: 'packaged', program: path.join(made, 'asterisk'), id: 'packaged' });
  });

  it('[A2.6] is the one of the machine when the runtime stands for that, whatever was built before', () => {
    const made = runtime({ modulesFolder: '/usr/lib/asterisk/modules' });
    expect(readCore(made)).toMatchObject({ kind: 'machine' });
  });
});

describe('a build', () => {
  it('is not begun for the Asterisk of the machine, and says so', async () => {
    await expect(buildCore(runtime({ modulesFolder: '/usr/lib/asterisk/modules' }), () => {})).rejects.toMatchObject({
      advice: expect.any(String),
    });
  });

  it('that failed is remembered with its reason until other packages are unpacked', () => {
    const made = runtime();
    const failure = {
      at: '2026-11-28T00:00:00Z',
      packaged: digestOf(packagedProgram(made)),
      message: 'No compiler.',
      advice: 'Install one.',
    };
    writeFileSync(failureFile(made), JSON.stringify(failure));
    expect(readFailure(made)).toEqual(failure);
    writeFileSync(packagedProgram(made), 'a newer packaged program');
    expect(readFailure(made)).toBeUndefined();
  });

  it('is never done by two at once: the second is refused by the process of the first', () => {
    const made = folder();
    const unlock = lockBuild(lockFile(made));
    expect(builderOf(lockFile(made))).toBe(process.pid);
    expect(() => lockBuild(lockFile(made))).toThrow(`process ${process.pid}`);
    unlock();
    lockBuild(lockFile(made))();
  });

  it('takes the lock over from a builder that was killed, also when its process number is in use again', async () => {
    const made = folder();
    const killed = spawn('sleep', ['60']);
    writeFileSync(lockFile(made), `${killed.pid} ${readFileSync(`/proc/${killed.pid}/stat`, 'utf8').split(' ')[21]}`);
    expect(() => lockBuild(lockFile(made))).toThrow('built already');
    const gone = new Promise((resolve) => {
      killed.once('exit', resolve);
    });
    killed.kill('SIGKILL');
    await gone;
    lockBuild(lockFile(made))();
    writeFileSync(lockFile(made), `${process.pid} 1`);
    lockBuild(lockFile(made))();
  });
});
