import type { Wording } from '@bahu/domain/fields/wire.ts';
import { expect, test } from 'vitest';
import { editWords, type EditTexts } from './edit-words.ts';

const wording = (language: 'zh' | 'en'): Wording => ({ language, moment: (at) => at, agentName: () => null });
const labels: Readonly<Record<string, string>> = {
  furtherNumbers: 'Further numbers',
  isLocked: 'Locked',
  count: 'Count',
};
const texts: EditTexts = {
  label: (key) => labels[key] ?? null,
  word: (_key, value) => (value === 'work' ? 'Work' : null),
  yesNo: (value) => (value ? 'yes' : 'no'),
};

test.each<[what: string, before: object, after: object, said: (string | null)[]]>([
  ['a text', { furtherNumbers: 'one' }, { furtherNumbers: 'two' }, ['one', 'two']],
  ['something where nothing was', {}, { furtherNumbers: 'two' }, [null, 'two']],
  ['nothing where something was', { furtherNumbers: 'one' }, { furtherNumbers: '' }, ['one', null]],
  ['a word of a closed list', { furtherNumbers: 'home' }, { furtherNumbers: 'work' }, ['home', 'Work']],
  ['several', { furtherNumbers: [] }, { furtherNumbers: ['work', 'b'] }, [null, 'Work, b']],
  ['yes and no', { isLocked: false }, { isLocked: true }, ['no', 'yes']],
  ['a number', { count: 0 }, { count: 2 }, ['0', '2']],
])('[A2.3] an edit says %s before and after it', (_what, before, after, said) => {
  const words = editWords({ before, after }, [], wording('en'), texts);
  expect(words.map((one) => [one.before, one.after])).toEqual([said]);
});

test('[A2.3] an edit joins several values as its language does', () => {
  const [word] = editWords({ before: {}, after: { furtherNumbers: ['a', 'b'] } }, [], wording('zh'), texts);
  expect(word).toEqual({ key: 'furtherNumbers', label: 'Further numbers', before: null, after: 'a、b' });
});

test('[A2.3] an edit leaves out what has no name any more, and what is the same', () => {
  const edit = { before: { gone: 1, count: 2 }, after: { gone: 2, count: 2 } };
  expect(editWords(edit, [], wording('en'), texts)).toEqual([]);
});
