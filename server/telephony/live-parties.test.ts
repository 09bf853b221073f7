import { id, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { describe, expect, test } from 'vitest';
import { partiesOf, supervisingOf, supervisorsOf } from './live-parties.ts';

const consult = { type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } } as const;
const act = (type: 'swap' | 'merge') => ({ type, agentId: id(0), callId: 'call' }) as const;
/** A call as an agent sees it, a line each: who, what they do, where, whom they hear. */
const seen = (s: TestCallControl, by: number): string[] =>
  partiesOf(s.state, s.call(), s.agent(by)).map(({ partyId, name, number, state, room, isOwn, hears }) =>
    `${isOwn ? 'own ' : ''}${partyId} ${name ?? ''} ${number} ${state} ${room} ${hears.join('+')}`.trim(),
  );
const talking = (): TestCallControl => new TestCallControl({ agents: [{}, {}, {}] }).talking();

describe('[A2.5] a call as its agents see it', () => {
  test('rings with the customer who waits, and names who rings', () => {
    const s = new TestCallControl().queued();
    expect(seen(s, 0)).toEqual(['caller  +8613900000042 held null music', 'own call.3 坐席0 400 ringing main']);
  });

  test('says of a consultation who hears whom, from the first ring to all together', () => {
    const s = talking();
    s.apply(consult, 5);
    expect(seen(s, 0)).toEqual([
      'caller  +8613900000042 held main music',
      'own call.3 坐席0 400 talking consult',
      'call.5 坐席1 401 ringing consult',
    ]);
    expect(s.agent(0).state).toBe('consulting');
    s.answers();
    expect(seen(s, 1)).toEqual([
      'caller  +8613900000042 held main music',
      'call.3 坐席0 400 talking consult call.5',
      'own call.5 坐席1 401 talking consult call.3',
    ]);
    s.apply(act('swap'));
    expect(seen(s, 0)).toEqual([
      'caller  +8613900000042 talking main call.3',
      'own call.3 坐席0 400 talking main caller',
      'call.5 坐席1 401 held consult music',
    ]);
    expect(s.agent(0).state).toBe('consulting');
    s.apply(act('merge'));
    expect([s.agent(0).state, s.agent(1).state]).toEqual(['conference', 'conference']);
    expect(seen(s, 0).map((line) => line.split(' ').at(-1))).toEqual([
      'call.3+call.5',
      'caller+call.5',
      'caller+call.3',
    ]);
  });

  test('says since when somebody is on hold', () => {
    const s = talking();
    s.apply({ type: 'hold', agentId: id(0), callId: 'call' }, 5);
    expect(partiesOf(s.state, s.call(), s.agent(0))[0]).toMatchObject({
      state: 'held',
      since: new Date(s.now).toISOString(),
      kind: 'customer',
    });
  });

  test('names a customer and keeps the phones that agents asked for out of it', () => {
    const s = new TestCallControl();
    s.place();
    expect(seen(s, 0)).toEqual([]);
    s.apply({ type: 'customer-linked', callId: 'call', customerId: 'c', customerName: '王芳' });
    s.apply({ type: 'leg-ready', legId: s.near() });
    expect(seen(s, 0)).toEqual(['own call.1 坐席0 400 talking main', 'call.2 王芳 +8613900000042 dialing main']);
    expect(s.agent(0).state).toBe('dialing');
  });
});

test("[A2.5] the phone that fetches a parked call is the fetcher's own: nobody is shown to ring", () => {
  const s = talking();
  s.apply({ type: 'park', agentId: id(0), callId: 'call' });
  s.apply({
    type: 'place',
    callId: 'fetch',
    agentId: id(1),
    target: { kind: 'extension', extension: '7001' },
    customerId: null,
    customerName: null,
  });
  expect(seen(s, 1)).toEqual(['caller  +8613900000042 held null music']);
});

describe('[U6] a supervisor in a call', () => {
  const supervised = (mode: 'listen' | 'whisper' | 'barge'): TestCallControl => {
    const s = talking();
    s.apply({ type: 'supervise', agentId: id(2), callId: 'call', targetAgentId: id(0), mode });
    s.answers();
    return s;
  };

  test.each([
    ['listen', false],
    ['whisper', true],
    ['barge', true],
  ] as const)('who does %s is seen by the agent: %s', (mode, isSeen) => {
    const s = supervised(mode);
    const parties = partiesOf(s.state, s.call(), s.agent(0));
    expect([
      parties.some(({ agentId }) => agentId === id(2)),
      parties.some(({ hears }) => hears.includes('call.4')),
    ]).toEqual([isSeen, isSeen]);
    expect(partiesOf(s.state, s.call(), s.agent(2)).find(({ isOwn }) => isOwn)).toMatchObject({
      kind: 'supervisor',
      hears: expect.arrayContaining(['call.3', 'caller']),
    });
    expect(supervisingOf(s.state, s.call(), s.agent(2))).toEqual({ agentId: id(0), name: '坐席0', mode });
    expect(supervisorsOf(s.state, s.call(), s.agent(0))).toEqual([{ agentId: id(2), name: '坐席2', mode }]);
    expect([
      supervisingOf(s.state, s.call(), s.agent(0)),
      supervisorsOf(s.state, s.call(), s.agent(2)),
      s.agent(2).state,
    ]).toEqual([null, [], 'supervising']);
  });

  test('[U6] whoever’s phone is being called for it supervises already, so that no customer’s page is opened for them', () => {
    const s = talking();
    s.apply({ type: 'supervise', agentId: id(2), callId: 'call', targetAgentId: id(0), mode: 'listen' });
    expect(supervisingOf(s.state, s.call(), s.agent(2))).toEqual({ agentId: id(0), name: '坐席0', mode: 'listen' });
  });

  test('who whispers is seen by the agent alone', () => {
    const s = supervised('whisper');
    s.apply(consult);
    s.answers();
    expect(partiesOf(s.state, s.call(), s.agent(1)).some(({ agentId }) => agentId === id(2))).toBe(false);
  });
});
