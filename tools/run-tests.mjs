// @ts-check
/**
 * Everything that continuous integration runs, from a fresh clone: installs what is missing, checks, then one stage of tests
 * after the other, and closes with `N passed, N failed`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './child.mjs';
import { decideHome, project } from './home.mjs';
import { buildMediaServer, buildWeb, checkSystem, installPackages, installRuntime, makePrompts } from './prepare.mjs';
import { asTrouble, orExplain, say, step, Trouble } from './progress.mjs';
import { installTestPeers } from './test-peers.mjs';

const results = join(project, 'test-results');
/** Longer than any healthy stage; what hangs is ended and counts as failed. */
const stageMinutes = 25;
const stages = ['unit', 'server', 'slices', 'telephony', 'pages', 'browser', 'start'];
/** Only when asked for: `npm run test:deep`. */
const deepStage = 'deep';
const deepMinutes = 120;
const slowestFiles = 10;

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures what failed and why, said again at the end of the run
 */

/**
 * @param {readonly string[]} wanted stages to run; without any, the check and all of them
 * @returns {Promise<void>}
 */
export const runTests = (wanted) =>
  orExplain(async () => {
    const known = [...stages, deepStage];
    const unknown = wanted.find((stage) => !known.includes(stage));
    if (unknown !== undefined)
      throw new Trouble(`There is no stage ${unknown}.`, `The stages are ${known.join(', ')}.`);
    const home = decideHome();
    // The tests make data folders of their own; only the runtime is shared with npm start.
    const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
    const settings = { ...process.env, ...colour, BAHU_RUNTIME: home.runtime, CI: 'true' };
    await prepare(home);
    mkdirSync(results, { recursive: true });

    // What takes minutes to build and is needed by later stages only is built while the check runs.
    const [checked] = await Promise.all([wanted.length > 0 ? undefined : check(settings), prepareRest(home)]);
    const tallies = checked ? [checked] : [];
    for (const stage of wanted.length > 0 ? wanted : stages) tallies.push(await runStage(stage, settings));
    const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
    const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
    for (const line of tallies.flatMap(({ failures }) => failures)) say(line);
    say(`\n${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  });

/** @param {import('./home.mjs').Home} home */
async function prepare(home) {
  await step('this machine', checkSystem);
  await step('npm packages', installPackages);
  await step('private Asterisk', () => installRuntime(home));
  await step('prompts', () => makePrompts(home));
  await step('test peers', installTestPeers);
}

/** @param {import('./home.mjs').Home} home */
async function prepareRest(home) {
  await step('media server', () => orFailingTests(() => buildMediaServer(home)));
  await step('web application', buildWeb);
}

/**
 * What a machine does not allow fails the tests that need it, not all of them.
 * @param {() => Promise<string>} work
 * @returns {Promise<string>}
 */
const orFailingTests = (work) =>
  work().catch((error) => {
    const trouble = asTrouble(error);
    if (!trouble) throw error;
    return `the tests that need it will fail: ${trouble.message} ${trouble.advice}`;
  });

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Tally>}
 */
async function check(env) {
  say('\n== check');
  for (const file of ['check.json', 'rules.json']) rmSync(join(results, file), { force: true });
  await run(process.execPath, ['tools/check.mjs'], { cwd: project, env, show: true });
  const { steps, haveRulesPassed } = readCheck();
  const broken = steps.filter((done) => !done.passed);
  const rules = tallyOf('rules', haveRulesPassed);
  const passed = steps.length - broken.length + rules.passed;
  const failed = broken.length + rules.failed;
  say(`check: ${passed} passed, ${failed} failed`);
  return { passed, failed, failures: [...broken.map(({ title }) => `FAILED check: ${title}`), ...rules.failures] };
}

/**
 * What tools/check.mjs has written; a check that broke off counts as one step that failed.
 * @returns {{ steps: { title: string, passed: boolean }[], haveRulesPassed: boolean }}
 */
function readCheck() {
  try {
    return JSON.parse(readFileSync(join(results, 'check.json'), 'utf8'));
  } catch {
    return { steps: [{ title: 'broke off', passed: false }], haveRulesPassed: false };
  }
}

/**
 * @param {string} stage a project of vitest.config.ts
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Tally>}
 */
async function runStage(stage, env) {
  say(`\n== ${stage}`);
  rmSync(join(results, `${stage}.json`), { force: true });
  const report = [`--outputFile.json=test-results/${stage}.json`, '--reporter=default', '--reporter=json'];
  const vitest = join(project, 'node_modules/vitest/vitest.mjs');
  const { code } = await run(process.execPath, [vitest, 'run', '--project', stage, ...report], {
    cwd: project,
    env,
    show: true,
    timeoutSeconds: (stage === deepStage ? deepMinutes : stageMinutes) * 60,
  });
  const tally = tallyOf(stage, code === 0);
  saySlowest(stage);
  say(`${stage}: ${tally.passed} passed, ${tally.failed} failed`);
  return tally;
}

/**
 * The test files that took longest, so that a stage that grows is seen to grow.
 * @param {string} stage
 */
function saySlowest(stage) {
  /** @param {FileReport} file */
  const seconds = ({ startTime, endTime }) => (endTime - startTime) / 1000;
  const slowest =
    reportOf(stage)
      ?.testResults.toSorted((a, b) => seconds(b) - seconds(a))
      .slice(0, slowestFiles) ?? [];
  say(`slowest of ${stage}:`);
  for (const file of slowest) say(`  ${seconds(file).toFixed(1).padStart(6)} s  ${relative(project, file.name)}`);
}

/**
 * @typedef {object} FileReport
 * @property {string} name
 * @property {string} status
 * @property {number} startTime epoch milliseconds
 * @property {number} endTime
 * @property {string} message of a file that could not be loaded
 * @property {{ status: string, fullName: string, failureMessages: string[] }[]} assertionResults
 */

/**
 * What vitest has written of a stage; undefined when it broke off before.
 * @param {string} stage
 * @returns {{ testResults: FileReport[] } | undefined}
 */
function reportOf(stage) {
  try {
    return JSON.parse(readFileSync(join(results, `${stage}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Counts the tests of a stage. A file that could not be loaded, a skipped test, a runner that broke off or that
 * failed outside of any test counts as one failure each, so nothing is lost in silence.
 * @param {string} stage
 * @param {boolean} exitedWell
 * @returns {Tally}
 */
function tallyOf(stage, exitedWell) {
  const report = reportOf(stage);
  if (report === undefined) {
    say(`${stage}: the runner left no result`);
    return { passed: 0, failed: 1, failures: [`FAILED ${stage}: the runner left no result`] };
  }
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: relative(project, name) })),
  );
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const notPassed = tests.filter(({ status }) => status !== 'passed');
  const failures = [
    ...broken.map(({ name, message }) => failureOf(stage, relative(project, name), message)),
    ...notPassed.map((test) =>
      failureOf(stage, `${test.file} > ${test.fullName}`, test.failureMessages[0] ?? test.status),
    ),
  ];
  if (failures.length === 0 && !exitedWell) failures.push(failureOf(stage, 'outside of any test', 'the runner failed'));
  return { passed: tests.length - notPassed.length, failed: failures.length, failures };
}

/** Lines of a failure's message that are said again: what was expected, not where. */
const failureLines = 3;

/**
 * @param {string} stage
 * @param {string} what
 * @param {string} message
 */
const failureOf = (stage, what, message) =>
  [`FAILED ${stage}: ${what}`, ...message.split('\n').slice(0, failureLines)].join('\n    ');
