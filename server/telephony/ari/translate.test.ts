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

test.each([
  ['done', {}],
  ['failed', { hasFailed: true }],
])('[U5] a playback that is %s says so', (state, how) => {
  const playback = { id: 'call.p2', target_uri: 'channel:caller', state };
  expect(translate({ type: 'PlaybackFinished', playback })).toEqual({
    about: 'leg',
    event: { type: 'playback-ended', legId: 'caller', playbackId: 'call.p2', ...how },
  });
});
