import { expect, test } from 'vitest';
import { lineText, typedLines } from './typed-lines.ts';

test.each<[text: string, lines: object[]]>([
  ['13900000001', [{ number: '13900000001' }]],
  ['139 0000 0001\n\n0755-26540001\n', [{ number: '139 0000 0001' }, { number: '0755-26540001' }]],
  ['13900000001\t张三\t上午打', [{ number: '13900000001', name: '张三', note: '上午打' }]],
  [
    '13900000001，李四\r\n13900000002,,周末打,要发票',
    [
      { number: '13900000001', name: '李四' },
      { number: '13900000002', note: '周末打，要发票' },
    ],
  ],
  ['\t没有号码', [{ number: '', name: '没有号码' }]],
  [' \t，\n', []],
  ['', []],
])('[C9] numbers that are pasted as %j are read line by line', (text, lines) => {
  expect(typedLines(text)).toEqual(lines);
});

test('[C9] a line that has to be put right is given back with its name and its note', () => {
  const lines = typedLines('1390000，李四\n13900000002x,,周末打，要发票\n\t没有号码\n123');
  expect(typedLines(lines.map(lineText).join('\n'))).toEqual(lines);
  expect(lineText(lines[3]!)).toBe('123');
});
