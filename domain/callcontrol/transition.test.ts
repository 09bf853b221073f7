/** The state and the transition of one event: what is read back of what was written, and what of it stays. */
import { describe, expect, test } from 'vitest';
import { newCall, newLeg } from './call.ts';
import { simulatedConfiguration } from '../simulation/demo-configuration.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import { emptyDay } from '../queues/day.ts';
import { applyChange, Transition, emptyState, type TenantState } from './transition.ts';
import { endCall, endLeg } from './ending.ts';
import { newAgent } from './phone.ts';
import { reduce } from './reduce.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const now = 1_750_000_000_000;
const call = newCall({
  id: 'c',
  direction: 'inbound',
  phase: 'menu',
  number: '',
  callerName: '',
  ownNumber: '',
  trunkId: 't',
  startedAt: now,
});
const leg = newLeg({ id: 'l', role: 'customer', agentId: null, number: '', startedAt: now });
const live = { lastAgentId: null, today: emptyDay, recentWaits: [] };
const queue = { ...simulatedConfiguration(1).queues.get('queue-1')!, ...live };

/** A state with one agent, one queue and one call of one leg. */
function stateOfOne(): TenantState {
  const transition = new Transition(emptyState(simulatedConfiguration(1)), 'configured', now);
  transition.setAgent(newAgent(simulatedAgent(0), now));
  transition.setQueue(queue);
  transition.setCall(call);
  transition.addLeg('c', leg);
  return applyChange(emptyState(simulatedConfiguration(1)), transition.commit());
}

describe('the transition of an event', () => {
  test('reads what it wrote, else what the state holds', () => {
    const transition = new Transition(stateOfOne(), 'configured', now);
    expect([transition.agentIds(), transition.queueIds(), transition.callIds(), transition.callOfLeg('l')?.id]).toEqual(
      [[id(0)], ['queue-1'], ['c'], 'c'],
    );
    transition.changeAgent(id(0), { name: '王芳' });
    transition.setQueue({ ...queue, name: '售后' });
    transition.changeCall('c', { keys: '1' });
    expect([transition.agent(id(0))?.name, transition.queue('queue-1')?.name, transition.call('c')?.keys]).toEqual([
      '王芳',
      '售后',
      '1',
    ]);
    expect([
      transition.agent(null),
      transition.agent('x'),
      transition.queue(null),
      transition.queue('x'),
      transition.call('x'),
      transition.callOfLeg('x'),
    ]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  test('does not find what it removed, and makes nothing of a change to it', () => {
    const transition = new Transition(stateOfOne(), 'configured', now);
    transition.removeAgent(id(0));
    transition.removeQueue('queue-1');
    transition.forgetLeg('l');
    transition.changeAgent(id(0), { name: '王芳' });
    expect([transition.agent(id(0)), transition.queue('queue-1'), transition.callOfLeg('l')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([transition.agentIds(), transition.queueIds()]).toEqual([[], []]);
  });

  test('says which call or leg it does not know', () => {
    const transition = new Transition(stateOfOne(), 'configured', now);
    expect(() => transition.changeCall('x', {})).toThrow('no call x');
    expect(() => transition.changeLeg('x', 'l', {})).toThrow('no leg l in call x');
    expect(() => transition.changeLeg('c', 'x', {})).toThrow('no leg x in call c');
  });

  test('sets deadlines after so many seconds, keeps the others, and takes one away', () => {
    const transition = new Transition(stateOfOne(), 'configured', now);
    transition.setDeadlines('c', { menu: 5 });
    transition.setDeadlines('c', { ring: 2.5 }, 'l');
    transition.setDeadlines('c', { menu: null, queue: 0 });
    transition.setDeadlines('c', { ring: null }, 'another');
    expect(transition.call('c')?.deadlines).toEqual({ 'ring/l': now + 2500, queue: now });
  });

  test('numbers the facts of each call from one, and ends a call or a leg once', () => {
    const transition = new Transition(stateOfOne(), 'configured', now);
    transition.fact('c', { type: 'alerting' });
    endLeg(transition, 'c', 'l', { cause: 17, sipCode: 486, outcome: 'busy' });
    endLeg(transition, 'c', 'l', { cause: 16, sipCode: null, outcome: 'cancelled' });
    endCall(transition, 'c', { side: 'other', outcome: 'busy', cause: 17 });
    endCall(transition, 'c', { side: 'agent', outcome: 'cancelled' });
    const change = transition.commit();
    expect(change.facts.map(({ seq, at, fact }) => [seq, at, fact.type])).toEqual([
      [1, now, 'alerting'],
      [2, now, 'ended'],
    ]);
    expect(change.calls.get('c')).toMatchObject({
      outcome: 'busy',
      hangupSide: 'other',
      cause: 17,
      version: 2,
      legs: [{ cause: 17, sipCode: 486, outcome: 'busy' }],
    });
    const state = applyChange(stateOfOne(), change);
    expect([state.calls.size, state.legs.size]).toEqual([0, 0]);
  });
});

describe('the agents of a state', () => {
  test('[A2.4] begin signed out, choosing ready, with a day of nothing', () => {
    expect(newAgent(simulatedAgent(0), now)).toEqual({
      ...simulatedAgent(0),
      groupIds: [],
      chosen: 'ready',
      reason: null,
      chosenAt: now,
      pausedToday: { day: 0, ms: {} },
      signedOutOf: [],
      missedInRow: 0,
      isRegistered: false,
      hasDeskPhone: false,
      sessionId: null,
      callId: null,
      legId: null,
      onCall: null,
      second: null,
      owesWrapUp: false,
      state: 'offline',
      since: now,
      pausedSince: null,
      permanentLeg: null,
      permanentLegAfter: 0,
      idleSince: now,
      wrapUpEndsAt: null,
      wrapUpCallId: null,
      lastTalkedAt: 0,
      noAnswerDelayUntil: 0,
      today: { day: 0, answered: 0, placed: 0, talkInMs: 0, talkOutMs: 0 },
    });
  });

  test('[A2.4] keep their state when their user is changed', () => {
    const s = new TestCallControl();
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'busy' }, 5);
    const before = s.agent(0);
    s.apply({ type: 'agent-saved', agent: simulatedAgent(0, { isRecorded: false, name: '王芳' }) }, 5);
    expect(s.agent(0)).toEqual({ ...before, name: '王芳' });
  });

  test('[U2] leave it with their user, unless they have a call', () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'agent-removed', agentId: id(0) });
    s.apply({ type: 'agent-removed', agentId: id(1) });
    expect([...s.state.agents.keys()]).toEqual([id(0)]);
  });

  test('[P1] are untouched in the state that was given', () => {
    const state = stateOfOne();
    const { configuration } = state;
    const change = reduce(state, { type: 'configured', configuration: { ...configuration, licensedChannels: 7 } }, now);
    expect([state.configuration, change.configuration?.licensedChannels]).toEqual([configuration, 7]);
    expect(applyChange(state, change).configuration.licensedChannels).toBe(7);
  });
});
