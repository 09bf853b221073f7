/** A test that waits waits until what it waits for is there: it fails by what is wrong, not by how busy the machine is. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from './home.mjs';

const least = 60_000;
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: project,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.test\.tsx?$|(?:^|\/)test-[^/]+\.ts$|^e2e\/support\//.test(file));

/** Limits of waiting in milliseconds; what counts in seconds, such as the time a telephone rings, is below a thousand. */
const limits = (text: string): number[] =>
  [...text.matchAll(/\btimeout: ([\d_]+)\b/g)]
    .map(([, digits]) => Number(digits!.replaceAll('_', '')))
    .filter((limit) => limit >= 1000);

test('no test waits for less than a minute for what must come', () => {
  const hasty = files.filter((file) =>
    limits(readFileSync(join(project, file), 'utf8')).some((limit) => limit < least),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(hasty, 'leave the limit out: the configuration has one').toEqual([]);
});
