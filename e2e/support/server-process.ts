/** The real server as a process of its own, which can be killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const startMs = 60_000;

export class ServerProcess {
  private child: ChildProcess | null = null;
  private readonly folder: string;
  private readonly args: readonly string[];
  private readonly env: NodeJS.ProcessEnv;

  /** `folder` is its data folder; `env` goes on top of this process's own. */
  constructor(folder: string, args: readonly string[], env: Record<string, string>) {
    this.folder = folder;
    this.args = args;
    this.env = { ...process.env, ...env, BAHU_DATA: folder };
  }

  pid(): number {
    if (!this.child?.pid) throw new Error('the server does not run');
    return this.child.pid;
  }

  log(): string {
    return readFileSync(path.join(this.folder, 'server.log'), 'utf8');
  }

  /** Starts it and waits until it listens. */
  async start(): Promise<void> {
    const status = path.join(this.folder, 'run/server.json');
    rmSync(status, { force: true });
    mkdirSync(path.join(this.folder, 'run'), { recursive: true });
    const output = openSync(path.join(this.folder, 'server.log'), 'a');
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...this.args], {
      cwd: project,
      stdio: ['ignore', output, output],
      env: this.env,
    });
    this.child = child;
    const deadline = performance.now() + startMs;
    while (!existsSync(status)) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`the server did not start:\n${this.log().slice(-3000)}`);
      await sleep(50);
    }
  }

  /** Without any chance to say goodbye. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    if (this.child?.exitCode === null && this.child.signalCode === null) await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child!;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
