/**
 * The tests that notice mutants, for the copy of the project that the mutation tester works in. Packages of ours are taken from that copy, not
 * from node_modules, whose links lead to the unchanged files. The simulated days do not judge: they take seconds for each mutant, and what they
 * notice hangs on their dice. So the share that is measured is a lower bound, the same at each run.
 */
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const copy = process.cwd();
const stage = process.env['BAHU_MUTATION'] === 'slices' ? 'slices' : 'unit';
const heavy = ['telephony', 'page', 'story', 'start', 'deep'].map((kind) => `**/*.${kind}.test.ts`);
const ignored = ['**/node_modules/**', '**/dist/**', 'domain/simulation/**', ...heavy];

const stages = {
  // One module graph for all files of a run: pure rules leave nothing behind, and loading it anew for each file would take most of the time.
  unit: {
    include: ['{domain,contract,web}/**/*.test.{ts,tsx}'],
    exclude: ignored,
    isolate: false,
    setupFiles: ['tools/mutation/seed.ts'],
  },
  slices: {
    include: ['server/**/*.test.ts'],
    exclude: ignored,
    globalSetup: ['server/kernel/test-database.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
};

export default defineConfig({
  resolve: {
    alias: [{ find: /^@bahu\/([a-z0-9-]+)\//, replacement: `${path.join(copy, '$1')}/` }],
  },
  test: stages[stage],
});
