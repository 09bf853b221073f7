import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'bahu-lock-'));
const holder = (folder: string) =>
  spawn(
    process.execPath,
    [
      '--import',
      fileURLToPath(import.meta.resolve('tsx')),
      '--input-type=module',
      '-e',
      `import { lockFolder } from ${JSON.stringify(fileURLToPath(new URL('folder-lock.ts', import.meta.url)))}; lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );

test('a folder is held by one process, and free again when it lets go', () => {
  const folder = newFolder();
  const release = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`process ${process.pid}`);
  release();
  expect(existsSync(path.join(folder, 'server.lock'))).toBe(false);
  lockFolder(folder)();
});

test('a living holder is respected, a killed one is not', async () => {
  const folder = newFolder();
  const child = holder(folder);
  await once(child.stdout, 'data');
  expect(() => lockFolder(folder)).toThrow(`process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFolder(folder)();
});

test('a number that belongs to another process by now holds nothing', () => {
  const folder = newFolder();
  writeFileSync(path.join(folder, 'server.lock'), `${process.pid} 1`);
  const release = lockFolder(folder);
  expect(readFileSync(path.join(folder, 'server.lock'), 'utf8')).not.toBe(`${process.pid} 1`);
  release();
});
