/** Inside-only agents and people outside: no way of call control brings them together, and nobody is left hanging because of it. */
import { describe, expect, test } from 'vitest';
import { waitingIn } from '../queues/router.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import type { CallTarget, Event } from './event.ts';
import { whyNotUnpark } from './park.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const outside: CallTarget = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid };
const colleague: CallTarget = { kind: 'agent', agentId: id(1) };
const act = (type: 'merge' | 'complete-transfer' | 'hang-up' | 'park' | 'swap', by = 0): Event => ({
  type,
  agentId: id(by),
  callId: 'call',
});
const to = (type: 'consult' | 'transfer', target: CallTarget, by = 0): Event => ({
  type,
  agentId: id(by),
  callId: 'call',
  target,
});
const supervise = (mode: 'listen' | 'whisper' | 'barge', by = 1): Event => ({
  type: 'supervise',
  agentId: id(by),
  callId: 'call',
  targetAgentId: id(0),
  mode,
});

/** Three agents, of whom the second is inside-only; the first talks with a caller. */
const insideOnly = (): TestCallControl => new TestCallControl({ agents: [{}, { isInsideOnly: true }, {}] });
const asking = (): TestCallControl => {
  const s = insideOnly().talking();
  s.apply(to('consult', colleague), 1);
  return s;
};
const consulting = (): TestCallControl => {
  const s = asking();
  s.answers();
  return s;
};
/** The first agent talks with the second, in a call among colleagues. */
const among = (): TestCallControl => {
  const s = insideOnly();
  s.place(0, '401');
  s.answers();
  s.answers();
  return s;
};
const becomes = (s: TestCallControl, i: number): Event => ({
  type: 'agent-saved',
  agent: { ...simulatedAgent(i), isInsideOnly: true, isRecorded: s.agent(i).isRecorded },
});

describe('[A2.5] [U2] an inside-only agent', () => {
  test('is consulted as any colleague', () => {
    expect(consulting().heard()).toEqual({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
  });

  test.each<[string, () => TestCallControl, Event]>([
    ['is not brought together with the customer', consulting, act('merge')],
    ['is not left with the customer', consulting, act('complete-transfer')],
    ['is not left with the customer while it rings', asking, act('complete-transfer')],
    ['is given no call from outside', () => insideOnly().talking(), to('transfer', colleague)],
    ['does not barge into a call from outside', () => insideOnly().talking(), supervise('barge')],
    [
      'does not take a call from outside over',
      () => insideOnly().talking(),
      { type: 'take-over', agentId: id(1), callId: 'call', targetAgentId: id(0) },
    ],
    [
      'does not go over from listening to barging',
      () => {
        const s = insideOnly().talking();
        s.apply(supervise('listen'), 1);
        s.answers();
        return s;
      },
      supervise('barge'),
    ],
    [
      'does not pick up what rings of outside',
      () => insideOnly().queued(),
      { type: 'pick-up', agentId: id(1), callId: 'call', fromAgentId: id(0) },
    ],
    ['asks nobody outside', among, to('consult', outside, 1)],
    ['is given away to nobody outside', among, to('transfer', outside)],
    [
      'does not fetch a parked call of outside',
      () => {
        const s = insideOnly().talking();
        s.apply(act('park'), 1);
        return s;
      },
      { type: 'unpark', callId: 'call', agentId: id(1) },
    ],
    [
      'calls nobody outside',
      insideOnly,
      {
        type: 'place',
        callId: 'call',
        agentId: id(1),
        target: { ...outside, kind: 'external' } as never,
        customerId: null,
        customerName: null,
      },
    ],
  ])('%s', (_title, state, event) => {
    expect(state().tell(event)).toEqual([]);
  });

  test('is told why a parked call of outside cannot be theirs', () => {
    const s = insideOnly().talking();
    s.apply(act('park'), 1);
    expect([1, 2].map((by) => whyNotUnpark(s.call(), s.agent(by)))).toEqual(['phone.inside-only', null]);
  });

  test('listens and whispers all the same', () => {
    const s = insideOnly().talking();
    s.apply(supervise('whisper'), 1);
    s.answers();
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'agent-1 customer', 'agent-1': 'agent-0 customer' });
  });

  test('who barges into a call among colleagues only listens once somebody outside joins', () => {
    const s = new TestCallControl({ agents: [{}, {}, { isInsideOnly: true }] });
    s.place(0, '401');
    s.answers();
    s.answers();
    s.apply(supervise('barge', 2), 1);
    s.answers();
    s.apply(to('consult', outside), 1);
    s.apply({ type: 'leg-ready', legId: s.rung() });
    s.apply({ type: 'leg-answered', legId: s.rung() }, 3);
    expect(s.heard()['agent-2']).toBe(`${mobile} agent-0`);
    s.apply(act('merge'), 1);
    expect(s.call().parties.find(({ agentId }) => agentId === id(2))!.supervision!.mode).toBe('listen');
    expect(s.heard()).toMatchObject({
      'agent-0': `${mobile} agent-1`,
      'agent-1': `${mobile} agent-0`,
      [mobile]: 'agent-0 agent-1',
    });
  });
});

