import { music, talkingIn } from '@bahu/domain/callcontrol/topology.ts';
import { mainBridge, newCall, newLeg, newParty, type Call, type Party } from '@bahu/domain/callcontrol/call.ts';
import { expect, test } from 'vitest';
import { misplaced, recorderOf } from './placement.ts';

const empty = newCall({
  id: 'call',
  direction: 'inbound',
  phase: 'talking',
  number: '',
  callerName: '',
  ownNumber: '',
  trunkId: null,
  startedAt: 0,
});
const bridge = mainBridge(empty);
const party = (id: string, change: Partial<Party> = {}): Party => ({
  ...newParty({ id, kind: 'customer', agentId: null, number: '', room: bridge }),
  place: talkingIn(bridge),
  ...change,
});
const legs = ['caller', 'agent', 'old'].map((id) =>
  newLeg({ id, role: 'customer', agentId: null, number: '', startedAt: 0 }),
);
const talking: Call = { ...empty, legs, parties: [party('caller'), party('agent')], bridges: [bridge] };
const both = new Set(['caller', 'agent']);

test.each<[string, Call, Set<string>, { id: string; channels?: string[] }[], unknown[]]>([
  ['nothing is asked when all are in place', talking, both, [{ id: bridge, channels: ['agent', 'caller'] }], []],
  [
    'a bridge that is gone is made again, and both are put in',
    talking,
    both,
    [],
    [
      { do: 'create-bridge', bridgeId: bridge },
      { do: 'join', bridgeId: bridge, channelIds: ['caller', 'agent'] },
    ],
  ],
  [
    'one who fell out of the bridge is put back',
    talking,
    both,
    [{ id: bridge, channels: ['agent'] }],
    [{ do: 'join', bridgeId: bridge, channelIds: ['caller'] }],
  ],
  [
    'one who should have music is taken out',
    { ...talking, parties: [party('caller', { place: music }), party('agent')] },
    both,
    [{ id: bridge, channels: ['agent', 'caller'] }],
    [
      { do: 'leave', bridgeId: bridge, channelId: 'caller' },
      { do: 'start-music', channelId: 'caller' },
    ],
  ],
  [
    'one whose phone was lost is waited for',
    { ...talking, parties: [party('caller', { place: music }), party('agent', { legId: null, state: 'lost' })] },
    new Set(['caller']),
    [{ id: bridge, channels: [] }],
    [],
  ],
  [
    "another call's bridge is left alone, and so is a call whose channel is missing",
    talking,
    new Set(['agent']),
    [{ id: 'other.b1', channels: ['caller'] }],
    [],
  ],
])('[A2.10] %s', (_what, call, channels, bridges, commands) => {
  expect(misplaced(call, channels, bridges)).toEqual(commands);
});

test.each([
  ['back with us from the dialplan', 'arming', { context: 'record', app_name: 'Stasis' }, 'running'],
  ['with us and never sent', 'arming', { context: 'agents', app_name: 'Stasis' }, 'not-started'],
  ['on its way there', 'arming', { context: 'record', app_name: 'MixMonitor' }, null],
  ['still ringing', 'arming', { context: 'agents', app_name: 'AppDial2' }, null],
  ['gone', 'arming', undefined, null],
  ['not recorded', 'none', { context: 'agents', app_name: 'Stasis' }, null],
  ['known to be recorded', 'armed', { context: 'record', app_name: 'Stasis' }, null],
] as const)('[R1] the sweep of a leg that is %s', (_what, recorder, dialplan, found) => {
  const channel = dialplan && { id: 'agent', name: '', state: 'Up', dialplan };
  expect(recorderOf({ ...legs[1]!, recorder }, channel)).toBe(found);
});
