/** A call that rings at a colleague is taken by another. */
import { describe, expect, test } from 'vitest';
import { hasRow } from './record.ts';
import { id, members, TestCallControl } from './test-callcontrol.ts';

const pickUp = (s: TestCallControl, by: number, from = 0): string[] =>
  s.tell({ type: 'pick-up', agentId: id(by), callId: 'call', fromAgentId: id(from) }, 2);
const activities = (s: TestCallControl): string[] => [...s.state.agents.keys()].map((_, i) => s.agent(i).state);

/** agent-0 calls agent-1, whose phone rings. */
const internal = (): TestCallControl => {
  const s = new TestCallControl({ agents: [{}, {}, {}] });
  s.place(0, '401');
  s.apply({ type: 'leg-ready', legId: s.near() }, 1);
  s.apply({ type: 'leg-ringing', legId: s.far() }, 1);
  return s;
};

describe('[A2.7] a call that rings at a colleague', () => {
  test('rings on there until the phone of who takes it is there, and nobody has missed anything', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).queued();
    expect(pickUp(s, 2)).toEqual([
      'ring-agent legId=call.4 agentId=agent-2 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=true',
    ]);
    expect(activities(s)).toEqual(['offered', 'ready', 'dialing']);
    expect(s.answers().slice(0, 2)).toEqual([
      '* picked-up agentId=agent-2 fromAgentId=agent-0',
      '* agent-answered agentId=agent-2 extension=402 seconds=1',
    ]);
    expect([s.heard(), s.call().agentId, s.agent(0).state, s.agent(0).noAnswerDelayUntil]).toEqual([
      { customer: 'agent-2', 'agent-2': 'customer' },
      id(2),
      'ready',
      0,
    ]);
  });

  test("of a colleague who called another is taken too, and recorded on the caller's side alone as any such call", () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }, {}, { isRecorded: true }] });
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: 'call.1' });
    pickUp(s, 2, 1);
    s.answers();
    expect(s.heard()).toEqual({ 'agent-0': 'agent-2', 'agent-2': 'agent-0' });
    expect(s.call().legs.map(({ recorder }) => recorder)).toEqual(['armed', 'none', 'none']);
    expect([s.agent(1).state, s.call().remoteId, s.call().phase]).toEqual(['ready', s.call().legs[2]!.id, 'talking']);
  });

  test('has no row of who only began to take it, and one of who has it', () => {
    const rows = (s: TestCallControl): boolean[] =>
      s
        .call()
        .legs.filter(({ agentId }) => agentId === id(2))
        .map(hasRow);
    for (const make of [internal, () => new TestCallControl({ agents: [{}, {}, {}] }).queued()]) {
      const s = make();
      const from = s.call().offers[0]!.agentId === id(0) ? 0 : 1;
      pickUp(s, 2, from);
      expect(rows(s)).toEqual([false]);
      s.apply({ type: 'hang-up', agentId: id(2), callId: 'call' }, 1);
      pickUp(s, 2, from);
      s.answers();
      expect([rows(s), s.agent(2).state]).toEqual([[false, true], 'talking']);
    }
  });

  test('of a colleague goes on ringing there when the phone of who takes it does not answer', () => {
    const s = internal();
    pickUp(s, 2, 1);
    const [, ringing] = s.call().legs;
    expect(s.gone(s.rung())).toEqual([]);
    expect([s.call().phase, s.call().remoteId, activities(s)]).toEqual([
      'dialing',
      ringing!.id,
      ['dialing', 'ringing', 'ready'],
    ]);
    s.apply({ type: 'leg-ready', legId: ringing!.id }, 3);
    expect(s.heard()).toEqual({ 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
  });

  test("of a colleague ends unanswered when nobody takes it, also while somebody's phone is being connected for it", () => {
    const s = internal();
    pickUp(s, 2, 1);
    s.apply({ type: 'deadline', callId: 'call', name: `ring/${s.call().remoteId!}` }, 60);
    expect(activities(s)).toEqual(['dialing', 'ready', 'offered']);
    s.apply({ type: 'deadline', callId: 'call', name: `ring/${s.rung()}` }, 20);
    expect([s.call().outcome, activities(s)]).toEqual(['no-answer', ['ready', 'ready', 'ready']]);
  });

  /** Declined, let ring, or their phone is gone. */
  const endings: ((s: TestCallControl) => void)[] = [
    (s) => void s.apply({ type: 'hang-up', agentId: id(1), callId: 'call' }, 1),
    (s) => void s.apply({ type: 'deadline', callId: 'call', name: `ring/${s.call().offers[0]!.id}` }, 60),
    (s) => void s.gone(s.call().offers[0]!.id, 1, { cause: 21, sipCode: 603 }),
  ];
  test.each([0, 1, 2])(
    'is not lost when the colleague ends it (%i) while the phone of who takes it is being connected',
    (n) => {
      const direct = new TestCallControl({ agents: [{}, {}, {}] });
      direct.inbound();
      direct.press('0', '4', '0', '1');
      for (const s of [internal(), direct]) {
        pickUp(s, 2, 1);
        endings[n]!(s);
        expect([s.call().phase === 'ended', s.agent(1).state, s.agent(2).state]).toEqual([false, 'ready', 'offered']);
        s.answers();
        expect([s.call().phase, s.agent(2).state, Object.keys(s.heard()).includes('agent-2')]).toEqual([
          'talking',
          'talking',
          true,
        ]);
      }
    },
  );

  test('for an extension leads back to the menu when neither the colleague nor who takes it answers', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] });
    s.inbound();
    s.press('0', '4', '0', '1');
    pickUp(s, 2, 1);
    s.apply({ type: 'hang-up', agentId: id(1), callId: 'call' }, 1);
    s.gone(s.rung());
    expect([s.call().phase, activities(s)]).toEqual(['menu', ['ready', 'ready', 'ready']]);
  });

  test('is not taken when they think better of it before their phone is there', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).queued();
    pickUp(s, 2);
    expect(s.tell({ type: 'hang-up', agentId: id(2), callId: 'call' }, 1)).toEqual(['hang-up legId=call.4 cause=16']);
    expect([activities(s), s.agent(2).noAnswerDelayUntil]).toEqual([['offered', 'ready', 'ready'], 0]);
  });

  test('goes on to the next agent when the colleague declines it and the phone of who takes it does not answer', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).queued();
    pickUp(s, 2);
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
    expect(activities(s)).toEqual(['ready', 'ready', 'dialing']);
    s.gone('call.4');
    expect(activities(s)).toEqual(['ready', 'offered', 'ready']);
  });

  test('of a whole queue stops at all of them when one takes it, and rings anew at none', () => {
    const s = new TestCallControl({
      agents: [{}, {}, {}, {}],
      queue: { strategy: 'ring-all', members: members(id(0), id(1), id(2)) },
    }).queued();
    pickUp(s, 3, 1);
    expect(activities(s)).toEqual(['offered', 'offered', 'offered', 'dialing']);
    s.answers();
    expect(activities(s)).toEqual(['ready', 'ready', 'ready', 'talking']);
    expect(s.call().legs.filter(({ agentId }) => agentId === id(1))).toHaveLength(1);
  });

  test('is not taken by one who has a call, has no phone, takes inside calls alone, or from one at whom it does not ring', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}, { isInsideOnly: true }] }).queued();
    s.apply({ type: 'phone-lost', agentId: id(2) });
    expect(pickUp(s, 2)).toEqual([]);
    s.own(1);
    expect(pickUp(s, 1)).toEqual([]);
    expect(pickUp(s, 3)).toEqual([]);
    s.apply({ type: 'phone-registered', agentId: id(2) });
    expect(pickUp(s, 2, 3)).toEqual([]);
    const t = new TestCallControl({ agents: [{}, {}, {}] }).talking();
    expect(pickUp(t, 2)).toEqual([]);
  });

  test('is answered once when both answer at the same moment, and taken by one alone', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).queued();
    const first = s.near();
    pickUp(s, 2);
    expect(pickUp(s, 1)).toEqual([]);
    s.answers();
    expect(s.tell({ type: 'leg-ready', legId: first })).toEqual([]);
    expect(s.call().parties).toHaveLength(2);
    const t = internal();
    pickUp(t, 2, 1);
    t.apply({ type: 'leg-ready', legId: t.far() });
    expect([t.heard(), t.agent(2).state, t.call().offers]).toEqual([
      { 'agent-0': 'agent-1', 'agent-1': 'agent-0' },
      'ready',
      [],
    ]);
  });

  test("is nobody's any more to fetch when it was parked meanwhile, and goes on talking when that time is over", () => {
    const s = new TestCallControl({ agents: [{}, {}, {}, {}] });
    s.dialing();
    s.apply({ type: 'leg-answered', legId: s.far() }, 5);
    s.apply({ type: 'park', agentId: id(0), callId: 'call' }, 5);
    s.apply(s.due('park'), 120);
    expect(s.call().offers.map(({ reason, agentId }) => [reason, agentId])).toEqual([['return', id(0)]]);
    pickUp(s, 2);
    s.apply({ type: 'phone-lost', agentId: id(0) }, 1);
    s.answers();
    expect([s.call().phase, s.call().slot, s.call().deadlines]).toEqual(['talking', null, {}]);
    expect(s.heard()).toEqual({ customer: 'agent-2', 'agent-2': 'customer' });
  });
});
