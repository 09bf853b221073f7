/** Named pauses: the minutes of a day, the places of a group, and reasons that say the same. */
import { describe, expect, test } from 'vitest';
import { newAgent } from '../callcontrol/phone.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import type { Agent } from './agent.ts';
import {
  isSameReason,
  ownReason,
  pausedUntil,
  pauseNow,
  usedMs,
  usedUpAt,
  whyNotPause,
  type Pause,
  type Reason,
} from './pause.ts';

const minute = 60_000;
/** Noon at the tenant's clock; its midnight is twelve hours away to both sides. */
const noon = Date.UTC(2026, 10, 29, 4);
const offset = 480;
const at = { now: noon, utcOffsetMinutes: offset };
const today = Math.floor((noon + offset * minute) / 86_400_000);
const pause = (change: Partial<Pause> = {}): Pause => ({
  id: 'meal',
  name: '用餐',
  nameEn: 'Meal',
  hue: 'sand',
  state: 'away',
  minutesPerDay: 60,
  maxOfGroup: 2,
  ...change,
});
const agentWith = (i: number, change: Partial<Agent> = {}): Agent => ({
  ...newAgent(simulatedAgent(i, { groupIds: ['sales'] }), noon),
  sessionId: 's',
  isRegistered: true,
  state: 'ready',
  ...change,
});
const inIt = (i: number, change: Partial<Agent> = {}): Agent =>
  agentWith(i, { chosen: 'away', state: 'away', reason: ownReason('meal'), ...change });

describe('[A2.4] the minutes of a day', () => {
  test.each<[string, Agent, number]>([
    ['none before the first', agentWith(0), 0],
    ['those that run', inIt(0, { since: noon - 7 * minute }), 7],
    [
      'those of before with those that run',
      inIt(0, { since: noon - 7 * minute, pausedToday: { day: today, ms: { meal: 5 * minute } } }),
      12,
    ],
    ['those of before while in none', agentWith(0, { pausedToday: { day: today, ms: { meal: 5 * minute } } }), 5],
    ['none of yesterday', agentWith(0, { pausedToday: { day: today - 1, ms: { meal: 5 * minute } } }), 0],
    ['since midnight alone of one that began before', inIt(0, { since: noon - 1000 * minute }), 720],
    ['none of another', agentWith(0, { pausedToday: { day: today, ms: { rest: 5 * minute } } }), 0],
    ['none while a call has them, whatever comes after', inIt(0, { state: 'talking', since: noon - 7 * minute }), 0],
  ])('are %s', (_what, agent, minutes) => {
    expect(usedMs(agent, 'meal', noon, offset)).toBe(minutes * minute);
  });

  test('are kept when the state is over, with those of other pauses, and from zero on another day', () => {
    const agent = inIt(0, {
      since: noon - 7 * minute,
      pausedToday: { day: today, ms: { meal: minute, rest: minute } },
    });
    expect(pausedUntil(agent, noon, offset)).toEqual({ day: today, ms: { meal: 8 * minute, rest: minute } });
    const before = inIt(0, {
      since: noon - 7 * minute,
      pausedToday: { day: today - 1, ms: { meal: minute, rest: minute } },
    });
    expect(pausedUntil(before, noon, offset)).toEqual({ day: today, ms: { meal: 7 * minute } });
    const ready = agentWith(0);
    expect(pausedUntil(ready, noon, offset)).toBe(ready.pausedToday);
  });

  test('tell when they are used up, also when they are already', () => {
    expect(usedUpAt(inIt(0, { since: noon - 7 * minute }), pause(), noon, offset)).toBe(noon + 53 * minute);
    expect(usedUpAt(inIt(0, { since: noon - 70 * minute }), pause(), noon, offset)).toBe(noon - 10 * minute);
    expect(usedUpAt(inIt(0), pause({ minutesPerDay: null }), noon, offset)).toBeNull();
  });
});

describe('[A2.4] a pause is refused', () => {
  const used = (minutes: number) => ({ pausedToday: { day: today, ms: { meal: minutes * minute } } });
  const why = (agent: Agent, colleagues: Agent[], change: Partial<Pause> = {}) => {
    const refused = whyNotPause(pause(change), agent, [agent, ...colleagues], at);
    return refused?.why === 'full' ? refused.holders.map(({ id }) => id) : (refused?.why ?? null);
  };
  const [one, two] = [inIt(1), inIt(2)];

  test.each<[string, ReturnType<typeof why>, ReturnType<typeof why>]>([
    ['to nobody who has minutes and a place', why(agentWith(0, used(59)), [one]), null],
    ['when the minutes are used up', why(agentWith(0, used(60)), []), 'used-up'],
    [
      'never without a limit',
      why(agentWith(0, used(600)), [one, two], { minutesPerDay: null, maxOfGroup: null }),
      null,
    ],
    ['when the group has its share, with who has it', why(agentWith(0), [one, two]), [one.id, two.id]],
    ['not for those of another group', why(agentWith(0), [one, { ...two, groupIds: ['service'] }]), null],
    ['for any of several groups', why(agentWith(0, { groupIds: ['service', 'sales'] }), [one, two]), [one.id, two.id]],
    ['not to who is in no group', why(agentWith(0, { groupIds: [] }), [one, two]), null],
    ['not for who has signed out', why(agentWith(0), [one, { ...two, state: 'offline', sessionId: null }]), null],
    [
      'for who loads the page anew',
      why(agentWith(0), [one, { ...two, state: 'offline', isRegistered: false }]),
      [one.id, two.id],
    ],
    ['for who will have it after their call', why(agentWith(0), [one, { ...two, state: 'talking' }]), [one.id, two.id]],
    ['not to who has it already', why(inIt(0, used(90)), [one, two]), null],
    ['not for another pause', why(agentWith(0), [one, { ...two, reason: ownReason('rest') }]), null],
  ])('%s', (_what, refused, expected) => expect(refused).toEqual(expected));
});

test('[A2.4] a pause is one while somebody is busy or away, and reasons that say the same are the same', () => {
  const states = (['ready', 'busy', 'away', 'talking', 'wrap-up', 'offline'] as const).map((state) =>
    pauseNow({ state, reason: ownReason('meal') }),
  );
  expect(states).toEqual([null, 'meal', 'meal', null, null, null]);
  expect(pauseNow({ state: 'away', reason: null })).toBeNull();
  const forced: Reason = { cause: 'forced', pauseId: null, byAgentId: 'b', note: '培训' };
  expect(isSameReason(forced, { ...forced })).toBe(true);
  expect(isSameReason(null, null)).toBe(true);
  for (const other of [
    null,
    { ...forced, cause: 'own' as const },
    { ...forced, note: '' },
    { ...forced, byAgentId: 'c' },
    { ...forced, pauseId: 'meal' },
  ])
    expect([isSameReason(forced, other), isSameReason(other, forced)]).toEqual([false, false]);
  expect(ownReason(null)).toBeNull();
});
