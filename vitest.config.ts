import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import process, { env } from 'node:process';
import { defineConfig } from 'vitest/config';

/** Of all that the walks draw by chance (`server/test-draw.ts`): printed, so that it can be given again. */
env['BAHU_SEED'] ??= String(randomInt(2 ** 31));
process.stderr.write(`\ndrawn by BAHU_SEED=${env['BAHU_SEED']}, which draws the same again\n`);

/**
 * A test's project follows from its folder and its suffix, so a new test file is found without touching this file:
 * `x.test.ts` is quick, `x.telephony.test.ts` runs a real Asterisk, `x.page.test.ts` a real browser at pages without telephony, `x.story.test.ts` one
 * with it, `x.start.test.ts` the launcher, `x.deep.test.ts` takes minutes (kills, climbs, soaks) and runs by `npm run test:deep` alone.
 */
const heavy = ['telephony', 'page', 'story', 'start', 'deep'].map((kind) => `**/*.${kind}.test.ts`);
/** Copies of the project that the mutation tester makes hold the same tests again. */
const foreign = ['**/node_modules/**', '**/dist/**', '.data/**', '.runtime/**', '.mutation/**'];
const ignored = [...foreign, ...heavy];
const minutes = (count: number): number => count * 60_000;

/** A busy machine is no failure: nothing waits for less than a minute (`tools/patience.test.ts`). */
const patient = { expect: { poll: { timeout: minutes(1) } } };

/** The runner itself would leave one processor out, which of two is half. */
const allProcessors = { ...patient, maxWorkers: availableParallelism() };

/** Tests of the whole server with all its slices; they neither mock its modules nor leave a clock of their own behind. */
const wholeServer = ['server/*.test.ts', 'server/{slices,contract}/**/*.test.ts'];
const withDatabase = {
  ...allProcessors,
  globalSetup: ['server/kernel/test-database.ts'],
  // Some start the program itself, several times over.
  testTimeout: minutes(5),
  hookTimeout: minutes(5),
};

/** Real Chromium and Asterisk share two cores: one file at a time, and more patience. */
const oneAtATime = {
  ...patient,
  // What a killed run left on the ports that these want is ended first.
  globalSetup: ['asterisk/test-leftovers.ts'],
  fileParallelism: false,
  maxWorkers: 1,
  testTimeout: minutes(5),
  hookTimeout: minutes(5),
};
/** What waits more than it works: two files beside each other. */
const twoAtATime = { ...oneAtATime, fileParallelism: true, maxWorkers: 2 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          include: ['tools/**/*.test.ts'],
          exclude: ignored,
          ...allProcessors,
          testTimeout: minutes(1),
        },
      },
      {
        test: {
          name: 'unit',
          include: ['{domain,contract,asterisk,carrier,web,e2e,bench}/**/*.test.{ts,tsx}'],
          exclude: ignored,
          ...allProcessors,
          testTimeout: minutes(1),
        },
      },
      {
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          exclude: [...ignored, ...wholeServer],
          ...withDatabase,
        },
      },
      {
        test: {
          name: 'slices',
          include: wholeServer,
          exclude: ignored,
          ...withDatabase,
          // Each file loads the whole server, which takes longer than most of them last: one after the other in one process, they load it once.
          isolate: false,
        },
      },
      {
        test: {
          name: 'telephony',
          include: ['**/*.telephony.test.ts'],
          exclude: foreign,
          // Calls mostly wait for sound: three files beside each other use one core and a half; of four the first keys are lost.
          ...twoAtATime,
          maxWorkers: 3,
        },
      },
      { test: { name: 'pages', include: ['**/*.page.test.ts'], exclude: foreign, ...twoAtATime } },
      { test: { name: 'browser', include: ['**/*.story.test.ts'], exclude: foreign, ...twoAtATime } },
      {
        test: {
          name: 'start',
          include: ['**/*.start.test.ts'],
          exclude: foreign,
          // They install and build, which two cores do no sooner for two at once.
          ...oneAtATime,
          testTimeout: minutes(8),
        },
      },
      {
        test: {
          name: 'deep',
          include: ['**/*.deep.test.ts'],
          exclude: foreign,
          ...oneAtATime,
          globalSetup: ['asterisk/test-leftovers.ts', 'server/kernel/test-database.ts'],
          testTimeout: minutes(30),
          hookTimeout: minutes(5),
        },
      },
    ],
  },
});
