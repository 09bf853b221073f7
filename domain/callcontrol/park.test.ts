/** A call parked on a number, and fetched from any phone. */
import { describe, expect, test } from 'vitest';
import { whyNotUnpark } from './park.ts';
import { whyNotPlace } from './placing.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const parked = (): TestCallControl => {
  const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
  s.apply({ type: 'park', agentId: id(0), callId: 'call' }, 5);
  return s;
};
const fetch = (s: TestCallControl, by: number): string[] =>
  s.tell({ type: 'unpark', callId: 'call', agentId: id(by) }, 2);
/** Their phone has dialled the number. */
const dial = (s: TestCallControl, by: number, legId = 'desk-phone'): string[] =>
  s.tell({ type: 'unpark', callId: 'call', agentId: id(by), legId }, 2);

describe('[A2.5] a parked call', () => {
  test('waits on a number with music, and its agent is free of it', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'park', agentId: id(0), callId: 'call' }, 5)).toEqual([
      '* parked agentId=agent-0 slot=7001',
      'hang-up legId=call.3 cause=16',
      'leave bridgeId=call.b1 channelId=caller',
      'start-music channelId=caller',
    ]);
    expect([s.call().phase, s.agent(0).state, s.deadlines()]).toEqual(['parked', 'wrap-up', { park: 120 }]);
  });

  test('is had by whoever fetches it: their phone answers by itself', () => {
    const s = parked();
    expect(whyNotUnpark(s.call(), s.agent(2))).toBeNull();
    expect(fetch(s, 2).at(-1)).toBe(
      'ring-agent legId=call.4 agentId=agent-2 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=true',
    );
    s.answers();
    expect([s.heard(), s.call().agentId, s.call().slot, s.deadlines()]).toEqual([
      { customer: 'agent-2', 'agent-2': 'customer' },
      id(2),
      null,
      {},
    ]);
    s.gone('caller', 10);
    expect(s.record()).toMatchObject({ outcome: 'connected', agentId: id(2), waitSeconds: 8, talkSeconds: 15 });
  });

  test('waits on when the phone that fetches it does not answer', () => {
    const s = parked();
    fetch(s, 2);
    s.apply(s.due('ring'), 15);
    expect([s.call().phase, s.call().offers, s.agent(2).state]).toEqual(['parked', [], 'ready']);
  });

  test('that nobody fetches comes back to who parked it', () => {
    const s = parked();
    s.apply(s.due('park'), 120);
    expect([s.call().phase, s.agent(0).state, s.call().slot]).toEqual(['offered', 'offered', null]);
    s.answers();
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });

  test('has a number of its own beside another', () => {
    const s = parked();
    s.queued('second', 'second-caller');
    s.apply({ type: 'leg-ready', legId: s.near('second') }, 1);
    s.apply({ type: 'park', agentId: s.call('second').agentId!, callId: 'second' });
    expect(s.call('second').slot).toBe('7002');
    expect(whyNotPlace(s.state, id(2), { kind: 'extension', extension: '7001' })).toBe('phone.invalid-number');
  });

  test('is not parked by another, nor while somebody else is in it', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
    expect(s.tell({ type: 'park', agentId: id(1), callId: 'call' })).toEqual([]);
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
    s.answers();
    expect(s.tell({ type: 'park', agentId: id(0), callId: 'call' })).toEqual([]);
  });

  test('is had at once by whose desk phone has dialled its number', () => {
    const s = parked();
    expect(dial(s, 2)).toEqual(['answer legId=desk-phone']);
    expect([s.agent(2).state, s.call().phase]).toEqual(['dialing', 'parked']);
    s.apply({ type: 'leg-ready', legId: 'desk-phone' });
    expect([s.heard(), s.call().agentId, s.call().slot]).toEqual([
      { customer: 'agent-2', 'agent-2': 'customer' },
      id(2),
      null,
    ]);
    s.gone('desk-phone', 10);
    expect(s.record()).toMatchObject({ outcome: 'connected', agentId: id(2), hangupSide: 'agent' });
  });

  test('is recorded on the desk phone that fetched it', () => {
    const s = new TestCallControl({ agents: [{}, {}, { isRecorded: true }] }).talking();
    s.apply({ type: 'park', agentId: id(0), callId: 'call' }, 5);
    dial(s, 2);
    expect(s.tell({ type: 'leg-ready', legId: 'desk-phone' })).toEqual(['arm-recorder legId=desk-phone']);
    s.apply({ type: 'leg-ready', legId: 'desk-phone' });
    expect(s.heard()).toEqual({ customer: 'agent-2', 'agent-2': 'customer' });
  });

  test('waits on when the phone that dialled its number hangs up before it is connected', () => {
    const s = parked();
    dial(s, 2);
    s.gone('desk-phone');
    expect([s.call().phase, s.call().offers, s.agent(2).state, s.heard()]).toEqual([
      'parked',
      [],
      'ready',
      { customer: 'music' },
    ]);
  });

  test('is fetched by one, who has a phone and no call, and from outside by nobody who takes inside calls alone', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}, { isInsideOnly: true }] }).talking();
    const why = (by: number) => whyNotUnpark(s.call(), s.state.agents.get(id(by)));
    expect(why(1)).toBe('phone.nothing-parked');
    s.apply({ type: 'park', agentId: id(0), callId: 'call' }, 5);
    expect([why(3), why(9)]).toEqual(['phone.inside-only', 'phone.not-registered']);
    s.own(1);
    expect(why(1)).toBe('phone.call-in-progress');
    for (const by of [1, 3, 9]) expect([fetch(s, by), dial(s, by)]).toEqual([[], []]);
    fetch(s, 2);
    expect([why(0), dial(s, 0)]).toEqual(['phone.not-possible', []]);
    s.apply({ type: 'phone-lost', agentId: id(0) });
    expect(why(0)).toBe('phone.not-registered');
  });

  test('of two colleagues is fetched by one who takes inside calls alone', () => {
    const s = new TestCallControl({ agents: [{}, {}, { isInsideOnly: true }] });
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: s.far() }, 1);
    s.apply({ type: 'park', agentId: id(0), callId: 'call' });
    fetch(s, 2);
    s.answers();
    expect(s.heard()).toEqual({ 'agent-1': 'agent-2', 'agent-2': 'agent-1' });
  });

  test("does not come back to who parked it while somebody's phone is being connected", () => {
    const s = parked();
    s.apply({ type: 'unpark', callId: 'call', agentId: id(2) }, 119);
    s.apply({ type: 'deadline', callId: 'call', name: 'park' }, 1);
    expect([s.call().phase, s.agent(0).state]).toEqual(['parked', 'wrap-up']);
    s.answers();
    expect(s.heard()).toEqual({ customer: 'agent-2', 'agent-2': 'customer' });
  });

  test('has no number left when all are taken', () => {
    const s = new TestCallControl({ agents: [{ wrapUpSeconds: 0 }], configuration: { licensedChannels: 200 } });
    for (let i = 0; i < 100; i++) {
      s.queued(`call-${i}`, `caller-${i}`);
      s.apply({ type: 'leg-ready', legId: s.near(`call-${i}`) }, 1);
      s.apply({ type: 'park', agentId: id(0), callId: `call-${i}` });
    }
    expect([s.call('call-98').slot, s.call('call-99').phase]).toEqual(['7099', 'talking']);
  });
});
