import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startInstance, type Instance, type InstanceOptions } from '../instance.ts';
import { wrapperOf } from '../runtime/layout.mjs';
import { builtRuntime, collectingLog, testOptions } from '../test-runtime.ts';
import { coreFolder, packagedProgram, partsOf, readCore, readCoreStamp } from './layout.mjs';
import { testTone } from './tone-test.ts';

const toEnd: Instance[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(toEnd.splice(0).map((instance) => instance.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the tone test', () => {
  it('[A2.6] finds the sound of a stream that starts anew with the core that was built here', async () => {
    expect(await testTone(readCore(builtRuntime()).program, builtRuntime())).toMatchObject({ isWhole: true });
  });

  it("[A2.6] finds that Debian's own core loses it, which is why it is not the one that runs", async () => {
    const tone = await testTone(wrapperOf(builtRuntime()), builtRuntime());
    expect(tone.isWhole).toBe(false);
    expect(tone.before).toBeGreaterThan(-30);
    expect(tone.after).toBeLessThan(-60);
  });
});

describe('an instance', () => {
  /** A runtime that can be changed: the same packages, its core removed or there. */
  function ownRuntime(): string {
    const made = mkdtempSync(path.join(tmpdir(), 'bahu-runtime-'));
    folders.push(made);
    for (const name of ['asterisk', 'runtime.json', 'usr', 'core'])
      cpSync(path.join(builtRuntime(), name), path.join(made, name), { recursive: true });
    return made;
  }

  async function options(runtime: string): Promise<InstanceOptions> {
    const made = await testOptions({ runtime });
    folders.push(made.folder);
    return made;
  }

  async function start(made: InstanceOptions): Promise<Instance> {
    const instance = await startInstance(made, collectingLog());
    toEnd.push(instance);
    return instance;
  }

  const programOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');

  it('[A2.6] runs the core that was built and says so', async () => {
    const runtime = ownRuntime();
    const instance = await start(await options(runtime));
    expect(instance.core).toBe('built');
    expect(programOf(instance.pid)).toContain(partsOf(coreFolder(runtime)).program);
  });

  it('[A2.6] runs the packaged one where none was built, and takes the built one when it is started next', async () => {
    const runtime = ownRuntime();
    rmSync(coreFolder(runtime), { recursive: true });
    const made = await options(runtime);
    const before = await start(made);
    expect(before.core).toBe('packaged');
    expect(programOf(before.pid)).toContain(packagedProgram(runtime));
    cpSync(coreFolder(builtRuntime()), coreFolder(runtime), { recursive: true });
    const up = new Promise<void>((resolve) => before.onUp(resolve));
    expect(before.core).toBe('packaged');
    process.kill(before.pid, 'SIGKILL');
    await up;
    expect(before.core).toBe('built');
  });

  it('[A2.6] that was left without calls is replaced when a better core is there; with calls it is adopted as it is', async () => {
    const runtime = ownRuntime();
    rmSync(coreFolder(runtime), { recursive: true });
    const made = await options(runtime);
    const left = await startInstance(made, collectingLog());
    left.release();
    cpSync(coreFolder(builtRuntime()), coreFolder(runtime), { recursive: true });
    const ari = async (method: string, place: string): Promise<unknown[]> => {
      const authorization = `Basic ${btoa(`${made.ari.user}:${made.ari.password}`)}`;
      const response = await fetch(`http://127.0.0.1:${made.http.port}/ari/${place}`, {
        method,
        headers: { authorization },
      });
      expect(response.ok).toBe(true);
      return method === 'GET' ? ((await response.json()) as unknown[]) : [];
    };
    // Asterisk calls itself, and waits in the dialplan for a control plane that is not there.
    await ari('POST', 'channels?endpoint=Local/s@trunk&context=trunk&extension=s&channelId=call');
    const adopted = await startInstance(made, collectingLog());
    expect([adopted.isAdopted, adopted.core, adopted.pid]).toEqual([true, 'packaged', left.pid]);
    adopted.release();
    await ari('DELETE', 'channels/call');
    await expect.poll(async () => (await ari('GET', 'channels')).length).toBe(0);
    const fresh = await start(made);
    expect([fresh.isAdopted, fresh.core]).toEqual([false, 'built']);
  });

  it('[A2.6] has a core whose version and build options are those of its modules', () => {
    const runtime = builtRuntime();
    const stamp = readCoreStamp(runtime)!;
    const { version } = JSON.parse(readFileSync(path.join(runtime, 'runtime.json'), 'utf8')) as { version: string };
    expect(stamp.version.startsWith(version)).toBe(true);
    const modules = path.join(
      runtime,
      (JSON.parse(readFileSync(path.join(runtime, 'runtime.json'), 'utf8')) as { modulesFolder: string }).modulesFolder,
    );
    expect(readFileSync(path.join(modules, 'res_ari.so')).includes(stamp.buildOptions)).toBe(true);
  });
});
