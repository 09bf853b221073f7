import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['张子墨', 'zzm'],
  ['欧阳', 'oy'],
  ['欧阳静', 'oyj'],
  ['ABC 公司', 'abcgs'],
  ['王建国', 'wjg'],
  ['Anna Smith', 'annasmith'],
  ['林', 'l'],
  ['３Ｍ中国', '3mzg'],
  ['É. Dupont', 'edupont'],
  ['阿凡提', 'aft'],
  ['𠮷野家', 'zyj'],
  ['重庆青禾农业', 'cqqhny'],
  ['招商银行', 'zsyh'],
  ['李行长', 'lxz'],
  ['', ''],
  ['😀 — …', ''],
  ['张·三', 'zs'],
])('[C1] %j is found by %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test.each([
  ['单雄信', 's'],
  ['曾国', 'z'],
  ['仇和', 'q'],
  ['解缙', 'x'],
  ['查理', 'z'],
  ['任重', 'r'],
  ['区志', 'o'],
  ['朴树', 'p'],
  ['盖叫天', 'g'],
  ['尉迟恭', 'y'],
  ['万俟', 'm'],
  ['翟某', 'z'],
  ['沈括', 's'],
  ['褚亮', 'c'],
  ['盛夏', 's'],
])('[U2] the surname of %s begins with %s', (name, initial) => {
  expect(initialsOf(name)[0]).toBe(initial);
});

test('a character of a surname is read as usual elsewhere', () => {
  expect(initialsOf('单位通讯录管理')).toBe('dwtxlgl');
  expect(initialsOf('张单')).toBe('zd');
});

test('[C1] spaces around a name are no part of it, and initials end after 64', () => {
  expect(initialsOf('  单雄信 ')).toBe('sxx');
  expect(initialsOf('欧阳'.repeat(40))).toBe('oy'.repeat(32));
});

test('a word is read as a word wherever it stands', () => {
  expect(['银行', '行', '我的银行', '银'].map(initialsOf)).toEqual(['yh', 'x', 'wdyh', 'y']);
});

test('whatever the name, its initials can be typed, and are the same each time', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)) }),
      ),
      (name) => {
        expect(initialsOf(name)).toMatch(/^[a-z0-9]{0,64}$/);
        expect(initialsOf(name)).toBe(initialsOf(name));
      },
    ),
  );
});
