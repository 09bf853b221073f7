import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { installRuntime } from './install.mjs';
import { readKept } from './runtime/kept-packages.mjs';
import { madeFrom, neededModules, readStamp, writeStamp } from './runtime/layout.mjs';
import { isNewEnough, versionIn } from './runtime/version.mjs';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'bahu-install-'));

/** A system with an Asterisk of its own, as far as the installer looks. */
function fakeSystem(version: string, modules = neededModules()): string {
  const prefix = folder();
  for (const name of ['sbin', 'lib/asterisk/modules', 'share/asterisk/documentation'])
    mkdirSync(path.join(prefix, name), { recursive: true });
  for (const name of modules) writeFileSync(path.join(prefix, 'lib/asterisk/modules', `${name}.so`), '');
  writeFileSync(path.join(prefix, 'share/asterisk/documentation/core-en_US.xml'), '');
  const program = path.join(prefix, 'sbin/asterisk');
  writeFileSync(program, `#!/bin/sh\necho "Asterisk ${version}"\n`);
  chmodSync(program, 0o755);
  return program;
}

afterEach(() => vi.unstubAllEnvs());

describe('the version of Asterisk', () => {
  it.each([
    ['Asterisk 22.10.1+dfsg+~cs6.17-1', '22.10.1'],
    ['1:22.10.2~dfsg-1', '22.10.2'],
    ['(none)', undefined],
    ['Asterisk GIT-master', undefined],
  ])('in %j is %s', (text, version) => {
    expect(versionIn(text)).toBe(version);
  });

  it.each([
    ['22.10.1', true],
    ['22.10.2', true],
    ['22.11.0', true],
    ['23.0.0', true],
    ['22.10.0', false],
    ['22.9.9', false],
    ['20.16.0', false],
    [undefined, false],
  ])('%s suffices: %s', (version, suffices) => {
    expect(isNewEnough(version)).toBe(suffices);
  });
});

describe('an Asterisk that the administrator names', () => {
  it('is used when it is new enough, and found again without work', async () => {
    const target = folder();
    vi.stubEnv('BAHU_ASTERISK', fakeSystem('22.11.0'));
    expect(await installRuntime({ folder: target })).toEqual({
      asterisk: path.join(target, 'asterisk'),
      version: '22.11.0',
      installed: true,
    });
    expect(await installRuntime({ folder: target })).toMatchObject({ version: '22.11.0', installed: false });
    expect(readFileSync(path.join(target, 'asterisk'), 'utf8')).toContain('exec ');
  });

  it('is refused when it is older than 22.10.1, with what to do', async () => {
    vi.stubEnv('BAHU_ASTERISK', fakeSystem('22.10.0'));
    await expect(installRuntime({ folder: folder() })).rejects.toMatchObject({
      message: expect.stringContaining('needs Asterisk 22.10.1'),
      advice: expect.stringContaining('BAHU_ASTERISK'),
    });
  });

  it('is refused by the name of what it lacks', async () => {
    vi.stubEnv(
      'BAHU_ASTERISK',
      fakeSystem(
        '22.11.0',
        neededModules().filter((name) => name !== 'app_mixmonitor'),
      ),
    );
    await expect(installRuntime({ folder: folder() })).rejects.toThrow('app_mixmonitor');
  });

  it('is refused when there is no such program', async () => {
    vi.stubEnv('BAHU_ASTERISK', '/nowhere/asterisk');
    await expect(installRuntime({ folder: folder() })).rejects.toThrow('/nowhere/asterisk');
  });
});

describe('a runtime folder', () => {
  const finished = (): string => {
    const target = folder();
    for (const name of ['modules', 'data/documentation']) mkdirSync(path.join(target, name), { recursive: true });
    for (const name of ['asterisk', 'modules/res_ari.so', 'data/documentation/core-en_US.xml'])
      writeFileSync(path.join(target, name), '');
    writeStamp(target, {
      version: '22.10.1',
      made: madeFrom('packages'),
      modulesFolder: 'modules',
      dataFolder: 'data',
    });
    return target;
  };

  it('counts as finished with its stamp and its parts, also after it was moved', () => {
    const moved = path.join(folder(), 'elsewhere');
    cpSync(finished(), moved, { recursive: true });
    expect(readStamp(moved)).toMatchObject({ version: '22.10.1', modulesFolder: path.join(moved, 'modules') });
  });

  it.each(['runtime.json', 'asterisk', 'modules/res_ari.so', 'data/documentation/core-en_US.xml'])(
    'counts as half made without %s',
    (part) => {
      const target = finished();
      rmSync(path.join(target, part));
      expect(readStamp(target)).toBeUndefined();
    },
  );

  it('that cannot be made is named, with what to do', async () => {
    const file = path.join(folder(), 'file');
    writeFileSync(file, '');
    const target = path.join(file, 'runtime');
    await expect(installRuntime({ folder: target })).rejects.toMatchObject({
      message: expect.stringContaining(target),
      advice: expect.any(String),
    });
  });
});

describe('kept packages', () => {
  it('are used only when every one of them is whole and for this architecture', () => {
    const packages = folder();
    writeFileSync(path.join(packages, 'a.deb'), 'content');
    const sha256 = 'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73';
    const list = { version: '22.10.1', architecture: 'amd64', files: [{ name: 'a.deb', sha256 }] };
    writeFileSync(path.join(packages, 'packages.json'), JSON.stringify(list));
    expect(readKept(packages, 'amd64')).toEqual({ version: '22.10.1', files: [path.join(packages, 'a.deb')] });
    expect(readKept(packages, 'arm64')).toBeUndefined();
    writeFileSync(path.join(packages, 'a.deb'), 'conten');
    expect(readKept(packages, 'amd64')).toBeUndefined();
    rmSync(path.join(packages, 'a.deb'));
    expect(readKept(packages, 'amd64')).toBeUndefined();
  });
});
