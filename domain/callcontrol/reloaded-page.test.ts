/** A page is opened anew in the middle of a call, whoever's it is: they stay in it, and the others wait with music or go on among themselves. */
import { describe, expect, test } from 'vitest';
import type { SupervisionMode } from './supervision.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';

const agents = [{}, {}, {}, {}];
const recorded = [{}, {}, {}, { isRecorded: true }];
const reload = (s: TestCallControl, by: number, after = 5): string[] =>
  s.tell({ type: 'phone-issued', agentId: id(by), sessionId: 'new' }, after);
/** Their page is there again: its phone registers, and answers by itself. */
const comeBack = (s: TestCallControl, by: number): string[] => {
  s.apply({ type: 'phone-registered', agentId: id(by) }, 2);
  return s.answers();
};
/** Loses the page of an agent and finds it again; who hears whom in between and afterwards. */
const there = (s: TestCallControl, by: number): [Record<string, string>, Record<string, string>] => {
  const before = s.heard();
  reload(s, by);
  const between = s.heard();
  comeBack(s, by);
  expect(s.heard()).toEqual(before);
  expect(Object.keys(s.call().deadlines).filter((key) => /^(music|grace)/.test(key))).toEqual([]);
  return [between, s.heard()];
};

const colleagues = (): TestCallControl => {
  const s = new TestCallControl({ agents });
  s.place(0, '401');
  s.apply({ type: 'leg-ready', legId: s.near() }, 1);
  s.apply({ type: 'leg-ready', legId: s.far() }, 4);
  return s;
};
const consulting = (target = 1): TestCallControl => {
  const s = new TestCallControl({ agents }).talking();
  s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(target) } });
  s.answers();
  return s;
};
const supervised = (mode: SupervisionMode): TestCallControl => {
  const s = new TestCallControl({ agents }).talking();
  s.apply({ type: 'supervise', agentId: id(3), callId: 'call', targetAgentId: id(0), mode });
  s.answers();
  return s;
};

