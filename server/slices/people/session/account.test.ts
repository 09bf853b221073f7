import { expect, test } from 'vitest';
import { readAccount } from './account.ts';

test.each([
  ['100001800', { tenantCode: '100001', extension: '800' }],
  [' 100001899 ', { tenantCode: '100001', extension: '899' }],
  ['100001/lin', { tenantCode: '100001', loginName: 'lin' }],
  ['100001lin.wei', { tenantCode: '100001', loginName: 'lin.wei' }],
])('[A1.1] %s is an account', (typed, account) => {
  expect(readAccount(typed)).toEqual(account);
});

test.each([
  '',
  '800',
  '100001',
  '100001900',
  '100001/',
  '100001/a',
  '10000180',
  '１００００１８００',
  '100001/lin wei',
  "100001/' or 1=1",
  `100001/${'a'.repeat(40)}`,
])('[A1.1] %j is no account', (typed) => {
  expect(readAccount(typed)).toBeNull();
});
