/** What agents choose, what is chosen for them, and what too many missed offers lead to. */
import { describe, expect, test } from 'vitest';
import type { Pause } from '../agents/pause.ts';
import { shownSince } from '../agents/state.ts';
import { simulatedConfiguration } from '../simulation/demo-configuration.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const pause = (pauseId: string, state: 'busy' | 'away', limits: Partial<Pause> = {}): [string, Pause] => [
  pauseId,
  { id: pauseId, name: pauseId, nameEn: '', hue: 'grey', state, minutesPerDay: null, maxOfGroup: null, ...limits },
];
function company(missedOffers = 0): TestCallControl {
  const s = new TestCallControl({ agents: [{ groupIds: ['g'] }, { groupIds: ['g'] }, { groupIds: ['g'] }] });
  const pauses = new Map([pause('meal', 'away', { minutesPerDay: 10, maxOfGroup: 1 }), pause('training', 'busy')]);
  s.apply({ type: 'configured', configuration: { ...simulatedConfiguration(3), pauses, missedOffers } });
  return s;
}
const choose = (agent: number, chosen: 'ready' | 'busy' | 'away', pauseId: string | null = null) =>
  ({ type: 'choose-state', agentId: id(agent), chosen, pauseId }) as const;
const seen = (s: TestCallControl, agent = 0) => [s.agent(agent).state, s.agent(agent).reason?.pauseId ?? null];

const since = (s: TestCallControl): number => shownSince(s.agent(0));

describe('[A2.4] how long somebody has been busy or away', () => {
  const reload = (s: TestCallControl, after: number) => {
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, after);
    expect([s.agent(0).state, shownSince(s.agent(0))]).toEqual(['offline', s.now]);
    s.apply({ type: 'phone-registered', agentId: id(0) }, 3);
  };

  test.each([
    ['a named pause', choose(0, 'away', 'meal')],
    ['busy without a reason', choose(0, 'busy')],
    [
      'what a supervisor has set',
      { type: 'force-state', agentId: id(0), chosen: 'busy', byAgentId: id(1), note: '培训' },
    ],
  ] as const)('goes on while they load their page anew: %s', (_what, event) => {
    const s = company();
    s.apply(event);
    const begun = s.now;
    reload(s, 300);
    reload(s, 60);
    expect([shownSince(s.agent(0)), s.agent(0).since]).toEqual([begun, s.now]);
  });

  test('counts the minutes of the day without those in which their page was gone', () => {
    const s = company();
    s.apply(choose(0, 'away', 'meal'));
    reload(s, 300);
    s.apply(choose(0, 'ready'), 60);
    expect(s.agent(0).pausedToday.ms).toEqual({ meal: 360_000 });
  });

  test('begins anew with another wish, after a call, and when they had signed out', () => {
    const s = company();
    s.apply(choose(0, 'away', 'meal'));
    s.apply(choose(0, 'away'), 5);
    expect(since(s)).toBe(s.now);
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 5);
    s.apply(choose(0, 'busy'), 5);
    s.apply({ type: 'phone-registered', agentId: id(0) }, 5);
    expect([s.agent(0).state, since(s)]).toEqual(['busy', s.now]);
    const { chosenAt } = s.agent(0);
    s.place(0, '401');
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 20);
    expect([s.agent(0).state, since(s), s.agent(0).chosenAt]).toEqual(['busy', s.now, chosenAt]);
    s.apply({ type: 'signed-out', agentId: id(0), sessionId: 'new' }, 5);
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'next' }, 50);
    s.apply({ type: 'phone-registered', agentId: id(0) }, 3);
    expect([s.agent(0).state, since(s)]).toEqual(['busy', s.now]);
  });

  test('is told of nobody who is neither', () => {
    const s = company();
    s.apply(choose(0, 'away'));
    s.apply(choose(0, 'ready'), 5);
    reload(s, 5);
    expect([s.agent(0).pausedSince, since(s)]).toEqual([null, s.now]);
  });
});

