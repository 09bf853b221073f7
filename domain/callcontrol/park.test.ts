/** A call parked on a number, and fetched from any phone. */
import { describe, expect, test } from 'vitest';
import { whyNotPlace } from './placing.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const parked = (): TestCallControl => {
  const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
  s.apply({ type: 'park', agentId: id(0), callId: 'call' }, 5);
  return s;
};
const fetch = (s: TestCallControl, by: number, slot = '7001'): string[] =>
  s.tell({ type: 'place', callId: 'fetch', agentId: id(by), target: { kind: 'extension', extension: slot }, customerId: null, customerName: null }, 2);

describe('[A2.5] a parked call', () => {
  test('waits on a number with music, and its agent is free of it', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'park', agentId: id(0), callId: 'call' }, 5)).toEqual([
      '* parked agent=坐席0 slot=7001', 'hang-up legId=call.3 cause=16', 'leave bridgeId=call.b1 channelId=caller', 'start-music channelId=caller',
    ]);
    expect([s.call().phase, s.agent(0).activity, s.deadlines()]).toEqual(['parked', 'wrap-up', { park: 120 }]);
  });

  test('is had by whoever dials its number, from any phone', () => {
    const s = parked();
    expect(whyNotPlace(s.state, id(2), { kind: 'extension', extension: '7001' })).toBeNull();
    expect(fetch(s, 2).at(-1)).toBe('ring-agent legId=call.4 agentId=agent-2 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=true');
    s.answers();
    expect([s.heard(), s.call().agentId, s.call().slot, s.deadlines()]).toEqual([{ 'customer': 'agent-2', 'agent-2': 'customer' }, id(2), null, {}]);
    s.gone('caller', 10);
    expect(s.record()).toMatchObject({ outcome: 'connected', agentId: id(2), waitSeconds: 8, talkSeconds: 15 });
  });

  test('waits on when the phone that fetches it does not answer', () => {
    const s = parked();
    fetch(s, 2);
    s.apply(s.due('ring'), 15);
    expect([s.call().phase, s.call().offers, s.agent(2).activity]).toEqual(['parked', [], 'ready']);
  });

  test('that nobody fetches comes back to who parked it', () => {
    const s = parked();
    s.apply(s.due('park'), 120);
    expect([s.call().phase, s.agent(0).activity, s.call().slot]).toEqual(['offered', 'ringing', null]);
    s.answers();
    expect(s.heard()).toEqual({ 'customer': 'agent-0', 'agent-0': 'customer' });
  });

  test('has a number of its own beside another', () => {
    const s = parked();
    s.queued('second', 'second-caller');
    s.apply({ type: 'leg-ready', legId: s.near('second') }, 1);
    s.apply({ type: 'park', agentId: s.call('second').agentId!, callId: 'second' });
    expect(s.call('second').slot).toBe('7002');
    expect(whyNotPlace(s.state, id(2), { kind: 'extension', extension: '7003' })).toBe('phone.invalid-number');
  });

  test('is not parked by another, nor while somebody else is in it', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
    expect(s.tell({ type: 'park', agentId: id(1), callId: 'call' })).toEqual([]);
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
    s.answers();
    expect(s.tell({ type: 'park', agentId: id(0), callId: 'call' })).toEqual([]);
  });
});
