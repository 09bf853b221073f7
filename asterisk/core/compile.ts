/** Configures and makes the core: of the whole source only the program itself, for the modules are Debian's. */
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run, type Outcome } from '../runtime/command.mjs';
import { RuntimeTrouble } from '../runtime/trouble.mjs';

type Say = (text: string) => void;

export interface Compiled {
  program: string;
  /** The sum of the build's options, which modules must share. */ buildOptions: string;
}

/** Debian's packaging decides about optimisation and fortification by these. */
const makeSettings = ['AST_FORTIFY_SOURCE=', 'DEBUG=', 'OPTIMIZE='];
/** Files that are compiled, nearly: the SIP library and the core. Only for saying how far it is. */
const expectedObjects = 440;

/** Takes about three minutes on two cores. Throws RuntimeTrouble with the compiler's own words. */
export async function compile(tree: string, env: NodeJS.ProcessEnv, log: string, say: Say): Promise<Compiled> {
  const build = {
    ...env,
    PATH: `${env['PATH']}:${path.join(tree, 'debian/dummyprogs')}`,
    TMPDIR: path.join(tree, 'debian/build-pjproject'),
  };
  const step = (program: string, parameters: string[]): Promise<void> =>
    must(program, parameters, { cwd: tree, env: build, log });
  say('configuring');
  await step('./configure', ['--disable-asteriskssl', '--without-pwlib', '--without-sdl']);
  say('choosing the options');
  await step('make', ['menuselect.makeopts', `BUILD_CFLAGS=${env['CFLAGS']}`, `BUILD_LDFLAGS=${env['LDFLAGS']}`]);
  say('compiling');
  await compiling(tree, build, log, say);
  const options = readFileSync(path.join(tree, 'include/asterisk/buildopts.h'), 'utf8');
  const buildOptions = /AST_BUILDOPT_SUM "([0-9a-f]{32})"/.exec(options)?.[1];
  if (buildOptions === undefined)
    throw new RuntimeTrouble('The build left no sum of its options.', `Look into ${log}.`);
  const program = path.join(tree, 'main/asterisk');
  await step('strip', ['--strip-unneeded', program]);
  return { program, buildOptions };
}

async function compiling(tree: string, env: NodeJS.ProcessEnv, log: string, say: Say): Promise<void> {
  const progress = setInterval(
    () => say(`compiling, ${Math.min(99, Math.round((objectsIn(tree) / expectedObjects) * 100))} %`),
    15_000,
  );
  try {
    await must('make', [`-j${availableParallelism()}`, 'main', ...makeSettings], { cwd: tree, env, log });
  } finally {
    clearInterval(progress);
  }
}

const objectsIn = (tree: string): number =>
  readdirSync(tree, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.o')).length;

interface Step {
  cwd: string;
  env: NodeJS.ProcessEnv;
  log: string;
}

async function must(program: string, parameters: string[], { log, ...options }: Step): Promise<void> {
  const { code, output }: Outcome = await run(program, parameters, { ...options, log });
  if (code === 0) return;
  if (/No space left on device/.test(output))
    throw new RuntimeTrouble('The disk is full.', 'Free at least 1 GB and run npm run media-server.');
  const lines = output.trim().split('\n');
  const words = lines.findLast((line) => /\berror\b/i.test(line)) ?? lines.at(-1) ?? 'no reason given';
  throw new RuntimeTrouble(
    `The media server does not build (${program}): ${words.trim()}`,
    `All that was said is in ${log}.`,
  );
}