describe('[A2.4] a named pause', () => {
  test('is had until something else is chosen, and each of them is a state of its own', () => {
    const s = company();
    s.apply(choose(0, 'away', 'meal'));
    const { since } = s.agent(0);
    expect(seen(s)).toEqual(['away', 'meal']);
    s.apply(choose(0, 'away', 'meal'), 5);
    expect(s.agent(0).since).toBe(since);
    s.apply(choose(0, 'away'), 5);
    expect([...seen(s), s.agent(0).since]).toEqual(['away', null, s.now]);
    expect(s.agent(0).pausedToday.ms).toEqual({ meal: 10_000 });
  });

  test('of another state, or of nobody, changes nothing', () => {
    const s = company();
    for (const event of [choose(0, 'busy', 'meal'), choose(0, 'away', 'gone'), choose(0, 'ready', 'training')]) {
      s.apply(event);
      expect(seen(s)).toEqual(['ready', null]);
    }
  });

  test('of which the group has its share stays closed until somebody comes back', () => {
    const s = company();
    s.apply(choose(0, 'away', 'meal'));
    s.apply(choose(1, 'away', 'meal'));
    expect(seen(s, 1)).toEqual(['ready', null]);
    s.apply(choose(0, 'ready'), 5);
    s.apply(choose(1, 'away', 'meal'));
    expect(seen(s, 1)).toEqual(['away', 'meal']);
  });

  test('whose minutes are used up goes on for who is in it, and is closed to who wants it anew', () => {
    const s = company();
    s.apply(choose(0, 'away', 'meal'));
    s.apply({ type: 'agent-deadline', agentId: id(0) }, 700);
    expect(seen(s)).toEqual(['away', 'meal']);
    s.apply(choose(0, 'ready'));
    s.apply(choose(0, 'away', 'meal'));
    expect(seen(s)).toEqual(['ready', null]);
  });
});

describe('[U6] a state that a supervisor sets', () => {
  const force = (chosen: 'ready' | 'away') =>
    ({ type: 'force-state', agentId: id(0), chosen, byAgentId: id(2), note: '临时培训' }) as const;

  test('says who has set it and why, also of ready, until the agent chooses themselves', () => {
    const s = company();
    for (const chosen of ['away', 'ready'] as const) {
      s.apply(force(chosen), 5);
      const reason = { cause: 'forced', pauseId: null, byAgentId: id(2), note: '临时培训' };
      expect(s.agent(0)).toMatchObject({ state: chosen, since: s.now, reason });
    }
    s.apply(choose(0, 'ready'), 5);
    expect([s.agent(0).reason, s.agent(0).since]).toEqual([null, s.now]);
  });

  test('holds from the end of a call, which goes on', () => {
    const s = company();
    s.talking();
    s.apply(force('away'));
    expect(s.agent(0).state).toBe('talking');
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' });
    s.apply({ type: 'finish-wrap-up', agentId: id(0) });
    expect(s.agent(0)).toMatchObject({ state: 'away', reason: { cause: 'forced' } });
  });
});

describe('[A2.4] offers that ring out', () => {
  /** A caller for whom the first agent is the only one ready; their phone rings until it is too late, or they decline, or answer. */
  function offers(s: TestCallControl, ...ends: ('rings out' | 'declined' | 'answered')[]): void {
    for (const agent of [1, 2]) s.apply(choose(agent, 'busy'));
    for (const end of ends) {
      s.queued();
      const { id: legId } = s.call().offers[0]!;
      if (end === 'rings out') s.apply({ type: 'deadline', callId: 'call', name: `ring/${legId}` }, 60);
      if (end === 'declined') s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' });
      if (end === 'answered') s.answers();
      s.apply({ type: 'leg-gone', legId: 'caller', cause: 16, sipCode: null }, 1);
      s.apply({ type: 'finish-wrap-up', agentId: id(0) });
      s.apply({ type: 'agent-deadline', agentId: id(0) }, 30);
    }
  }
  const missed = { state: 'busy', chosen: 'busy', reason: { cause: 'missed-offers' } };

  test('so many in a row make an agent busy, with the reason', () => {
    const s = company(3);
    offers(s, 'rings out', 'rings out');
    expect(s.agent(0)).toMatchObject({ state: 'ready', missedInRow: 2 });
    offers(s, 'rings out');
    expect(s.agent(0)).toMatchObject({ ...missed, missedInRow: 0 });
    s.apply(choose(0, 'ready'));
    expect(s.agent(0)).toMatchObject({ state: 'ready', reason: null });
  });

  test('are counted anew after one that was answered, and what is declined by hand is none', () => {
    const s = company(3);
    offers(s, 'rings out', 'rings out', 'answered', 'rings out', 'declined', 'rings out');
    expect(s.agent(0)).toMatchObject({ state: 'ready', missedInRow: 2 });
    offers(s, 'rings out');
    expect(s.agent(0)).toMatchObject(missed);
  });

  test('lead to nothing where the company has set no number', () => {
    const s = company(0);
    offers(s, 'rings out', 'rings out', 'rings out', 'rings out');
    expect(s.agent(0)).toMatchObject({ state: 'ready', reason: null });
  });
});
