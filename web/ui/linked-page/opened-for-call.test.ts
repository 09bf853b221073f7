import { expect, test } from 'vitest';
import type { Drawer } from '../../lib/storage.ts';
import { isFirstTime, opensForCall } from './opened-for-call.ts';

type Call = Parameters<typeof opensForCall>[0];
const call = (change: object = {}) =>
  ({ direction: 'inbound', phase: 'ringing', supervising: null, ...change }) as Call;
const pops = (popsInbound: boolean, popsOutbound: boolean) => ({ popsInbound, popsOutbound });

test.each<[string, Call, ReturnType<typeof pops>, boolean]>([
  ['rings and pops', call(), pops(true, false), true],
  ['rings and pops no calls that come in', call(), pops(false, true), false],
  ['is placed and pops', call({ direction: 'outbound', phase: 'dialing' }), pops(false, true), true],
  ['is placed and pops no calls that are placed', call({ direction: 'outbound' }), pops(true, false), false],
  ['is over', call({ phase: 'ended' }), pops(true, true), false],
  ['is of colleagues', call({ direction: 'internal' }), pops(true, true), false],
  ['is listened to', call({ supervising: { agentId: 'a', mode: 'listen' } }), pops(true, true), false],
  ['is none', null, pops(true, true), false],
])('[A3] [A4.2] a call that %s', (_what, one, settings, expected) => {
  expect(opensForCall(one, settings)).toBe(expected);
});

function memory(start?: unknown): Drawer {
  let value: unknown = start ?? null;
  return { read: () => value, write: (_key, next) => void (value = next), remove: () => void (value = null) };
}

test('[A3] a call opens its page once, whoever asks again and however many calls came between', () => {
  const drawer = memory();
  expect([isFirstTime(drawer, 'a'), isFirstTime(drawer, 'a'), isFirstTime(drawer, 'b')]).toEqual([true, false, true]);
  for (let i = 0; i < 18; i += 1) isFirstTime(drawer, String(i));
  expect(isFirstTime(drawer, 'a')).toBe(false);
  expect((drawer.read('') as unknown[]).length).toBe(20);
});

test('[A3] what is stored and is no list of calls is forgotten', () => {
  for (const start of ['x', 7, { a: 1 }, [null, 3]]) expect(isFirstTime(memory(start), 'a')).toBe(true);
});
