/** `npm run spec`: for each capability of the specification the tests that passed or failed for it in the last `npm test`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proofs, resultsOf, type Proof, type VitestReport } from './spec-report.ts';
import { project } from './home.mjs';

/** What is built so far; each id must have a test. */
const built = [
  'P2',
  'P5',
  'A1.1',
  'A2.1',
  'A2.2',
  'A2.3',
  'A2.6',
  'A2.10',
  'C1',
  'C2',
  'N1',
  'N2',
  'R1',
  'S1',
  'U2',
  'U5',
];

const folder = join(project, 'test-results');
const files = existsSync(folder)
  ? readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'check.json')
  : [];
const reports = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as VitestReport);

if (reports.length === 0) {
  console.error('There are no test results yet: run npm test first.');
  process.exitCode = 1;
} else {
  const rows = proofs(resultsOf(reports), built);
  for (const row of rows) console.log(lines(row).join('\n'));
  const unproven = built.filter((id) => !rows.some((row) => row.id === id && row.passed.length > 0));
  const complete = 'Every capability that is built has a test that passed.';
  console.log(unproven.length === 0 ? `\n${complete}` : `\nWithout a test that passed: ${unproven.join(', ')}`);
}

function lines({ id, passed, failed }: Proof): string[] {
  const head = `${id.padEnd(6)} ${passed.length} passed, ${failed.length} failed`;
  return [head, ...passed.map((title) => `         ✓ ${title}`), ...failed.map((title) => `         ✗ ${title}`)];
}
