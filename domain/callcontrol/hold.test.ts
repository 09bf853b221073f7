/** Who may put whom on hold: those who are theirs. */
import { describe, expect, test } from 'vitest';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { mayHold } from './acting.ts';
import type { CallTarget, Event } from './event.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const outside: CallTarget = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid };
const colleague = (i: number): CallTarget => ({ kind: 'agent', agentId: id(i) });
const step = (
  s: TestCallControl,
  type: 'hold' | 'resume' | 'merge' | 'swap' | 'stop-consult',
  by: number,
  partyId?: string,
): string[] => s.tell({ type, agentId: id(by), callId: 'call', ...(partyId && { partyId }) } as Event, 1);

/** The first agent talks with a caller. */
const talking = (): TestCallControl => new TestCallControl({ agents: [{}, {}, {}, {}] }).talking();
const ask = (s: TestCallControl, by: number, target: CallTarget): TestCallControl => {
  s.apply({ type: 'consult', agentId: id(by), callId: 'call', target }, 1);
  s.answers();
  if (target.kind === 'external') s.apply({ type: 'leg-answered', legId: s.rung() }, 1);
  return s;
};
const consulting = (): TestCallControl => ask(talking(), 0, colleague(1));
const merged = (s: TestCallControl, by: number): TestCallControl => {
  step(s, 'merge', by);
  return s;
};
const conference = (): TestCallControl => merged(consulting(), 0);
const among = (): TestCallControl => {
  const s = new TestCallControl({ agents: [{}, {}, {}, {}] });
  s.place(0, '401');
  s.answers();
  s.answers();
  return s;
};
const supervised = (): TestCallControl => {
  const s = talking();
  s.apply({ type: 'supervise', agentId: id(3), callId: 'call', targetAgentId: id(0), mode: 'barge' }, 1);
  s.answers();
  return s;
};
const takenOver = (): TestCallControl => {
  const s = consulting();
  s.apply({ type: 'take-over', agentId: id(3), callId: 'call', targetAgentId: id(0) }, 1);
  s.answers();
  return s;
};

/** Agents by number, the customer, and a number outside that was asked. */
type Who = 'agent-0' | 'agent-1' | 'agent-2' | 'agent-3' | 'customer' | 'number';
const table: [string, () => TestCallControl, Partial<Record<Who, string>>][] = [
  ['a caller with an agent', talking, { 'agent-0': 'customer' }],
  ['an agent who consults a colleague', consulting, { 'agent-0': 'agent-1 customer', 'agent-1': '' }],
  ['an agent who consults a number', () => ask(talking(), 0, outside), { 'agent-0': 'customer number' }],
  ['three together', conference, { 'agent-0': 'agent-1 customer', 'agent-1': '' }],
  [
    'four together, of whom the second called in the third',
    () => merged(ask(conference(), 1, colleague(2)), 1),
    { 'agent-0': 'agent-1 agent-2 customer', 'agent-1': 'agent-2', 'agent-2': '' },
  ],
  ['two colleagues', among, { 'agent-0': 'agent-1', 'agent-1': 'agent-0' }],
  [
    'two colleagues with a third',
    () => merged(ask(among(), 0, colleague(2)), 0),
    { 'agent-0': 'agent-1 agent-2', 'agent-1': '', 'agent-2': '' },
  ],
  [
    'the called one of two colleagues, who consults',
    () => ask(among(), 1, colleague(2)),
    { 'agent-0': 'agent-1 agent-2', 'agent-1': 'agent-2', 'agent-2': '' },
  ],
  ['a supervisor who talks with both', supervised, { 'agent-0': 'customer', 'agent-3': '' }],
  ['a consultation that was taken over', takenOver, { 'agent-3': 'agent-1 customer', 'agent-1': '' }],
];
const nameOf = (s: TestCallControl, { id: partyId, agentId }: { id: string; agentId: string | null }): Who =>
  agentId !== null
    ? (`agent-${Number(agentId.slice(-4))}` as Who)
    : partyId === s.call().remoteId
      ? 'customer'
      : 'number';

describe('[A2.6] [A2.5] who may hold whom', () => {
  test.each(table)('with %s', (_situation, state, expected) => {
    const s = state();
    const { parties } = s.call();
    const agents = parties.filter(({ agentId }) => agentId !== null);
    const found = agents.map((own) => [
      nameOf(s, own),
      parties
        .filter((other) => mayHold(s.call(), own, other))
        .map((other) => nameOf(s, other))
        .toSorted()
        .join(' '),
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test.each<[string, () => TestCallControl, number]>([
    ['who is consulted', consulting, 1],
    ['who was called into a conference', conference, 1],
    ['who supervises', supervised, 3],
  ])('%s holds nobody, and nobody hears music for it', (_who, state, by) => {
    const s = state();
    const before = s.heard();
    expect(step(s, 'hold', by)).toEqual([]);
    for (const { id: partyId } of s.call().parties) expect(step(s, 'hold', by, partyId)).toEqual([]);
    expect(s.heard()).toEqual(before);
  });

  test('each of two colleagues holds the other and takes them back', () => {
    for (const [by, other] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const s = among();
      step(s, 'hold', by);
      expect(s.heard()[`agent-${other}`]).toBe('music');
      step(s, 'resume', by);
      expect(s.heard()).toEqual({ 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
    }
  });
});

describe('[A2.5] one of a conference who asks somebody aside', () => {
  test('leaves the others talking, and finds them so again', () => {
    const s = ask(conference(), 1, colleague(2));
    expect(s.heard()).toEqual({
      customer: 'agent-0',
      'agent-0': 'customer',
      'agent-1': 'agent-2',
      'agent-2': 'agent-1',
    });
    step(s, 'swap', 1);
    expect(s.heard()).toEqual({
      customer: 'agent-0 agent-1',
      'agent-0': 'agent-1 customer',
      'agent-1': 'agent-0 customer',
      'agent-2': 'music',
    });
    step(s, 'swap', 1);
    expect(s.heard()).toEqual({
      customer: 'agent-0',
      'agent-0': 'customer',
      'agent-1': 'agent-2',
      'agent-2': 'agent-1',
    });
    step(s, 'stop-consult', 1);
    expect(s.heard()).toEqual({
      customer: 'agent-0 agent-1',
      'agent-0': 'agent-1 customer',
      'agent-1': 'agent-0 customer',
    });
  });

  test('leaves one who is alone then with music, until they come back', () => {
    const s = ask(conference(), 1, colleague(2));
    s.gone('caller', 4);
    expect(s.heard()).toEqual({ 'agent-0': 'music', 'agent-1': 'agent-2', 'agent-2': 'agent-1' });
    step(s, 'stop-consult', 1);
    expect(s.heard()).toEqual({ 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
  });
});