describe('[A2.10] a page that is opened anew', () => {
  test('by the colleague who was called leaves the caller with music until they are back', () => {
    expect(there(colleagues(), 1)[0]).toEqual({ 'agent-0': 'music' });
  });

  test('by whoever is consulted leaves the agent with music, and the customer as they were', () => {
    expect(there(consulting(), 1)[0]).toEqual({ customer: 'music', 'agent-0': 'music' });
  });

  test('by one of three leaves the other two talking', () => {
    const s = consulting();
    s.apply({ type: 'merge', agentId: id(0), callId: 'call' });
    expect(there(s, 1)[0]).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });

  test('by whoever was given the call leaves the customer with music', () => {
    const s = new TestCallControl({ agents }).talking();
    s.apply({ type: 'transfer', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
    s.answers();
    expect(there(s, 1)[0]).toEqual({ customer: 'music' });
  });

  test.each(['listen', 'whisper', 'barge'] as const)(
    'by a supervisor who would %s is noticed by nobody, and they hear on afterwards',
    (mode) => {
      const s = supervised(mode);
      const facts = s.call().nextSeq;
      expect(there(s, 3)[0]).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
      expect(s.call().nextSeq).toBe(facts);
    },
  );

  test('by the colleague who waits on a number leaves the call there, and them with music when they are back', () => {
    const s = colleagues();
    s.apply({ type: 'park', agentId: id(0), callId: 'call' });
    reload(s, 1, 1);
    expect([s.call().phase, s.heard()]).toEqual(['parked', {}]);
    comeBack(s, 1);
    expect([s.call().phase, s.heard()]).toEqual(['parked', { 'agent-1': 'music' }]);
  });

  test('by both of two costs neither the call', () => {
    const s = colleagues();
    reload(s, 0);
    reload(s, 1, 1);
    comeBack(s, 0);
    expect(s.heard()).toEqual({ 'agent-0': 'music' });
    comeBack(s, 1);
    expect(s.heard()).toEqual({ 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
  });
});

describe('[A2.10] a page that is opened anew and does not come back', () => {
  const giveUp = (s: TestCallControl): void => void s.apply(s.due('grace'), 30);

  test('ends a call of two colleagues, whoever it was', () => {
    for (const by of [0, 1]) {
      const s = colleagues();
      reload(s, by);
      giveUp(s);
      expect([s.call().phase, s.call().outcome, s.agent(0).callId, s.agent(1).callId]).toEqual([
        'ended',
        'connected',
        null,
        null,
      ]);
    }
  });

  test('of whoever is consulted lets the agent go back to the customer', () => {
    const s = consulting();
    reload(s, 1);
    giveUp(s);
    s.apply({ type: 'stop-consult', agentId: id(0), callId: 'call' });
    expect([s.heard(), s.agent(1).callId]).toEqual([{ customer: 'agent-0', 'agent-0': 'customer' }, null]);
  });

  test('of a supervisor ends their supervision alone', () => {
    for (const mode of ['listen', 'barge'] as const) {
      const s = supervised(mode);
      reload(s, 3);
      giveUp(s);
      expect([s.heard(), s.agent(3).callId, s.call().parties.length]).toEqual([
        { customer: 'agent-0', 'agent-0': 'customer' },
        null,
        2,
      ]);
    }
  });
});

describe('[A2.10] an agent whose page is opened anew while they call somebody', () => {
  const outside = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;

  test('hears it ring again, and what the network says', () => {
    const s = new TestCallControl({ agents }).dialing();
    s.apply({ type: 'leg-ringing', legId: s.far() }, 1);
    expect(s.heard()).toEqual({ 'agent-0': 'tone' });
    expect(there(s, 0)[0]).toEqual({});
    s.apply({ type: 'leg-early-media', legId: s.call().remoteId! }, 1);
    expect(there(s, 0)[1]).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });

  test('hears nothing before it rings', () => {
    const s = new TestCallControl({ agents }).dialing();
    reload(s, 0);
    comeBack(s, 0);
    expect(s.heard()).toEqual({ 'agent-0': '' });
    s.apply({ type: 'leg-ringing', legId: s.call().remoteId! }, 1);
    expect(s.heard()).toEqual({ 'agent-0': 'tone' });
  });

  test.each([
    ['a colleague', { kind: 'agent', agentId: id(1) }],
    ['a number', outside],
  ] as const)('beside a call, %s, hears it ring again', (_who, target) => {
    const s = new TestCallControl({ agents }).talking();
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target });
    if (target.kind === 'external') s.apply({ type: 'leg-ready', legId: s.rung() });
    s.apply({ type: 'leg-ringing', legId: s.rung() }, 1);
    const asked = s.rung();
    reload(s, 0);
    comeBack(s, 0);
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': 'tone' });
    s.apply({ type: target.kind === 'external' ? 'leg-answered' : 'leg-ready', legId: asked }, 3);
    expect(Object.values(s.heard())).toContain('agent-0');
  });
});

describe('[A2.5] [A2.7] [U6] one who hangs up while their own phone is being connected', () => {
  const stops: readonly (readonly [string, () => TestCallControl])[] = [
    [
      'to fetch a parked call',
      () => {
        const s = new TestCallControl({ agents: recorded }).talking();
        s.apply({ type: 'park', agentId: id(0), callId: 'call' }, 5);
        s.apply({ type: 'unpark', callId: 'call', agentId: id(3) }, 2);
        return s;
      },
    ],
    [
      'to supervise',
      () => {
        const s = new TestCallControl({ agents: recorded }).talking();
        s.apply({ type: 'supervise', agentId: id(3), callId: 'call', targetAgentId: id(0), mode: 'listen' });
        return s;
      },
    ],
    [
      'to take over what rings elsewhere',
      () => {
        const s = new TestCallControl({ agents: recorded }).queued();
        s.apply({ type: 'pick-up', agentId: id(3), callId: 'call', fromAgentId: id(0) });
        return s;
      },
    ],
  ];

  test.each(stops)('%s stops that, and the call goes on as it was', (_what, begin) => {
    for (const isUp of [false, true]) {
      const s = begin();
      // Its recorder is being started.
      if (isUp) expect(s.answers().at(-1)).toMatch(/^arm-recorder/);
      const { phase, offers } = s.call();
      expect(s.tell({ type: 'hang-up', agentId: id(3), callId: 'call' }, 1)).toEqual([
        `hang-up legId=${s.call().legs.at(-1)!.id} cause=16`,
      ]);
      expect([s.call().phase, s.call().offers.length, s.agent(3).state]).toEqual([phase, offers.length - 1, 'ready']);
    }
  });

  test('after their page was opened anew leaves the call', () => {
    const s = new TestCallControl({ agents }).talking();
    reload(s, 0);
    s.apply({ type: 'phone-registered', agentId: id(0) }, 1);
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
    expect([s.call().phase, s.agent(0).callId]).toEqual(['ended', null]);
  });
});
