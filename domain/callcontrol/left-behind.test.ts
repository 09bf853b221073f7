/** Nobody is left behind: what several people in a call do to it one after the other, of whom one is lost, listens, or leaves. */
import { describe, expect, test } from 'vitest';
import { routerOf } from '../queues/router.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { CallTarget, Event } from './event.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const colleague: CallTarget = { kind: 'agent', agentId: id(1) };
const outside: CallTarget = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid };
const team = (): TestCallControl => new TestCallControl({ agents: [{}, {}, {}, {}] });
const ask = (target: CallTarget = colleague, by = 0): Event => ({
  type: 'consult',
  agentId: id(by),
  callId: 'call',
  target,
});
const act = (
  type: 'merge' | 'complete-transfer' | 'stop-consult' | 'hang-up' | 'swap' | 'hold' | 'resume',
  by = 0,
): Event => ({ type, agentId: id(by), callId: 'call' });
const lost = (by = 0): Event => ({ type: 'signed-out', agentId: id(by), sessionId: `session-${by}` });
const listen: Event = { type: 'supervise', agentId: id(3), callId: 'call', targetAgentId: id(0), mode: 'listen' };
const play = (s: TestCallControl, ...steps: (Event | 'answers')[]): TestCallControl => {
  for (const step of steps) {
    if (step === 'answers') s.answers();
    else s.apply(step, 1);
  }
  return s;
};
const speaking = (s: TestCallControl): TestCallControl =>
  play(s, ask(outside), { type: 'leg-ready', legId: 'call.5' }, { type: 'leg-early-media', legId: 'call.5' });

describe('[A2.5] the customer', () => {
  test('is given to whoever rings when the agent leaves, whether a supervisor listens or the network speaks', () => {
    const listened = play(team().talking(), listen, 'answers', ask(), act('hang-up'), 'answers');
    expect(listened.heard()).toEqual({ customer: 'agent-1', 'agent-1': 'customer' });
    for (const leave of [act('hang-up'), lost()]) {
      const s = play(speaking(team().talking()), leave);
      expect([s.heard(), s.call().phase]).toEqual([{ customer: 'music', [mobile]: '' }, 'offered']);
      s.apply({ type: 'leg-answered', legId: 'call.5' }, 3);
      expect(s.heard()).toEqual({ customer: mobile, [mobile]: 'customer' });
    }
  });

  test('of a call that the agent placed goes on with the colleague when the agent is lost for good', () => {
    const s = team().dialing();
    s.apply({ type: 'leg-answered', legId: s.far() }, 3);
    play(s, ask(), 'answers', act('merge'), lost());
    expect([s.heard(), s.call().agentId]).toEqual([{ customer: 'agent-1', 'agent-1': 'customer' }, id(1)]);
  });

  test('is not given away by one of three while a fourth rings', () => {
    const s = play(
      team().talking(),
      ask(),
      'answers',
      act('merge'),
      ask({ kind: 'agent', agentId: id(2) }),
      act('complete-transfer'),
    );
    expect([s.call().phase, s.call().agentId]).toEqual(['talking', id(0)]);
  });

  test('is not sent to a queue that is full', () => {
    const s = new TestCallControl({ agents: [{}], queue: { maxWaiting: 1 } }).talking();
    s.queued('second', 'second-caller');
    expect(
      s.tell({ type: 'transfer', agentId: id(0), callId: 'call', target: { kind: 'queue', queueId: 'queue-1' } }),
    ).toEqual([]);
  });

  test('hears goodbye when their queue is gone by the time that their wait is over', () => {
    const s = team().queued();
    s.state = { ...s.state, queues: new Map(), router: routerOf([], [], [], s.now) };
    expect(s.tell(s.due('queue'), 120)).toContain('* goodbye');
  });
});

