import { music, talkingIn } from '@bahu/domain/callcontrol/topology.ts';
import { mainBridge, newCall, newLeg, type Call, type Leg } from '@bahu/domain/callcontrol/call.ts';
import { expect, test } from 'vitest';
import { misplaced } from './placement.ts';

const empty = newCall({ id: 'call', direction: 'inbound', phase: 'talking', number: '', callerName: '', lineNumber: '', trunkId: null, startedAt: 0 });
const bridge = mainBridge(empty);
const leg = (id: string, change: Partial<Leg> = {}): Leg => ({ ...newLeg({ id, role: 'customer', agentId: null, number: '', startedAt: 0 }), state: 'up', place: talkingIn(bridge), ...change });
const talking: Call = { ...empty, legs: [leg('caller'), leg('agent'), leg('old', { state: 'ended' })], bridges: [bridge] };
const both = new Set(['caller', 'agent']);

test.each<[string, Call, Set<string>, { id: string; channels?: string[] }[], unknown[]]>([
  ['nothing is asked when all are in place', talking, both, [{ id: bridge, channels: ['agent', 'caller'] }], []],
  ['a bridge that is gone is made again, and both are put in', talking, both, [], [{ do: 'create-bridge', bridgeId: bridge }, { do: 'join', bridgeId: bridge, channelIds: ['caller', 'agent'] }]],
  ['one who fell out of the bridge is put back', talking, both, [{ id: bridge, channels: ['agent'] }], [{ do: 'join', bridgeId: bridge, channelIds: ['caller'] }]],
  ['one who should have music is taken out', { ...talking, legs: [leg('caller', { place: music }), leg('agent')] }, both, [{ id: bridge, channels: ['agent', 'caller'] }], [{ do: 'leave', bridgeId: bridge, channelId: 'caller' }]],
  ['another call\'s bridge is left alone, and so is a call whose channel is missing', talking, new Set(['agent']), [{ id: 'other.b1', channels: ['caller'] }], []],
])('[A2.10] %s', (_what, call, channels, bridges, commands) => {
  expect(misplaced(call, channels, bridges)).toEqual(commands);
});
