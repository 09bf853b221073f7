import { expect, test } from 'vitest';
import { exceptionOf } from './exception.ts';

const free = { isEnabled: true, isRegistered: true, callId: null, chosen: 'ready' } as const;

test.each<[string, Partial<Parameters<typeof exceptionOf>[0]>, ReturnType<typeof exceptionOf>]>([
  ['ready', {}, null],
  ['busy', { chosen: 'busy' }, 'busy'],
  ['away', { chosen: 'away' }, 'away'],
  ['without a phone', { isRegistered: false }, 'not-connected'],
  ['without a phone, and away', { isRegistered: false, chosen: 'away' }, 'not-connected'],
  ['in a call', { callId: 'call' }, null],
  ['in a call, and busy after it', { callId: 'call', chosen: 'busy' }, null],
  ['in a call whose phone was lost', { callId: 'call', isRegistered: false }, null],
  ['disabled', { isEnabled: false, isRegistered: false }, null],
])('[A2.4] an agent who is %s', (_what, change, exception) => {
  expect(exceptionOf({ ...free, ...change })).toBe(exception);
});
