/** What the channel monitor shows of live state, on the real rules. */
import { describe, expect, test } from 'vitest';
import { id, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { belongingOfCall, channelsOf, trunkLinesOf } from './channels.ts';

const unheard = () => ({ mos: null, codec: null });
const sales = '00000000-0000-7000-8000-0000000000d1';

describe('[U7] the channels of live calls', () => {
  test('are its line with the trunk and our number, and the phone of the agent', () => {
    const s = new TestCallControl({ agents: [{ departmentId: sales }, {}] }).talking();
    const { channels } = channelsOf(s.state, (legId) => (legId === 'caller' ? { mos: 4.1, codec: 'alaw' } : unheard()));
    expect(channels).toMatchObject([
      { legId: 'caller', side: 'outside', number: '+8613900000042', stage: 'talking', mos: 4.1, codec: 'alaw' },
      { side: 'agent', number: '400', trunkId: null, ownNumber: null, stage: 'talking', mos: null, codec: null },
    ]);
    expect(channels[0]!.trunkId).toBe([...s.state.configuration.trunks.keys()][0]);
    expect(channels[0]!.ownNumber).toBe(s.call().ownNumber);
    for (const { callId, ownerIds, departmentId } of channels)
      expect({ callId, ownerIds, departmentId }).toEqual({ callId: 'call', ownerIds: [id(0)], departmentId: sales });
  });

  test('stand call by call, the older call first, and are gone with it', () => {
    const s = new TestCallControl().queued();
    s.now += 1000;
    s.inbound({ callId: 'other', legId: 'other-caller', caller: '+8613900000043' });
    const callsOf = () => channelsOf(s.state, unheard).channels.map(({ callId }) => callId);
    expect(callsOf()).toEqual(['call', 'call', 'other']);
    s.gone('caller');
    expect(callsOf()).toEqual(['other']);
  });

  test('say what a supervisor’s phone is for; a call belongs to all who have a phone in it', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
    s.apply({ type: 'supervise', agentId: id(2), callId: 'call', targetAgentId: id(0), mode: 'listen' }, 1);
    s.answers();
    expect(channelsOf(s.state, unheard).channels.at(-1)).toMatchObject({ side: 'supervisor', number: '402' });
    expect(belongingOfCall(s.state, s.call()).ownerIds).toEqual([id(0), id(2)]);
  });
});

test('[U7] [S1] lines of a trunk are counted with those that are being called', () => {
  const s = new TestCallControl();
  const usedNow = () => trunkLinesOf(s.state).trunks.map(({ used }) => used);
  expect(usedNow()).toEqual([0]);
  s.talking();
  s.own(1);
  expect(usedNow()).toEqual([2]);
  s.gone('caller');
  expect(usedNow()).toEqual([1]);
});
