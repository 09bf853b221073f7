/** An agent's state: what is shown of them, when they may be offered a call, what a call leaves behind, whom they may call. */
import { describe, expect, test } from 'vitest';
import { newAgent } from '../callcontrol/phone.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import {
  afterCall,
  changeAgent,
  countToday,
  emptyDay,
  freeForOutsideSince,
  freeSince,
  type Activity,
  type Agent,
} from './agent.ts';

const now = 1_750_000_000_000;
/** Signed in, ready since a minute ago. */
const agentWith = (change: Partial<Agent> = {}): Agent => ({
  ...newAgent(simulatedAgent(0, { wrapUpSeconds: 20 }), now - 60_000),
  sessionId: 's',
  isRegistered: true,
  activity: 'ready',
  ...change,
});

describe('what an agent does', () => {
  test.each<[string, Partial<Agent>, Activity]>([
    ['ready with a phone', {}, 'ready'],
    ['busy by choice', { chosen: 'busy' }, 'busy'],
    ['away by choice', { chosen: 'away' }, 'away'],
    ['offline without a phone', { isRegistered: false }, 'offline'],
    ['offline without a session', { sessionId: null }, 'offline'],
    ['in after-call work, whatever they chose', { wrapUpEndsAt: now + 1, chosen: 'away' }, 'wrap-up'],
    ['in after-call work also without a phone', { wrapUpEndsAt: now + 1, isRegistered: false }, 'wrap-up'],
    ['ringing', { onCall: 'ringing', wrapUpEndsAt: now + 1 }, 'ringing'],
    ['dialing', { onCall: 'dialing' }, 'dialing'],
    ['talking though the phone is lost', { onCall: 'talking', isRegistered: false }, 'talking'],
  ])('[A2.4] is %s', (_what, change, activity) => {
    expect(changeAgent(agentWith({ activity: 'offline' }), change, now).activity).toBe(activity);
  });

  test('[A2.4] has no say in since when they are free, unless it becomes ready', () => {
    const busy = changeAgent(agentWith(), { chosen: 'busy' }, now);
    expect([busy.activity, busy.idleSince]).toEqual(['busy', now - 60_000]);
    expect(changeAgent(busy, { name: '王芳' }, now + 5000)).toEqual({ ...busy, name: '王芳' });
    expect(changeAgent(busy, { chosen: 'ready' }, now + 9000).idleSince).toBe(now + 9000);
  });
});

describe('an offer', () => {
  test.each<[string, Partial<Agent>, number | null, number | null]>([
    ['goes to one who is ready, by how long', { idleSince: 7 }, 7, 7],
    ['does not go to one who is disabled', { isEnabled: false }, null, null],
    ['does not go to one who is not ready', { activity: 'busy' }, null, null],
    ['does not go to one who rests', { noAnswerDelayUntil: now + 1 }, null, null],
    ['goes to one who has rested', { noAnswerDelayUntil: now, idleSince: 7 }, 7, 7],
    ['from outside does not go to an inside-only agent', { isInsideOnly: true, idleSince: 7 }, 7, null],
  ])('[U5] %s', (_what, change, inside, outside) => {
    const agent = agentWith(change);
    expect([freeSince(agent, now), freeForOutsideSince(agent, now)]).toEqual([inside, outside]);
  });
});

describe('after a call', () => {
  const onCall = agentWith({ callId: 'c', legId: 'l', onCall: 'talking', activity: 'talking' });
  test.each<[string, Agent, boolean, Partial<Agent>]>([
    [
      'that was a conversation comes after-call work of so many seconds',
      onCall,
      true,
      { activity: 'wrap-up', wrapUpEndsAt: now + 20_000 },
    ],
    ['that was none comes what they chose', onCall, false, { activity: 'ready', wrapUpEndsAt: null }],
    [
      'comes what they chose where no after-call work is set up',
      { ...onCall, wrapUpSeconds: 0, chosen: 'away' },
      true,
      { activity: 'away', wrapUpEndsAt: null },
    ],
  ])('[A2.8] %s', (_what, agent, hasTalked, expected) => {
    expect(afterCall(agent, 'c', hasTalked, now)).toMatchObject({
      ...expected,
      callId: null,
      legId: null,
      onCall: null,
    });
  });
});

test("[A2.4] the day's figures count up and begin anew at the tenant's midnight", () => {
  const counted = countToday(agentWith(), 'answered', now, 480);
  const again = countToday(agentWith({ today: counted }), 'placed', now, 480);
  expect([counted, again]).toEqual([
    { ...emptyDay, day: 20254, answered: 1 },
    { ...emptyDay, day: 20254, answered: 1, placed: 1 },
  ]);
  expect(countToday(agentWith({ today: again }), 'answered', now, 480)).toEqual({
    ...emptyDay,
    day: 20254,
    answered: 2,
    placed: 1,
  });
  const midnight = Date.UTC(2025, 5, 15, 16);
  expect([
    countToday(agentWith(), 'answered', midnight - 1, 480).day,
    countToday(agentWith(), 'answered', midnight, 480).day,
  ]).toEqual([20254, 20255]);
  expect(countToday(agentWith({ today: again }), 'answered', midnight, 480)).toEqual({
    ...emptyDay,
    day: 20255,
    answered: 1,
  });
});
