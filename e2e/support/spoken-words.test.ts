/** What the domain has said by voice files, and what stands in them: together they are sentences of both languages. */
import { describe, expect, test } from 'vitest';
import { spokenDigits, spokenPosition, spokenWait } from '@bahu/domain/queues/spoken.ts';
import texts from '@bahu/asterisk/prompts/texts.json' with { type: 'json' };

const files = new Map([...texts.prompts, ...texts.parts].map((one) => [one.name, one]));
const said = (names: readonly string[], language: 'zh' | 'en'): string =>
  names.map((name) => files.get(name)![language]).join(language === 'zh' ? '' : ' ');

describe('[U5] said in words', () => {
  test.each([
    [1, '您当前排在第一位，请稍候。', 'You are number one in the queue. Please hold.'],
    [2, '您当前排在第二位，请稍候。', 'You are number two in the queue. Please hold.'],
    [10, '您当前排在第十位，请稍候。', 'You are number ten in the queue. Please hold.'],
    [12, '您当前排在第十二位，请稍候。', 'You are number twelve in the queue. Please hold.'],
    [20, '您当前排在第二十位，请稍候。', 'You are number twenty in the queue. Please hold.'],
    [21, '您当前排在第二十一位，请稍候。', 'You are number twenty one in the queue. Please hold.'],
    [99, '您当前排在第九十九位，请稍候。', 'You are number ninety nine in the queue. Please hold.'],
    [100, '当前排队人数较多，请稍候。', 'There are many callers ahead of you. Please hold.'],
  ])('the place %i is 「%s」', (position, zh, en) => {
    expect([said(spokenPosition(position), 'zh'), said(spokenPosition(position), 'en')]).toEqual([zh, en]);
  });

  test('every place has its files in both languages', () => {
    for (let position = 1; position <= 100; position++)
      expect(spokenPosition(position).filter((name) => !files.has(name))).toEqual([]);
  });

  test.each([
    [0, '预计等待不到一分钟。'],
    [44, '预计等待不到一分钟。'],
    [45, '预计等待约一分钟。'],
    [60, '预计等待约一分钟。'],
    [61, '预计等待约两分钟。'],
    [420, '预计等待约八分钟。'],
    [1800, '预计等待约三十分钟。'],
    [1801, '预计等待超过三十分钟。'],
  ])('a wait of %i s is 「%s」', (seconds, zh) => {
    expect(said(spokenWait(seconds), 'zh')).toBe(zh);
  });

  test('digits are said one by one, 1 as on the telephone', () => {
    expect(said(spokenDigits('8012'), 'zh')).toBe('八零幺二');
    expect(said(spokenDigits('+86 139-0'), 'en')).toBe('eight six one three nine zero');
  });
});