describe('[A2.5] [U2] who leaves an inside-only agent with somebody outside', () => {
  test.each<[string, (s: TestCallControl) => void]>([
    ['hangs up', (s) => void s.apply(act('hang-up'), 1)],
    ['puts the receiver down', (s) => void s.gone(s.near())],
  ])('%s: that is the end of it', (_title, leave) => {
    const s = consulting();
    leave(s);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'agent' });
    expect(s.agent(1).callId).toBeNull();
  });

  test('and hangs up while it rings: that is the end of it', () => {
    const s = asking();
    s.apply(act('hang-up'), 1);
    expect([s.call().phase, s.agent(1).callId]).toEqual(['ended', null]);
  });

  test('loses their phone and does not come back: the customer waits in line again, the colleague is free', () => {
    const s = consulting();
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 1);
    s.apply(s.due('grace'), 30);
    expect([s.call().phase, s.agent(1).callId, waitingIn(s.state.router, 'queue-1')]).toEqual([
      'queued',
      null,
      ['call'],
    ]);
  });

  test('in a call among colleagues with somebody outside who was asked: that is the end of it', () => {
    const s = among();
    s.apply(to('consult', outside), 1);
    s.apply({ type: 'leg-ready', legId: s.rung() });
    s.apply({ type: 'leg-answered', legId: s.rung() }, 3);
    expect(s.tell(act('merge'))).toEqual([]);
    expect(s.tell(act('complete-transfer'))).toEqual([]);
    s.apply(act('hang-up'), 1);
    expect(s.call().phase).toBe('ended');
  });
});

describe('[A2.5] [U2] an agent who becomes inside-only', () => {
  test("while a queue's call rings at them has not taken it", () => {
    const s = new TestCallControl({ agents: [{}] }).queued();
    s.apply(becomes(s, 0), 1);
    s.answers();
    expect([s.call().phase, s.call().offers, s.agent(0).callId]).toEqual(['queued', [], null]);
  });

  test('while somebody outside is asked for them does not talk with them', () => {
    const s = new TestCallControl({ agents: [{}, {}] });
    s.place(0, '401');
    s.answers();
    s.answers();
    s.apply(to('consult', outside), 1);
    s.apply({ type: 'leg-ready', legId: s.rung() });
    s.apply(becomes(s, 0), 1);
    s.apply({ type: 'leg-answered', legId: s.rung() }, 1);
    expect([s.call().parties.map(({ agentId }) => agentId), s.call().offers]).toEqual([[id(0), id(1)], []]);
  });

  test('does not get back the call that they gave away', () => {
    const s = new TestCallControl({ agents: [{}, {}] }).talking();
    s.apply(to('transfer', colleague), 1);
    s.apply(becomes(s, 0), 1);
    s.apply(s.due('ring'), 20);
    expect(s.call().offers.some(({ agentId }) => agentId === id(0))).toBe(false);
    expect(s.call().phase).toBe('queued');
  });

  test('goes on with the call that they have, also when their phone comes back', () => {
    const s = new TestCallControl({ agents: [{}, {}] });
    s.talking();
    expect(() => s.apply(becomes(s, 0), 1)).toThrow('inside-only and talks with somebody outside');
    expect(s.call().phase).toBe('talking');
  });
});
