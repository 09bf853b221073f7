import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource, root } from './source-tree.ts';

const isText = /\.(ts|tsx|mjs|js|json|md|sql|html|css|conf|xml|sh|yml|yaml|txt)$|(^|\/)(run|LICENSE|\.[a-z]+)$/;

/** What git knows or would add; in an unpacked archive without git there is nothing to ask. */
function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && existsSync(`${root}/${file}`));
}

const forbidden = {
  'a path of one machine': /(^|[\s"'`(=:])\/(work|home\/[a-z]|Users)\//,
  'a registry or mirror': /registry\.npmjs|deb\.debian|npmmirror|pypi\.org/,
  'a mark of unfinished work': /\b(TODO|FIXME)\b/,
};
/** `[text](path)`, addresses elsewhere left out. */
const link = /\]\((?!https?:)([^)#]+)/g;
const skippedTest = /\b(it|test|describe)\.(skip|only|todo)\b/;

describe('the files of the repository', () => {
  const searched = trackedFiles().filter((file) => isText.test(file) && file !== 'tools/tree.test.ts');
  const files = searched.map((file) => ({ file, lines: readSource(file).split('\n') }));

  it.each(Object.entries(forbidden))('never hold %s', (_name, pattern) => {
    const held = files.flatMap(({ file, lines }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
    );
    expect(held).toEqual([]);
  });

  it('link only to what is there', () => {
    const documents = files.filter(({ file }) => file.endsWith('.md'));
    const broken = documents.flatMap(({ file, lines }) =>
      [...lines.join('\n').matchAll(link)]
        .filter(([, target = '']) => !existsSync(join(root, dirname(file), target)))
        .map(([, target = '']) => `${file}: ${target}`),
    );
    expect(documents.length).toBeGreaterThan(5);
    expect(broken).toEqual([]);
  });

  it('include a lock file without download addresses', () => {
    expect(readSource('package-lock.json')).not.toMatch(/"resolved": "https?:/);
  });

  it('skip no test', () => {
    const tests = files.filter(({ file }) => /\.test\.tsx?$/.test(file));
    expect(tests.filter(({ lines }) => lines.some((line) => skippedTest.test(line))).map(({ file }) => file)).toEqual(
      [],
    );
  });
});
