import { describe, expect, test } from 'vitest';
import type { DialNumber } from '../numbers/dial.ts';
import { beginWish, callbackOffered, stepWish, type CallbackWish, type WishReader } from './callback-wish.ts';

const own = '+8613900000042' as DialNumber;
const other = '+8675588880001' as DialNumber;
const reader: WishReader = {
  read: (digits) => (digits === '075588880001' ? other : null),
  digitsOf: (number) => number.replace('+86', number === other ? '0' : ''),
};
const saysOwn = ['callback-number', ...[...'13900000042'].map((digit) => `digit-${digit}`), 'callback-confirm'];
const saysOther = ['callback-number', ...[...'075588880001'].map((digit) => `digit-${digit}`), 'callback-confirm'];

/** The keys of one who is asked, and what they heard last. */
function keys(text: string, from: DialNumber | null = own) {
  let { wish, play } = beginWish(from, reader);
  for (const key of text) if (wish) ({ wish, play } = stepWish(wish, key, reader));
  return [wish?.stage ?? null, wish?.number ?? null, play];
}

describe('[B] the wish to be called back', () => {
  test('is offered by its key', () => {
    expect(callbackOffered('1')).toEqual(['callback-before', 'digit-1', 'callback-after']);
  });

  test.each<[string, DialNumber | null, CallbackWish['stage'] | null, DialNumber | null, string[]]>([
    ['', own, 'confirm', own, saysOwn],
    ['', null, 'entry', null, ['callback-enter']],
    ['1', own, 'booked', own, []],
    ['*', own, null, null, []],
    ['9', own, 'confirm', own, saysOwn],
    ['2', own, 'entry', null, ['callback-enter']],
    ['2075588880001', own, 'entry', null, []],
    ['2075588880001#', own, 'confirm', other, saysOther],
    ['2075588880001#1', own, 'booked', other, []],
    ['2075588880001#2', own, 'entry', null, ['callback-enter']],
    ['075588880001#1', null, 'booked', other, []],
    ['2110#', own, 'entry', null, ['callback-invalid', 'callback-enter']],
    ['2#', own, 'entry', null, ['callback-invalid', 'callback-enter']],
    ['2110#075588880001#', own, 'confirm', other, saysOther],
    ['207*', own, null, null, []],
    ['11', own, 'booked', own, []],
  ])('by the keys 「%s」 from %s comes to %s', (text, from, stage, number, play) => {
    expect(keys(text, from)).toEqual([stage, number, play]);
  });

  test('takes twenty digits at most', () => {
    let wish: CallbackWish | null = { stage: 'entry', number: null, entry: '' };
    for (let i = 0; i < 50 && wish; i++) ({ wish } = stepWish(wish, '7', reader));
    expect(wish?.entry).toHaveLength(20);
  });
});
