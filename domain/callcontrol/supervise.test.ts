/** Supervision: who hears the supervisor, whom they hear, and how it ends. */
import { describe, expect, test } from 'vitest';
import type { SupervisionMode } from './supervision.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const supervise = (s: TestCallControl, mode: SupervisionMode, by = 2, target = 0): string[] =>
  s.tell({ type: 'supervise', agentId: id(by), callId: 'call', targetAgentId: id(target), mode }, 2);
const talking = (): TestCallControl => new TestCallControl({ agents: [{}, {}, {}, {}] }).talking();
/** A conversation that the third agent supervises. */
const supervised = (mode: SupervisionMode): TestCallControl => {
  const s = talking();
  supervise(s, mode);
  s.answers();
  return s;
};
const pair = { customer: 'agent-0', 'agent-0': 'customer' };

describe('[U6] a supervisor', () => {
  test('begins with their own phone, which answers by itself; those who talk notice nothing', () => {
    const s = talking();
    expect(supervise(s, 'listen')).toEqual([
      'ring-agent legId=call.4 agentId=agent-2 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=true',
    ]);
    expect(s.answers()).toEqual([
      'create-bridge bridgeId=call.e5',
      'create-snoop snoopId=call.4.snoop.5.call.3.listen channelId=call.3 mode=listen',
      'join bridgeId=call.e5 channelIds=call.4+call.4.snoop.5.call.3.listen',
    ]);
  });

  test.each<[SupervisionMode, object]>([
    ['listen', { ...pair, 'agent-2': 'agent-0 customer' }],
    ['whisper', { customer: 'agent-0', 'agent-0': 'agent-2 customer', 'agent-2': 'agent-0 customer' }],
    ['barge', { customer: 'agent-0 agent-2', 'agent-0': 'agent-2 customer', 'agent-2': 'agent-0 customer' }],
  ])('who begins with %s hears both, and is heard by whom they should', (mode, heard) => {
    expect(supervised(mode).heard()).toEqual(heard);
  });

  test('changes how without a gap: the next ear is there before the last one goes', () => {
    const s = supervised('listen');
    expect(supervise(s, 'whisper').map((line) => line.split(' ')[0])).toEqual([
      'create-snoop',
      'join',
      'destroy-snoop',
    ]);
    expect(supervise(s, 'barge').map((line) => line.split(' ')[0])).toEqual([
      '*',
      'join',
      'destroy-snoop',
      'destroy-bridge',
    ]);
    expect(s.heard()).toEqual({
      customer: 'agent-0 agent-2',
      'agent-0': 'agent-2 customer',
      'agent-2': 'agent-0 customer',
    });
    supervise(s, 'listen');
    expect(s.heard()).toEqual({ ...pair, 'agent-2': 'agent-0 customer' });
  });

  test('may choose another way while their phone is being connected', () => {
    const s = talking();
    supervise(s, 'listen');
    supervise(s, 'barge');
    s.answers();
    expect(s.heard()).toEqual({
      customer: 'agent-0 agent-2',
      'agent-0': 'agent-2 customer',
      'agent-2': 'agent-0 customer',
    });
  });

  test("takes over: the agent is out of it, and the call is the supervisor's, whatever they did before", () => {
    const begin: ((s: TestCallControl) => void)[] = [
      (s) => {
        supervise(s, 'whisper');
        s.answers();
        s.apply({ type: 'take-over', agentId: id(2), callId: 'call', targetAgentId: id(0) }, 3);
      },
      (s) => {
        s.apply({ type: 'take-over', agentId: id(2), callId: 'call', targetAgentId: id(0) }, 3);
        s.answers();
      },
    ];
    for (const one of begin) {
      const s = talking();
      one(s);
      expect([s.heard(), s.call().agentId, s.agent(0).state]).toEqual([
        { customer: 'agent-2', 'agent-2': 'customer' },
        id(2),
        'wrap-up',
      ]);
      s.gone('caller', 9);
      expect(s.record()).toMatchObject({ agentId: id(2), outcome: 'connected' });
    }
  });

  test("takes over from one who is only consulted: the call stays the agent's", () => {
    const s = talking();
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
    s.answers();
    s.apply({ type: 'take-over', agentId: id(2), callId: 'call', targetAgentId: id(1) });
    s.answers();
    expect([s.heard(), s.call().agentId]).toEqual([
      { customer: 'music', 'agent-0': 'agent-2', 'agent-2': 'agent-0' },
      id(0),
    ]);
  });

  test.each<[string, (s: TestCallControl) => void, object]>([
    [
      'who talks with the colleague',
      () => undefined,
      { customer: 'music', 'agent-1': 'agent-2', 'agent-2': 'agent-1' },
    ],
    [
      'who talks with the customer',
      (s) => s.apply({ type: 'swap', agentId: id(0), callId: 'call' }),
      { customer: 'agent-2', 'agent-1': 'music', 'agent-2': 'customer' },
    ],
  ])('takes over a consultation from one %s: it stays apart until they bring all together', (_who, before, heard) => {
    const s = talking();
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
    s.answers();
    before(s);
    s.apply({ type: 'take-over', agentId: id(2), callId: 'call', targetAgentId: id(0) }, 2);
    s.answers();
    expect([s.heard(), s.call().agentId]).toEqual([heard, id(2)]);
    s.apply({ type: 'merge', agentId: id(2), callId: 'call' }, 1);
    expect(s.heard()).toEqual({
      customer: 'agent-1 agent-2',
      'agent-1': 'agent-2 customer',
      'agent-2': 'agent-1 customer',
    });
  });

  test("takes over while a colleague is only asked: hears it ring in the agent's stead, and talks with them alone", () => {
    const s = talking();
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
    const asked = s.rung();
    s.apply({ type: 'leg-ringing', legId: asked }, 1);
    s.apply({ type: 'take-over', agentId: id(2), callId: 'call', targetAgentId: id(0) }, 1);
    s.answers();
    expect(s.heard()).toEqual({ customer: 'music', 'agent-2': 'tone' });
    s.apply({ type: 'leg-ready', legId: asked }, 1);
    expect(s.heard()).toEqual({ customer: 'music', 'agent-1': 'agent-2', 'agent-2': 'agent-1' });
    s.apply({ type: 'stop-consult', agentId: id(2), callId: 'call' }, 1);
    expect(s.heard()).toEqual({ customer: 'agent-2', 'agent-2': 'customer' });
  });

  test('takes over from one who has the customer on hold: the customer is theirs to take back', () => {
    const s = talking();
    s.apply({ type: 'hold', agentId: id(0), callId: 'call' }, 1);
    s.apply({ type: 'take-over', agentId: id(2), callId: 'call', targetAgentId: id(0) }, 1);
    s.answers();
    expect(s.heard()).toEqual({ customer: 'music', 'agent-2': '' });
    s.apply({ type: 'resume', agentId: id(2), callId: 'call' }, 1);
    expect(s.heard()).toEqual({ customer: 'agent-2', 'agent-2': 'customer' });
  });

  test('takes over from the colleague of an internal call: the caller talks with them', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] });
    s.place(0, '401');
    s.answers();
    s.answers();
    s.apply({ type: 'take-over', agentId: id(2), callId: 'call', targetAgentId: id(1) }, 1);
    s.answers();
    expect([s.call().agentId, s.remote().agentId, s.agent(1).callId]).toEqual([id(0), id(2), null]);
  });

  test('goes along when the agent consults, and hears what the agent hears', () => {
    for (const mode of ['listen', 'barge'] as const) {
      const s = supervised(mode);
      s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
      s.answers();
      expect(s.heard()['agent-2']).toBe('agent-0 agent-1');
      expect(s.heard()['customer']).toBe('music');
      s.apply({ type: 'merge', agentId: id(0), callId: 'call' });
      expect(s.heard()['agent-2']).toBe('agent-0 agent-1 customer');
    }
  });

  test('is out of it when the call goes to another agent: whether they may supervise that one is asked anew', () => {
    const s = supervised('listen');
    s.apply({ type: 'transfer', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
    expect(s.agent(2)).toMatchObject({ callId: null });
    s.answers();
    expect(s.heard()).toEqual({ customer: 'agent-1', 'agent-1': 'customer' });
  });

  test('leaves by hand, by the phone, or by signing out, and those who talk go on', () => {
    const ways: ((s: TestCallControl) => void)[] = [
      (s) => s.apply({ type: 'stop-supervising', agentId: id(2), callId: 'call' }),
      (s) => s.apply({ type: 'hang-up', agentId: id(2), callId: 'call' }),
      (s) => s.apply({ type: 'leg-gone', legId: 'call.4', cause: 16, sipCode: null }),
      (s) => s.apply({ type: 'signed-out', agentId: id(2), sessionId: s.agent(2).sessionId! }),
    ];
    for (const leave of ways) {
      for (const mode of ['listen', 'barge'] as const) {
        const s = supervised(mode);
        leave(s);
        expect([s.heard(), s.agent(2).callId, s.call().parties.length]).toEqual([pair, null, 2]);
      }
    }
  });

  test('does not keep a call up: it ends when one of the two is left', () => {
    const s = supervised('barge');
    s.gone('caller', 5);
    expect(s.call().phase).toBe('ended');
    expect(s.agent(2)).toMatchObject({ callId: null });
  });

  test.each<[string, (s: TestCallControl) => void]>([
    ['the call ends meanwhile', (s) => void s.gone('caller', 1)],
    ['they do not come back', (s) => void s.apply(s.due('grace'), 30)],
    [
      'they are back and leave',
      (s) => {
        s.apply({ type: 'phone-registered', agentId: id(2) }, 2);
        s.answers();
        s.apply({ type: 'hang-up', agentId: id(2), callId: 'call' }, 3);
      },
    ],
    [
      'they are back and the call ends',
      (s) => {
        s.apply({ type: 'phone-registered', agentId: id(2) }, 2);
        s.answers();
        s.gone('caller', 3);
      },
    ],
  ])('[A2.8] has nothing to write up when their page was lost and %s', (_what, end) => {
    for (const mode of ['listen', 'whisper', 'barge'] as const) {
      const s = supervised(mode);
      s.apply({ type: 'phone-issued', agentId: id(2), sessionId: 'new' }, 1);
      end(s);
      expect([s.agent(2).callId, s.agent(2).wrapUpEndsAt, s.agent(2).owesWrapUp]).toEqual([null, null, false]);
      expect(
        s
          .call()
          .legs.filter(({ agentId }) => agentId === id(2))
          .map(({ role }) => role),
      ).not.toContain('agent');
    }
  });

  test.each([
    [false, 'listen'],
    [false, 'whisper'],
    [false, 'barge'],
    [true, 'listen'],
    [true, 'whisper'],
    [true, 'barge'],
  ] as const)(
    '[R1] who is recorded makes a call recorded where its agent is (%s), not by supervising it (%s), until they take it over',
    (isRecorded, mode) => {
      const s = new TestCallControl({ agents: [{ isRecorded }, {}, {}, { isRecorded: true }] }).talking();
      if (isRecorded) s.apply({ type: 'leg-ready', legId: s.near() });
      supervise(s, mode, 3);
      for (let step = 0; step < 2; step++) s.answers();
      const shown = (): boolean[] => [s.call().isRecorded, s.call().recordingStartedAt !== null];
      expect(shown()).toEqual([isRecorded, isRecorded]);
      s.apply({ type: 'phone-issued', agentId: id(3), sessionId: 'new' }, 1);
      s.apply({ type: 'phone-registered', agentId: id(3) }, 2);
      for (let step = 0; step < 2; step++) s.answers();
      expect(shown()).toEqual([isRecorded, isRecorded]);
      s.apply({ type: 'take-over', agentId: id(3), callId: 'call', targetAgentId: id(0) }, 5);
      expect(shown()).toEqual([true, true]);
    },
  );

  test('can be several at once, who do not hear each other', () => {
    const s = supervised('whisper');
    supervise(s, 'listen', 3);
    s.answers();
    expect(s.heard()).toEqual({
      customer: 'agent-0',
      'agent-0': 'agent-2 customer',
      'agent-2': 'agent-0 customer',
      'agent-3': 'agent-0 customer',
    });
  });

  test("is not in the call's record as one who had it", () => {
    const s = supervised('barge');
    s.gone('caller', 5);
    expect(s.record().agentId).toBe(id(0));
    expect(s.call().segments.filter(({ agentId }) => agentId === id(2))).toEqual([]);
  });

  test('cannot supervise themselves, who has no conversation, or while they have a call of their own', () => {
    const s = talking();
    expect(supervise(s, 'listen', 0, 0)).toEqual([]);
    expect(supervise(s, 'listen', 2, 1)).toEqual([]);
    s.own(2);
    expect(supervise(s, 'listen')).toEqual([]);
    expect(supervise(new TestCallControl({ agents: [{}, {}, {}] }).queued(), 'listen')).toEqual([]);
  });

  test("ends a call that is others', and sets an agent's state", () => {
    const s = talking();
    expect(
      s.tell({ type: 'force-hang-up', callId: 'call', targetAgentId: id(0), byAgentId: id(2) }, 5).slice(0, 2),
    ).toEqual(['* forced-off supervisorId=agent-2', '* ended outcome=connected side=system cause=16']);
    s.apply({ type: 'force-state', agentId: id(1), chosen: 'busy', byAgentId: id(2), note: '培训' });
    expect(s.agent(1)).toMatchObject({ state: 'busy', chosen: 'busy' });
  });
});
