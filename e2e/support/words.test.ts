import { zh } from '@bahu/web/text/all.ts';
import { expect, test } from 'vitest';
import { notEnglish } from './words.ts';

const data = ['深圳云岸办公用品', '陈志远', '坐席'];

test('names that people wrote are no fault of an English page, alone or in a sentence', () => {
  expect(notEnglish(['陈志远', '陈志远 · 深圳云岸办公用品', 'Call 陈志远', 'Customers', '简体中文'], data)).toEqual([]);
});

test('a Chinese text of ours is found, with a value in it and also when somebody called something by the same word', () => {
  const withValue = zh.ui.jobs.rows.replace('{{done}}', '36');
  const wrong = [withValue, `${zh.ui.jobs.state.done}陈志远`, '坐席', 'Saved，陈志远'];
  expect(notEnglish(wrong, data)).toEqual(wrong);
});

test('the name of a text and a hole in one are found', () => {
  const wrong = ['ui.jobs.empty', '{{count}} rows', 'undefined rows', 'NaN s'];
  expect(notEnglish(wrong, data)).toEqual(wrong);
});
