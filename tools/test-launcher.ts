/** For the start tests: `npm start` in a clone, what it says, and its end. */
import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Clone } from './test-clone.ts';

export interface Launcher {
  /** All that it said so far. */
  output(): string;
  /** Resolves with its exit code. */
  readonly exit: Promise<number | null>;
  /** Resolves with the address when it says that everything runs; throws with its output when it ends before. */
  ready(): Promise<string>;
  /** What Ctrl-C in a terminal does: every process of the group gets the signal. */
  pressCtrlC(): void;
}

const patienceMs = 400_000;

/** Runs `npm start` as the account of the clone. `settings` join the environment; `wrapper` is a command to run it under. */
export function startBahu(
  clone: Clone,
  settings: Record<string, string> = {},
  wrapper: readonly string[] = [],
): Launcher {
  const {
    folder,
    home,
    account: { name, uid, gid },
  } = clone;
  const env = {
    ...plainEnvironment(),
    ...npmSettings(),
    HOME: home,
    USER: name,
    npm_config_cache: join(home, 'npm'),
    ...settings,
  };
  const [command, ...args] = [...wrapper, 'npm', 'start'];
  return follow(
    spawn(command, args, { cwd: folder, env, uid, gid, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

/** Listens to a launcher that leads a process group of its own. */
export function follow(child: ChildProcessByStdio<null, Readable, Readable>): Launcher {
  let said = '';
  const keep = (chunk: Buffer): void => {
    said += String(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const ready = async (): Promise<string> => {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(50)) {
      const address = /^ {6}(https?:\/\/\S+)$/m.exec(said)?.[1];
      if (address !== undefined) return address;
      if (child.exitCode !== null) break;
    }
    throw new Error(`the launcher did not get ready:\n${said}`);
  };
  return { output: () => said, exit, ready, pressCtrlC: () => process.kill(-child.pid!, 'SIGINT') };
}

/** Without what npm and `npm test` have put there: the clone finds its own folders. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|BAHU_)/.test(name)));
}

/** The registry and its certificates as configured for whoever runs the tests; the clone's own home knows nothing of them. */
function npmSettings(): Record<string, string> {
  const read = (name: string): string => execFileSync('npm', ['config', 'get', name], { encoding: 'utf8' }).trim();
  const values = ['registry', 'cafile'].map((name) => [`npm_config_${name}`, read(name)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== 'null' && value !== ''));
}

/** The process that a file of the data folder names. */
export function runningPid({ folder }: Clone, name: 'launcher' | 'server' | 'keeper'): number {
  return (JSON.parse(readFileSync(join(folder, '.data/run', `${name}.json`), 'utf8')) as { pid: number }).pid;
}

/** It ends with one sentence and what to do, without a stack. */
export async function expectTrouble(launcher: Launcher, sentence: string): Promise<void> {
  expect(await launcher.exit).toBe(1);
  expect(launcher.output()).toContain(`✗ ${sentence}`);
  expect(launcher.output()).toContain('→ ');
  expect(launcher.output()).not.toMatch(/\n\s+at .+:\d+/);
}
