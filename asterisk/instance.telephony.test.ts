import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { capLogs } from './instance/housekeeping.ts';
import { isRunning } from './instance/processes.ts';
import { startInstance, type Instance, type InstanceOptions } from './instance.ts';
import { collectingLog, testOptions } from './test-runtime.ts';

const toEnd: Instance[] = [];
const folders: string[] = [];

async function options(): Promise<InstanceOptions> {
  const made = await testOptions();
  folders.push(made.folder);
  return made;
}

async function start(made: InstanceOptions, log = collectingLog()): Promise<Instance> {
  const instance = await startInstance(made, log);
  toEnd.push(instance);
  return instance;
}

afterEach(async () => {
  await Promise.all(toEnd.splice(0).map((instance) => instance.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** When this Asterisk was started, as it says itself. */
async function startupTime({ http, ari }: InstanceOptions): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${http.port}/ari/asterisk/info?only=status`, {
    headers: { authorization: `Basic ${btoa(`${ari.user}:${ari.password}`)}` },
  });
  const { status } = (await response.json()) as { status: { startup_time: string } };
  return status.startup_time;
}

describe('an Asterisk instance', () => {
  it('answers over ARI once it has started, and is gone once it was stopped', async () => {
    const made = await options();
    const instance = await start(made);
    expect(await startupTime(made)).toMatch(/^\d{4}-/);
    await instance.stop();
    expect(isRunning(instance.pid)).toBe(false);
  });

  it('says nothing in its log that needs attention', async () => {
    const made = await options();
    await start(made);
    const lines = readFileSync(path.join(made.folder, 'log/messages.log'), 'utf8').split('\n');
    expect(lines.filter((line) => /WARNING|ERROR/.test(line))).toEqual([]);
  });

  it('runs on when the program that started it is killed, and the next start adopts it', async () => {
    const made = await options();
    const source = `import { startInstance } from ${JSON.stringify(new URL('instance.ts', import.meta.url).href)};
      const quiet = () => {};
      const { pid } = await startInstance(${JSON.stringify(made)}, { info: quiet, warn: quiet, error: quiet });
      process.stdout.write(String(pid));
      setInterval(quiet, 1000);`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(
      await new Promise<string>((resolve) => {
        parent.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      }),
    );
    const before = await startupTime(made);
    parent.kill('SIGKILL');
    await new Promise((resolve) => {
      parent.once('exit', resolve);
    });
    const instance = await start(made);
    expect([instance.isAdopted, instance.pid]).toEqual([true, pid]);
    expect(await startupTime(made)).toBe(before);
  });

  it('is not adopted when its configuration has changed, but ended and started anew', async () => {
    const made = await options();
    const first = await startInstance(made, collectingLog());
    first.release();
    const second = await start({ ...made, maxCalls: 99 });
    expect(second.isAdopted).toBe(false);
    expect(isRunning(first.pid)).toBe(false);
  });

  it.each(['started', 'adopted'])('comes back by itself when it was killed, having been %s', async (how) => {
    const made = await options();
    if (how === 'adopted') (await startInstance(made, collectingLog())).release();
    const instance = await start(made);
    const told: string[] = [];
    instance.onDown(() => told.push('down'));
    const up = new Promise<void>((resolve) => {
      instance.onUp(() => {
        told.push('up');
        resolve();
      });
    });
    const killed = instance.pid;
    process.kill(killed, 'SIGKILL');
    await up;
    expect(told).toEqual(['down', 'up']);
    expect(instance.pid).not.toBe(killed);
    expect(await startupTime(made)).toMatch(/^\d{4}-/);
  });

  it('names the port that another program uses', async () => {
    const made = await options();
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(made.http.port, '127.0.0.1', resolve);
    });
    await expect(startInstance(made, collectingLog())).rejects.toMatchObject({
      name: 'InstanceError',
      message: expect.stringContaining(String(made.http.port)),
      advice: expect.any(String),
    });
    other.close();
    await expect(
      startInstance({ ...made, sip: { address: '192.0.2.1', port: made.sip.port } }, collectingLog()),
    ).rejects.toThrow('192.0.2.1');
  });

  it('keeps its configuration to itself: it holds the secret of ARI', async () => {
    const made = await options();
    await start(made);
    expect(statSync(path.join(made.folder, 'etc/ari.conf')).mode & 0o077).toBe(0);
  });

  it('runs in a folder whose path is too long for a socket', async () => {
    const made = await options();
    const folder = path.join(made.folder, 'a'.repeat(100));
    await start({ ...made, folder });
    expect(existsSync(path.join(folder, 'log/messages.log'))).toBe(true);
  });
});

describe('the logs', () => {
  it('are cut when they grow too large, and what was in them is kept once', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bahu-logs-'));
    writeFileSync(path.join(folder, 'messages.log'), 'x'.repeat(100));
    writeFileSync(path.join(folder, 'security.log'), 'x'.repeat(10));
    capLogs(folder, 50);
    expect([
      readFileSync(path.join(folder, 'messages.log'), 'utf8'),
      readFileSync(path.join(folder, 'messages.log.1'), 'utf8').length,
    ]).toEqual(['', 100]);
    expect(readFileSync(path.join(folder, 'security.log'), 'utf8')).toHaveLength(10);
    rmSync(folder, { recursive: true });
  });
});
