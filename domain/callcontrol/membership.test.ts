/** Signing out of queues, queues that are switched off, and queue numbers that colleagues dial. */
import { describe, expect, test } from 'vitest';
import type { QueueSettings } from '../queues/queue.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import { id, members, mobile, TestCallControl } from './test-callcontrol.ts';
import { targetFor } from './destination.ts';
import { whyNotPlace } from './placing.ts';

const signOut = (s: TestCallControl, i: number, queueId = 'queue-1') =>
  s.apply({ type: 'queue-sign-out', agentId: id(i), queueId });
const signIn = (s: TestCallControl, i: number) =>
  s.apply({ type: 'queue-sign-in', agentId: id(i), queueId: 'queue-1' }, 1);
const asked = (s: TestCallControl, callId = 'call') => s.call(callId).offers.map(({ agentId }) => agentId);
const configured = (s: TestCallControl, change: Partial<QueueSettings>): void => {
  const { configuration } = s.state;
  const queues = new Map([...configuration.queues].map(([key, one]) => [key, { ...one, ...change }]));
  s.apply({ type: 'configured', configuration: { ...configuration, queues } }, 1);
};

describe('[U5] who is signed out of a queue', () => {
  test('gets no offers of its callers, and gets those who wait as soon as they sign in', () => {
    const s = new TestCallControl({ agents: [{}] });
    signOut(s, 0);
    s.queued();
    expect([asked(s), s.agent(0).state]).toEqual([[], 'ready']);
    signIn(s, 0);
    expect(asked(s)).toEqual([id(0)]);
  });

  test('keeps the call that rings or is talked', () => {
    const s = new TestCallControl({ agents: [{}] }).queued();
    signOut(s, 0);
    expect(asked(s)).toEqual([id(0)]);
    const talking = new TestCallControl({ agents: [{}] }).talking();
    signOut(talking, 0);
    expect([talking.call().phase, talking.agent(0).state]).toEqual(['talking', 'talking']);
  });

  test('is out of that queue alone', () => {
    const standard = new TestCallControl().state.configuration.queues.get('queue-1')!;
    const queues = new Map(['queue-1', 'other'].map((key) => [key, { ...standard, id: key, members: members(id(0)) }]));
    const s = new TestCallControl({ agents: [{}], configuration: { queues } });
    signOut(s, 0, 'other');
    s.queued();
    expect(asked(s)).toEqual([id(0)]);
  });

  test.each<[string, number | null, number[], number[]]>([
    ['as many as want to where there is no limit', null, [0, 1, 2], [0, 1, 2]],
    ['nobody where the limit is 0', 0, [0, 1], []],
    ['the first two of three where it is 2', 2, [0, 1, 2], [0, 1]],
    ['one twice, which counts once', 2, [0, 0, 1], [0, 1]],
  ])('may be %s', (_what, maxSignedOut, who, out) => {
    const s = new TestCallControl({ agents: [{}, {}, {}], queue: { maxSignedOut } });
    for (const i of who) signOut(s, i);
    expect([0, 1, 2].filter((i) => s.agent(i).signedOutOf.includes('queue-1'))).toEqual(out);
  });

  test('makes room for another by signing in', () => {
    const s = new TestCallControl({ agents: [{}, {}], queue: { maxSignedOut: 1 } });
    signOut(s, 0);
    signIn(s, 0);
    signOut(s, 1);
    expect([s.agent(0).signedOutOf, s.agent(1).signedOutOf]).toEqual([[], ['queue-1']]);
  });

  test('holds no place of another once they are disabled', () => {
    const s = new TestCallControl({ agents: [{}, {}], queue: { maxSignedOut: 1 } });
    signOut(s, 0);
    s.apply({ type: 'agent-saved', agent: { ...simulatedAgent(0), isEnabled: false } });
    signOut(s, 1);
    expect(s.agent(1).signedOutOf).toEqual(['queue-1']);
  });

  test('is out of nothing when they are no member, and in again when they become one anew', () => {
    const s = new TestCallControl({ agents: [{}, {}] });
    signOut(s, 0, 'gone');
    signOut(s, 1);
    configured(s, { members: members(id(0)) });
    configured(s, { members: members(id(0), id(1)) });
    expect([s.agent(0).signedOutOf, s.agent(1).signedOutOf]).toEqual([[], []]);
  });
});

