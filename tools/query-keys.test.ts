/** What is kept in the browser under one key is one answer: pages that ask otherwise under the same key would be given what they cannot read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', 'web');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.includes('node_modules'),
);
/** `queryKey: ['a', 'b'], queryFn: …`, with what stands there up to the end of its line. */
const asked = /queryKey:\s*(\[(?:\s*'[^']*',?)+\s*\]),\s*queryFn:\s*(.*)$/gm;

it('a key that is written out stands for one question, wherever it is asked', () => {
  const questions = new Map<string, Map<string, string>>();
  for (const file of files)
    for (const [, key = '', question = ''] of readFileSync(join(root, file), 'utf8').matchAll(asked)) {
      const known = questions.get(key) ?? new Map<string, string>();
      questions.set(key, known.set(question.replace(/[\s,;})]+$/, ''), file));
    }
  expect(questions.size).toBeGreaterThan(10);
  const several = [...questions].filter(([, known]) => known.size > 1);
  expect(several.map(([key, known]) => `${key} in ${[...known.values()].join(' and ')}`)).toEqual([]);
});
