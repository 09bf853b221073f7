/**
 * Builds the core of the media server: `node --import tsx asterisk/media-server.ts FOLDER [--background]`, started by tools/media-build.mjs
 * as the leader of a process group. Ends with that group when it is told to, or when whoever started it is gone.
 */
import { setPriority } from 'node:os';
import path from 'node:path';
import { buildCore } from './core/build.ts';
import { killToneTest } from './core/tone-test.ts';

const [folder = '.runtime', ...options] = process.argv.slice(2);
const runtime = path.resolve(folder);
const isBackground = options.includes('--background');

async function main(): Promise<void> {
  if (isBackground) setPriority(0, 19);
  endWithStarter();
  const since = performance.now();
  const say = (text: string): void =>
    console.log(`      ${text} (${((performance.now() - since) / 1000).toFixed(0)} s)`);
  try {
    const { version, isNew } = await buildCore(runtime, say);
    console.log(`      ${isNew ? 'built and tested' : 'there already'}: Asterisk ${version}`);
    process.exit(0);
  } catch (error) {
    const { message, advice, stack } = error as Error & { advice?: string };
    console.error(advice === undefined ? stack : `${message}\n${advice}`);
    process.exit(1);
  }
}

/**
 * The standard input is a pipe from whoever started us; it ends when they do, however they end. What is half made they remove, or the next builder.
 */
function endWithStarter(): void {
  const end = (): void => {
    killToneTest();
    try {
      process.kill(-process.pid, 'SIGKILL');
    } catch {
      process.exit(130); // started by hand, without a group of its own: the terminal tells the compiler itself
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.stdin.on('end', end).on('error', end);
  process.stdin.resume();
}

await main();
