import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Supervisor } from './supervise.mjs';

let folder: string;
let running: Supervisor[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bahu-supervise-'));
});

afterEach(async () => {
  for (const supervisor of running) supervisor.stop({ isUrgent: true });
  await Promise.all(running.map(({ ended }) => ended));
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** A small program in the place of the server: `body` runs in Node with `listening()` at hand. */
function supervise(body: string, options: { adopted?: number; mayBegin?: () => boolean } = {}): Supervisor {
  const statusFile = join(folder, 'server.json');
  const script = join(folder, 'server.mjs');
  writeFileSync(
    script,
    [
      "import { appendFileSync, writeFileSync } from 'node:fs';",
      `const status = ${JSON.stringify(statusFile)};`,
      "const listening = () => writeFileSync(status, JSON.stringify({ pid: process.pid, url: 'http://127.0.0.1:1' }));",
      `const note = (word) => appendFileSync(${JSON.stringify(join(folder, 'notes'))}, word + ' ');`,
      body,
    ].join('\n'),
  );
  const supervisor = new Supervisor(
    { args: [script], cwd: folder, env: process.env, logFile: join(folder, 'log/server.log'), statusFile },
    options,
  );
  supervisor.ready.catch(() => undefined);
  running.push(supervisor);
  return supervisor;
}

const readPid = (): number => (JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { pid: number }).pid;
const staysUp = 'listening(); setInterval(() => {}, 1000);';

describe('the supervisor', () => {
  it('[P5] tells when the server listens', async () => {
    const { pid, url } = await supervise(staysUp).ready;
    expect(url).toBe('http://127.0.0.1:1');
    expect(process.kill(pid, 0)).toBe(true);
  });

  it('[P5] starts a new server when the old one was killed', async () => {
    const { pid } = await supervise(staysUp).ready;
    process.kill(pid, 'SIGKILL');
    await expect
      .poll(() => {
        try {
          return readPid();
        } catch {
          return pid;
        }
      })
      .not.toBe(pid);
  });

  it('[P5] adopts a server that runs already, and replaces it when it dies', async () => {
    const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    const supervisor = supervise(staysUp, { adopted: orphan.pid! });
    orphan.kill('SIGKILL');
    await expect.poll(() => existsSync(join(folder, 'server.json'))).toBe(true);
    expect(readPid()).not.toBe(orphan.pid);
    supervisor.stop({ isUrgent: true });
    await supervisor.ended;
  });

  it('[P5] leaves a server that died to whoever has come in the meantime', async () => {
    const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    const supervisor = supervise("note('started');", { adopted: orphan.pid!, mayBegin: () => false });
    orphan.kill('SIGKILL');
    await supervisor.ended;
    expect(existsSync(join(folder, 'notes'))).toBe(false);
  });

  it('[P5] gives the last words of a server that cannot start, and does not try for ever', async () => {
    const supervisor = supervise("note('try'); console.error('The disk is full.'); process.exit(1);");
    await expect(supervisor.ready).rejects.toThrow('The disk is full.');
    expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('try ');
  });

  it('[P5] lets the server end in order when it is told to stop', async () => {
    const supervisor = supervise(`process.on('SIGTERM', () => { note('ended'); process.exit(0); }); ${staysUp}`);
    const { pid } = await supervisor.ready;
    supervisor.stop({ isUrgent: false });
    await supervisor.ended;
    expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('ended ');
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('[P5] ends a server at once when asked urgently', async () => {
    const supervisor = supervise(`process.on('SIGTERM', () => {}); ${staysUp}`);
    const { pid } = await supervisor.ready;
    supervisor.stop({ isUrgent: true });
    await supervisor.ended;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
