import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'bahu-launcher-'));
const project = fileURLToPath(new URL('../..', import.meta.url));
const file = (name: string): string => path.join(folder, name);
const pids: number[] = [];
afterEach(() => {
  for (const pid of pids.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

const read = (name: string): number | null => {
  try {
    return Number(readFileSync(file(name), 'utf8')) || null;
  } catch {
    return null;
  }
};

/** A program that notes its process and, of its arguments, whom it is to keep, and lives on. */
const noting = (name: string): string => `
  require('node:fs').writeFileSync(${JSON.stringify(file(name))}, String(process.pid));
  require('node:fs').writeFileSync(${JSON.stringify(file(`${name}.keeps`))}, process.argv[2] ?? '');
  setInterval(() => undefined, 1000);
`;

test('[P5] a server whose launcher is killed starts a keeper and names itself to it, and another one when the keeper is killed', async () => {
  writeFileSync(file('keeper.cjs'), noting('keeper'));
  writeFileSync(
    file('server.ts'),
    `
    import { writeFileSync } from 'node:fs';
    import { watchLauncher } from ${JSON.stringify(path.join(project, 'server/kernel/launcher-watch.ts'))};
    import { createLog } from ${JSON.stringify(path.join(project, 'server/kernel/log.ts'))};
    watchLauncher(${JSON.stringify(file('keeper.cjs'))}, createLog('silent'));
    writeFileSync(${JSON.stringify(file('server'))}, String(process.pid));
    setInterval(() => undefined, 1000);
  `,
  );
  const start = `require('node:child_process').spawn(process.execPath, ['--import', 'tsx', ${JSON.stringify(file('server.ts'))}], { detached: true, stdio: 'inherit' }); setInterval(() => undefined, 1000);`;
  const launcher = spawn(process.execPath, ['-e', start], { cwd: project, stdio: 'ignore' });
  await expect.poll(() => read('server')).not.toBeNull();
  pids.push(launcher.pid!, read('server')!);
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  await expect.poll(() => read('keeper.keeps')).toBe(read('server'));
  const first = read('keeper')!;
  pids.push(first);
  process.kill(first, 'SIGKILL');
  await expect.poll(() => read('keeper')).not.toBe(first);
  pids.push(read('keeper')!);
});