describe('[U5] [S5] a queue that is switched off', () => {
  test('serves those who wait, and takes nobody any more', () => {
    const s = new TestCallControl({ agents: [{}] });
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'busy' });
    s.queued();
    configured(s, { isEnabled: false });
    expect(s.call().phase).toBe('queued');
    s.queued('next', 'next-caller');
    expect(s.call('next').phase).toBe('goodbye');
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'ready' }, 1);
    expect(asked(s)).toEqual([id(0)]);
  });

  test('is no goal of a transfer, a consultation or a call', () => {
    const s = new TestCallControl({ agents: [{}, {}] }).talking();
    configured(s, { isEnabled: false });
    for (const how of ['consult', 'transfer'] as const)
      for (const to of [
        { kind: 'queue', queueId: 'queue-1' } as const,
        { kind: 'queue-number', number: '901' } as const,
      ])
        expect(targetFor(s.state, { agentId: id(0), how, isFromOutside: true, number: mobile }, to, s.now)).toBe(
          'not-found',
        );
    expect(whyNotPlace(s.state, id(1), { kind: 'queue-number', number: '901' })).toBe('phone.invalid-number');
  });
});

describe('[U5] a queue’s number', () => {
  const dial = (s: TestCallControl, i: number): void => {
    const target = { kind: 'queue-number', number: '901' } as const;
    s.apply({ type: 'place', callId: 'dialled', agentId: id(i), target, customerId: null, customerName: null });
    s.apply({ type: 'leg-ready', legId: s.near('dialled') }, 1);
  };

  test('reaches who of it is free, and is a call with them then', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}], queue: { members: members(id(1), id(2)) } });
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'busy' });
    dial(s, 0);
    expect([asked(s, 'dialled'), s.call('dialled').number]).toEqual([[id(2)], '402']);
  });

  test('reaches neither oneself nor who is signed out: it is busy', () => {
    const s = new TestCallControl({ agents: [{}, {}] });
    signOut(s, 1);
    dial(s, 0);
    expect(s.call('dialled')).toMatchObject({ phase: 'ended', outcome: 'busy', number: '901' });
  });

  test('takes a transfer, and is none where no queue has it', () => {
    const s = new TestCallControl({ agents: [{}, {}] }).talking();
    const wish = { agentId: id(0), how: 'transfer', isFromOutside: true, number: mobile } as const;
    const to = (number: string) => targetFor(s.state, wish, { kind: 'queue-number', number }, s.now);
    expect([to('901'), to('902')]).toEqual([{ kind: 'queue', queueId: 'queue-1' }, 'phone.invalid-number']);
    expect(whyNotPlace(s.state, id(1), { kind: 'queue-number', number: '902' })).toBe('phone.invalid-number');
  });
});

describe('[U5] [A2.4] offers in a row that ring out', () => {
  test.each<[string, number | null, number, string]>([
    ['by the number of their queue', 1, 0, 'busy'],
    ['by that of the company where the queue has none', null, 1, 'busy'],
    ['never where the company says never', null, 0, 'ready'],
    ['by the queue alone where both say something', 3, 1, 'ready'],
  ])('make an agent busy %s', (_what, missedOffers, company, chosen) => {
    const s = new TestCallControl({ agents: [{}], queue: { missedOffers }, configuration: { missedOffers: company } });
    s.queued();
    s.apply(s.due('ring'), 15);
    expect(s.agent(0).chosen).toBe(chosen);
  });
});
