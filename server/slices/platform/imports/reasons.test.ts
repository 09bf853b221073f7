import { expect, test } from 'vitest';
import { reasonText } from './reasons.ts';

const errors = (reason: string, params: object = {}) => JSON.stringify([{ column: 1, reason, params }]);

test.each([
  [
    'phone-digits-lost',
    {},
    '电话：科学计数法丢了尾数，请把该列设为文本后重新填写',
    '电话 has lost digits to an exponent; make the column a text and fill it in again',
  ],
  [
    'phone-leading-zero-lost',
    { offered: '0755-26540502' },
    '电话：可能丢了开头的 0，是否为 0755-26540502',
    '电话 may have lost its leading 0: 0755-26540502',
  ],
  // Codes of earlier versions, and what is no code.
  [
    'lost-zero',
    { offered: '0755-26540502' },
    '电话：内容有误，请重新导入后查看原因',
    '电话 is not accepted; import it again to see why',
  ],
  ['phone', {}, '电话：内容有误，请重新导入后查看原因', '电话 is not accepted; import it again to see why'],
  ['constructor', {}, '电话：内容有误，请重新导入后查看原因', '电话 is not accepted; import it again to see why'],
])('[C4] a row that was left out as %s says why, whenever it was staged', (reason, params, zh, en) => {
  expect(reasonText(errors(reason, params), ['姓名', '电话'], 'zh-CN')).toBe(zh);
  expect(reasonText(errors(reason, params), ['姓名', '电话'], 'en')).toBe(en);
});
