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
  isReady,
  type Agent,
} from './agent.ts';

const now = 1_750_000_000_000;
/** Signed in, ready since a minute ago. */
const agentWith = (change: Partial<Agent> = {}): Agent => ({
  ...newAgent(simulatedAgent(0, { wrapUpSeconds: 20 }), now - 60_000),
  sessionId: 's',
  isRegistered: true,
  state: 'ready',
  ...change,
});

describe('whoever could take a call', () => {
  test.each<[string, Partial<Agent>, boolean]>([
    ['one who is ready with a phone', {}, true],
    ['nobody who is busy by choice', { chosen: 'busy' }, false],
    ['nobody who is away by choice', { chosen: 'away' }, false],
    ['nobody without a phone', { isRegistered: false }, false],
    ['nobody without a session', { sessionId: null }, false],
    ['nobody in after-call work', { wrapUpEndsAt: now + 1 }, false],
    ['nobody at whom another rings', { onCall: 'ringing' }, false],
    ['nobody who dials', { onCall: 'dialing' }, false],
    ['nobody who talks', { onCall: 'talking' }, false],
  ])('[A2.4] [U5] is %s, at once and whatever their state was before the event', (_what, change, expected) => {
    expect((['offline', 'ready', 'talking'] as const).map((state) => isReady(agentWith({ ...change, state })))).toEqual(
      [expected, expected, expected],
    );
  });

  test('[A2.4] could so since they became ready, and not since anything else of them changed', () => {
    const busy = changeAgent(agentWith(), { chosen: 'busy' }, now);
    expect(busy.idleSince).toBe(now - 60_000);
    expect(changeAgent(busy, { name: '王芳' }, now + 5000)).toEqual({ ...busy, name: '王芳' });
    const ready = changeAgent(busy, { chosen: 'ready' }, now + 9000);
    expect(ready.idleSince).toBe(now + 9000);
    expect(changeAgent(ready, { name: '王芳' }, now + 10_000).idleSince).toBe(now + 9000);
  });
});

describe('an offer', () => {
  test.each<[string, Partial<Agent>, number | null, number | null]>([
    ['goes to one who is ready, by how long', { idleSince: 7 }, 7, 7],
    ['does not go to one who is disabled', { isEnabled: false }, null, null],
    ['does not go to one who is not ready', { chosen: 'busy' }, null, null],
    ['does not go to one who rests', { noAnswerDelayUntil: now + 1 }, null, null],
    ['goes to one who has rested', { noAnswerDelayUntil: now, idleSince: 7 }, 7, 7],
    ['from outside does not go to an inside-only agent', { isInsideOnly: true, idleSince: 7 }, 7, null],
  ])('[U5] %s', (_what, change, inside, outside) => {
    const agent = agentWith(change);
    expect([freeSince(agent, now), freeForOutsideSince(agent, now)]).toEqual([inside, outside]);
  });
});

describe('after a call', () => {
  const onCall = agentWith({ callId: 'c', legId: 'l', onCall: 'talking', state: 'talking' });
  test.each<[string, Agent, boolean, Partial<Agent>]>([
    ['that was a conversation comes after-call work of so many seconds', onCall, true, { wrapUpEndsAt: now + 20_000 }],
    ['that was none comes what they chose', onCall, false, { wrapUpEndsAt: null }],
    [
      'comes what they chose where no after-call work is set up',
      { ...onCall, wrapUpSeconds: 0, chosen: 'away' },
      true,
      { wrapUpEndsAt: null },
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
