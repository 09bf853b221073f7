#!/usr/bin/env node
// @ts-check
/**
 * `npm run mutate`: breaks the rules of `domain` one by one, tells which breaks no test notices and what share is noticed, whole and by folder;
 * ends with 1 below 85 %. `npm run mutate -- --since REV` takes the files of domain, contract and server that changed since then,
 * `npm run mutate -- PATH …` the files and folders named.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from './child.mjs';
import { project } from './home.mjs';
import { readShares, shortfallOf, tableOf } from './mutation-shares.mjs';
import { requireNode } from './node-version.mjs';
import { orExplain, say, step, Trouble } from './progress.mjs';

const folder = join(project, 'tools/mutation');
const results = join(project, 'test-results');
/** Share of mutants of domain that some test must notice, in percent. */
const minNoticed = 85;

/**
 * @typedef {object} Target
 * @property {'unit' | 'slices'} stage the tests that notice
 * @property {readonly string[]} mutate globs or files
 * @property {number | null} least share to be noticed, percent; null only reports
 */

requireNode();
await orExplain(async () => {
  const targets = targetsOf(process.argv.slice(2));
  if (targets.length === 0) return say('There is no file here whose rules can be broken.');
  await step('mutation tester', install);
  for (const target of targets) await mutate(target);
});

/**
 * @param {readonly string[]} args
 * @returns {Target[]}
 */
function targetsOf(args) {
  if (args.length === 0) {
    const rules = filesIn(['domain']).filter((file) => isMutable(file) && !file.startsWith('domain/simulation/'));
    return [{ stage: 'unit', mutate: rules, least: minNoticed }];
  }
  const files = (args[0] === '--since' ? changedSince(args[1]) : filesIn(args)).filter(isMutable);
  const pure = files.filter((file) => !file.startsWith('server/'));
  const served = files.filter((file) => file.startsWith('server/'));
  /** @type {Target[]} */
  const targets = [
    { stage: 'unit', mutate: pure, least: null },
    { stage: 'slices', mutate: served, least: null },
  ];
  return targets.filter((target) => target.mutate.length > 0);
}

/** @param {string | undefined} revision */
function changedSince(revision) {
  if (revision === undefined)
    throw new Trouble('--since needs a revision.', 'For example: npm run mutate -- --since HEAD~5');
  try {
    return linesOfGit(['diff', '--name-only', '--diff-filter=AM', revision, '--']);
  } catch {
    throw new Trouble(`git knows no revision ${revision}.`, 'Name a commit, a branch or a tag.');
  }
}

/**
 * @param {readonly string[]} paths files or folders
 * @returns {string[]} the files, those not committed yet too
 */
function filesIn(paths) {
  return linesOfGit(['ls-files', '--cached', '--others', '--exclude-standard', '--', ...paths]);
}

/** @param {readonly string[]} args */
function linesOfGit(args) {
  return execFileSync('git', args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n');
}

/** @param {string} file */
function isMutable(file) {
  const isTest = /\.test\.ts$|\/test-[^/]*\.ts$/.test(file);
  return /^(domain|contract|server)\/.*\.ts$/.test(file) && !isTest && existsSync(join(project, file));
}

async function install() {
  if (existsSync(join(folder, 'node_modules/@stryker-mutator/vitest-runner'))) return 'up to date';
  // Its peer, vitest, is the project's own.
  const { code, output } = await run('npm', ['ci', '--legacy-peer-deps', '--no-audit', '--no-fund'], { cwd: folder });
  if (code === 0) return 'installed';
  say(output);
  throw new Trouble(
    'The mutation tester could not be installed.',
    'npm says why above; the registry must be reachable.',
  );
}

/** @param {Target} target */
async function mutate({ stage, mutate: files, least }) {
  mkdirSync(results, { recursive: true });
  const file = join(results, `mutation-${stage}.config.json`);
  writeFileSync(file, JSON.stringify(configuration(stage, files), null, 2));
  const stryker = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const env = { ...process.env, BAHU_MUTATION: stage };
  const { code } = await run(process.execPath, [stryker, 'run', file], { cwd: project, env, show: true });
  if (code !== 0) throw new Trouble('The mutation tester failed.', 'Its words are above.');
  const shares = readShares(reportOf(stage));
  say(tableOf(shares));
  const shortfall = least === null ? undefined : shortfallOf(shares, least);
  if (shortfall !== undefined) {
    const advice = `The survivors are above and in ${results}/mutation-${stage}.html: each wants a test, or is code that nobody needs.`;
    throw new Trouble(shortfall, advice);
  }
}

/** @param {'unit' | 'slices'} stage */
function reportOf(stage) {
  return join(results, `mutation-${stage}.report.json`);
}

/**
 * @param {'unit' | 'slices'} stage
 * @param {readonly string[]} files
 */
function configuration(stage, files) {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    // It would rewrite the references of a tsconfig by an API that TypeScript 7 does not have; the copy needs none.
    tsconfigFile: 'none',
    vitest: { configFile: 'tools/mutation/vitest.config.ts', related: true },
    mutate: files,
    coverageAnalysis: 'perTest',
    // A mutant of a constant is only found by tests that run it at load time, one by one; they cost most and say least.
    ignoreStatic: true,
    ignorePatterns: [
      '.data',
      '.runtime',
      'test-results',
      'web/dist',
      'bench/results',
      'tools/mutation/node_modules',
      'docs/images',
    ],
    tempDirName: '.mutation',
    concurrency: availableParallelism(),
    timeoutMS: 15_000,
    reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: join(results, `mutation-${stage}.html`) },
    jsonReporter: { fileName: reportOf(stage) },
    allowConsoleColors: false,
  };
}