describe('[A2.5] those who are left', () => {
  test('of a consultation whose customer is gone talk with each other, whatever they had been doing, and nobody waits in line', () => {
    for (const before of [[], [act('swap')]]) {
      for (const after of [[], [act('complete-transfer')], [act('stop-consult')]]) {
        const s = play(team().talking(), ask(), 'answers', ...before);
        s.gone('caller', 1);
        play(s, ...after);
        expect(s.heard()).toEqual({ 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
      }
    }
    const s = play(team().talking(), ask(), 'answers');
    s.gone('caller', 1);
    s.apply(lost(), 1);
    expect(s.call().phase).toBe('ended');
  });

  test('talk on while somebody whom one of them has asked begins to ring', () => {
    const s = play(team().talking(), ask(), 'answers', act('merge'), ask({ kind: 'agent', agentId: id(2) }));
    s.gone('caller', 1);
    s.apply({ type: 'leg-ringing', legId: s.rung() }, 1);
    expect(s.heard()).toEqual({ 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
  });

  test('come to the others when the one who asked them aside leaves', () => {
    const s = play(
      team().talking(),
      ask(),
      'answers',
      act('merge'),
      ask({ kind: 'agent', agentId: id(2) }, 1),
      'answers',
      act('hang-up', 1),
    );
    expect(s.heard()).toEqual({
      customer: 'agent-0 agent-2',
      'agent-0': 'agent-2 customer',
      'agent-2': 'agent-0 customer',
    });
  });

  test("are not moved by whoever was asked: the consultation is the other's", () => {
    const s = play(
      team().talking(),
      ask(),
      'answers',
      act('stop-consult', 1),
      ask({ kind: 'agent', agentId: id(2) }, 1),
    );
    expect([s.heard(), s.call().agentId]).toEqual([
      { customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' },
      id(0),
    ]);
  });

  test('do not see somebody ring for ever who spoke before the answer and was asked no more', () => {
    const s = play(speaking(team().talking()), ask());
    expect(s.call().parties.map(({ id: one }) => one)).toEqual(['caller', 'call.3']);
  });
});

describe('[U6] a supervisor', () => {
  test('holds nobody: what they would hold nobody could take back', () => {
    const s = play(team().talking(), { ...listen, mode: 'barge' } as Event, 'answers');
    expect(s.tell(act('hold', 3))).toEqual([]);
  });

  test('has nothing to write up, and a leg of their own kind until they take over', () => {
    const s = play(team().talking(), listen, 'answers');
    expect(s.call().legs.map(({ role }) => role)).toEqual(['customer', 'agent', 'supervisor']);
    s.apply({ type: 'stop-supervising', agentId: id(3), callId: 'call' }, 9);
    expect(s.agent(3)).toMatchObject({ state: 'ready', wrapUpEndsAt: null });
    play(s, { type: 'take-over', agentId: id(3), callId: 'call', targetAgentId: id(0) }, 'answers');
    expect(s.call().legs.at(-1)).toMatchObject({ role: 'agent', agentId: id(3) });
  });

  test('is recorded from the moment at which they take over', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}, { isRecorded: true }] }).talking();
    s.apply(listen, 1);
    expect(s.answers()).toEqual(['arm-recorder legId=call.4']);
    s.answers();
    s.apply({ type: 'take-over', agentId: id(3), callId: 'call', targetAgentId: id(0) }, 5);
    expect(s.call().legs.at(-1)).toMatchObject({
      recorder: 'armed',
      spans: [{ bridgeId: 'call.e5' }, { bridgeId: 'call.b1', to: null }],
    });
  });

  test('ends no conversation that has gone on to another agent', () => {
    const s = play(
      team().talking(),
      { type: 'transfer', agentId: id(0), callId: 'call', target: colleague },
      'answers',
    );
    expect(s.tell({ type: 'force-hang-up', callId: 'call', targetAgentId: id(0), byAgentId: id(3) })).toEqual([]);
  });
});

describe('[A2.1] keys behind a number', () => {
  test('are sent to whoever was asked or given the call, as to whoever was called', () => {
    const withKeys = { ...outside, keys: '8001' } as CallTarget;
    for (const event of [
      ask(withKeys),
      { type: 'transfer', agentId: id(0), callId: 'call', target: withKeys } as Event,
    ]) {
      const s = play(team().talking(), event);
      play(s, { type: 'leg-ready', legId: s.rung() });
      const leg = s.rung();
      s.apply({ type: 'leg-answered', legId: leg }, 1);
      expect(s.tell(s.due('keys'), 2)).toEqual(['* digits-sent count=4', `send-digits legId=${leg} digits=8001`]);
    }
  });
});
