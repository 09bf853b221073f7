import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import process, { env } from 'node:process';
import { defineConfig } from 'vitest/config';

/** Of all that the walks draw by chance (`server/test-draw.ts`): printed, so that it can be given again. */
env['BAHU_SEED'] ??= String(randomInt(2 ** 31));
process.stderr.write(`\ndrawn by BAHU_SEED=${env['BAHU_SEED']}, which draws the same again\n`);

/**
 * A test's project follows from its folder and its suffix, so a new test file is found without touching this file:
 * `x.test.ts` is quick, `x.telephony.test.ts` runs a real Asterisk, `x.story.test.ts` a real browser, `x.start.test.ts` the launcher,
 * `x.deep.test.ts` takes minutes (kills, climbs, soaks) and runs by `npm run test:deep` alone.
 */
const heavy = ['**/*.telephony.test.ts', '**/*.story.test.ts', '**/*.start.test.ts', '**/*.deep.test.ts'];
/** Copies of the project that the mutation tester makes hold the same tests again. */
const foreign = ['**/node_modules/**', '**/dist/**', '.data/**', '.runtime/**', '.mutation/**'];
const ignored = [...foreign, ...heavy];
const minutes = (count: number): number => count * 60_000;

/** The runner itself would leave one processor out, which of two is half. */
const allProcessors = { maxWorkers: availableParallelism() };

/** A busy machine is no failure: nothing waits for less than a minute. Real Chromium and Asterisk share two cores: one file at a time, and patience. */
const oneAtATime = { fileParallelism: false, maxWorkers: 1, testTimeout: minutes(3), hookTimeout: minutes(3) };

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
          name: 'slices',
          include: ['server/**/*.test.ts'],
          exclude: ignored,
          ...allProcessors,
          globalSetup: ['server/kernel/test-database.ts'],
          // Some start the program itself, several times over.
          testTimeout: minutes(3),
          hookTimeout: minutes(3),
        },
      },
      {
        test: {
          name: 'telephony',
          include: ['**/*.telephony.test.ts'],
          exclude: foreign,
          ...oneAtATime,
          // Calls mostly wait for sound: two files beside each other use about one core.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      { test: { name: 'browser', include: ['**/*.story.test.ts'], exclude: foreign, ...oneAtATime } },
      {
        test: {
          name: 'start',
          include: ['**/*.start.test.ts'],
          exclude: foreign,
          ...oneAtATime,
          testTimeout: minutes(8),
        },
      },
      {
        test: {
          name: 'deep',
          include: ['**/*.deep.test.ts'],
          exclude: foreign,
          globalSetup: ['server/kernel/test-database.ts'],
          ...oneAtATime,
          testTimeout: minutes(30),
          hookTimeout: minutes(5),
        },
      },
    ],
  },
});
