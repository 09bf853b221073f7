import { expect, test } from 'vitest';
import { phrasesOf, withPhrase } from './phrases.ts';

test('[A2.3] the three latest phrases of an agent are short, each once, and hold no number of anybody', () => {
  const notes = [
    '约定明天送达',
    '回电 13900000042',
    '回电 139****0042',
    '  约定明天送达 ',
    '好',
    '第一行\n第二行',
    '客户考虑中',
    '很长'.repeat(20),
    '已寄发票',
    '下周再联系',
  ];
  expect(phrasesOf(notes)).toEqual(['约定明天送达', '客户考虑中', '已寄发票']);
  expect(phrasesOf([])).toEqual([]);
});

test.each([
  ['', '已寄发票'],
  ['问价格', '问价格，已寄发票'],
  ['问价格。 ', '问价格。已寄发票'],
])('[A2.3] a phrase behind %j makes %j', (note, whole) => {
  expect(withPhrase(note, '已寄发票', '，')).toBe(whole);
});
