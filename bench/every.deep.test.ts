/** Every measurement runs to its figures, as small as it can be: what nobody has run for a while does not break unseen. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const here = fileURLToPath(new URL('./', import.meta.url));
const smallest: Readonly<Record<string, readonly string[]>> = {
  'answer-audio': ['--calls=2', '--others=2'],
  board: ['--seconds=5', '--agents=40', '--leaders=5', '--changes=10'],
  'call-setup': ['--seconds=3', '--agents=40', '--screens=2', '--most=10'],
  churn: ['--minutes=1', '--calls=6', '--talk=5', '--warm=0'],
  'customer-page': ['--customers=3', '--entries=200'],
  'customers-import': ['--rows=20000'],
  import: ['20000'],
  'list-million': ['--customers=20000', '--rounds=2'],
  neighbour: ['--seconds=4', '--agents=20', '--rounds=1', '--customers=5000'],
  offer: ['--samples=10', '--waiting=5', '--agents=4'],
  pop: ['--calls=2', '--others=2'],
  'queue-order': ['--callers=6'],
  'recorded-calls': ['--calls=4', '--seconds=15', '--plain-seconds=8'],
  reducers: ['--seconds=2', '--agents=20'],
  routing: ['--seconds=2', '--agents=200', '--queues=10', '--waiting=50', '--compared=4'],
  start: [],
  transfer: ['--calls=2'],
  web: [],
};
/** Runs one as `npm run bench` does, only that nothing is kept of it. */
const program = `
  const [name, ...options] = process.argv.slice(1);
  const { figures } = await (await import('./' + name + '.ts')).default(options);
  console.log('FIGURES ' + JSON.stringify(figures));
  process.exit(0);`;

test('there is none but these', () => {
  const measurements = readdirSync(here).filter((file) => /^[a-z-]+\.ts$/.test(file));
  expect(measurements.map((file) => file.replace('.ts', ''))).toEqual(Object.keys(smallest));
});

test.each(Object.entries(smallest))('%s runs to its figures', (name, options) => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program, name, ...options],
    { cwd: here, encoding: 'utf8' },
  );
  const figures = /^FIGURES (.+)$/m.exec(stdout)?.[1];
  expect(figures, stderr.slice(-2000)).toBeDefined();
  for (const [figure, value] of Object.entries(JSON.parse(figures!) as Record<string, number>))
    expect(value, figure).toBeTypeOf('number');
});
