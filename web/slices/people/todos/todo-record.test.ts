import { expect, it } from 'vitest';
import { recordOf } from './todo-record.ts';

it.each([
  ['a customer to call', { kind: 'follow-up', customerId: 'cu', call: { customerId: 'cu' } }, 'customer cu'],
  ['a wrap-up of a known caller', { kind: 'wrap-up', customerId: 'cu', call: { customerId: 'cu' } }, 'customer cu'],
  ['a wrap-up of an unknown caller', { kind: 'wrap-up', customerId: null, call: { callId: 'ca' } }, 'call ca'],
  ['a missed call', { kind: 'missed-call', customerId: null, call: { missedCallId: 'own' } }, 'missed-call own'],
  ['an announcement', { kind: 'announcement', customerId: null, call: null }, 'announcement own'],
] as const)('[C8] %s leads somewhere', (_what, todo, expected) => {
  const { record, id } = recordOf({ id: 'own', ...todo });
  expect(`${record} ${id}`).toBe(expected);
});
