/** For tests that need Asterisk: where the installed runtime is, and options for instances that do not get into each other's way. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCore } from './core/layout.mjs';
import { freePorts } from './free-ports.ts';
import { testFolder } from './test-leftovers.ts';
import type { InstanceLog, InstanceOptions } from './instance.ts';

export { freePorts } from './free-ports.ts';

/** The runtime folder: BAHU_RUNTIME, or `.runtime` of the project. Throws with the command that makes it. */
export function testRuntime(): string {
  const project = fileURLToPath(new URL('..', import.meta.url));
  const folder = path.resolve(process.env['BAHU_RUNTIME'] ?? path.join(project, '.runtime'));
  if (!existsSync(path.join(folder, 'runtime.json')))
    throw new Error(`no Asterisk in ${folder}: run "node asterisk/install.mjs ${folder}" first`);
  if (!existsSync(path.join(folder, 'prompts/prompts.json')))
    throw new Error(`no prompts in ${folder}: run "node asterisk/prompts.mjs ${folder}/prompts" first`);
  return folder;
}

/** The same with the core that is built here. Throws with the command that builds it: without it sound is lost, and tests of sound fail. */
export function builtRuntime(): string {
  const runtime = testRuntime();
  if (readCore(runtime).kind !== 'built')
    throw new Error(`no core of our own in ${runtime}: run "BAHU_RUNTIME=${runtime} npm run media-server" first`);
  return runtime;
}

/** Options of an engine in a folder of its own below the system's temporary folder. */
export async function testOptions(changes: Partial<InstanceOptions> = {}): Promise<InstanceOptions> {
  const runtime = testRuntime();
  const ports = await freePorts();
  return {
    runtime,
    folder: testFolder('asterisk'),
    name: 'test',
    kind: 'engine',
    sip: { address: '127.0.0.1', port: ports.sip },
    http: { port: ports.http },
    rtp: ports.rtp,
    ari: { user: 'bahu', password: 'only-for-tests' },
    maxCalls: 200,
    soundsFolder: path.join(runtime, 'prompts'),
    mohFolder: path.join(runtime, 'prompts/music'),
    ...changes,
  };
}

/** Collects what an instance says. */
export function collectingLog(): InstanceLog & { lines: string[] } {
  const lines: string[] = [];
  const write = (text: string): void => {
    lines.push(text);
  };
  return { lines, info: write, warn: write, error: write };
}
