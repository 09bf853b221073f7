// @ts-check
/** `npm run check`: types, format, type-aware lint, files, packages and exports that nothing uses, and the rules of the repository as tests. Writes test-results/check.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';
import { say } from './progress.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results');

/** @param {string} name a command that npm has installed */
const installed = (name) => join(root, 'node_modules/.bin', name);

/** @type {readonly { title: string, command: string, args: readonly string[] }[]} */
const steps = [
  { title: 'types of the server side', command: installed('tsc'), args: ['-p', '.'] },
  { title: 'types of the web side', command: installed('tsc'), args: ['-p', 'web'] },
  { title: 'format', command: installed('oxfmt'), args: ['--check', '.'] },
  { title: 'lint', command: installed('oxlint'), args: ['--type-aware', '--deny-warnings'] },
  {
    title: 'dead code',
    command: installed('knip'),
    args: ['--no-progress', '--include', 'files,dependencies,unlisted,exports,types'],
  },
  {
    title: 'rules of the repository',
    command: installed('vitest'),
    args: [
      'run',
      '--project',
      'rules',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=test-results/rules.json',
    ],
  },
];

mkdirSync(results, { recursive: true });
const outcomes = await Promise.all(steps.map(take));
// The rules are counted test by test from rules.json.
const [rules, ...counted] = outcomes.toReversed();
writeFileSync(
  join(results, 'check.json'),
  JSON.stringify({ steps: counted.toReversed(), haveRulesPassed: rules?.passed === true }, null, 2),
);
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;

/**
 * The steps run side by side; each is told when it ends.
 * @param {(typeof steps)[number]} step
 */
async function take({ title, command, args }) {
  const since = performance.now();
  const { code, output } = await run(command, args, { cwd: root });
  const seconds = (performance.now() - since) / 1000;
  say(`  ${code === 0 ? '✓' : '✗'} ${title} (${seconds.toFixed(1)} s)`);
  const figures = output.split('\n').filter((line) => line.includes('fileMedian'));
  if (code !== 0) say(output);
  else for (const line of figures) say(`    ${line}`);
  return { title, passed: code === 0, seconds };
}
