import { expect, test } from 'vitest';
import { differentSteps } from './difference.ts';
import type { Step } from './script.ts';

const step = (id: string, of: Partial<Step> = {}): Step => ({
  id,
  title: `第${id}步`,
  text: '您好',
  answer: 'none',
  options: [],
  field: '',
  next: null,
  ...of,
});
const steps = [step('s1'), step('s2'), step('s3')];

test.each<[string, Step[], string[], string[]]>([
  ['nothing', steps, [], []],
  ['a text', [step('s1'), step('s2', { text: '再见' }), step('s3')], ['s2 第s2步 您好'], ['s2 第s2步 再见']],
  ['an answer alone', [step('s1', { answer: 'text' }), step('s2'), step('s3')], ['s1 第s1步 您好'], ['s1 第s1步 您好']],
  ['one more', [...steps, step('s4')], [], ['s4 第s4步 您好']],
  ['one less', steps.slice(0, 2), ['s3 第s3步 您好'], []],
  [
    'the order',
    [step('s1'), step('s3'), step('s2')],
    ['s2 第s2步 您好', 's3 第s3步 您好'],
    ['s3 第s3步 您好', 's2 第s2步 您好'],
  ],
])('[B] of a change of %s the log tells the steps that differ', (_what, changed, before, after) => {
  expect(differentSteps(steps, changed)).toEqual(before);
  expect(differentSteps(changed, steps)).toEqual(after);
});

test('[B] a script of a hundred long steps is told in lines that are short, and not in all', () => {
  const long = Array.from({ length: 100 }, (_, i) => step(`s${i}`, { text: '很'.repeat(2000) }));
  const lines = differentSteps(long, []);
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('+80');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(61);
});
