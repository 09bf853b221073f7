import { expect, test } from 'vitest';
import { translate } from './translate.ts';

const agent = '01234567-89ab-4cde-8f01-23456789abcd';

test.each([
  ['has just come up', { context: 'agents', exten: 's' }, true],
  ['is back from its recorder', { context: 'record', exten: 's' }, false],
])("[R1] a phone's leg that %s is told apart from the other", (_what, dialplan, isNew) => {
  const channel = { id: 'call.3', name: `PJSIP/agent-${agent}-00000001`, state: 'Up', dialplan };
  expect(translate({ type: 'StasisStart', channel })).toEqual({
    about: 'leg',
    event: { type: 'leg-ready', legId: 'call.3', isNew },
  });
});
