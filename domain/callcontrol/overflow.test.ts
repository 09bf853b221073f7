import { describe, expect, test } from 'vitest';
import {
  overflowGoal,
  overflowLoop,
  overflowTo,
  storedGoal,
  type EmptyRule,
  type Overflow,
  type OverflowGoal,
} from '../queues/overflow.ts';
import type { Agent } from '../agents/agent.ts';
import type { Queue } from '../queues/queue.ts';
import type { DialNumber } from '../numbers/dial.ts';
import { simulatedConfiguration, simulatedDid } from '../simulation/demo-configuration.ts';
import { isStaffed } from './overflow.ts';
import { id, members, mobile, TestCallControl, type TestSetup } from './test-callcontrol.ts';
import type { Transition } from './transition.ts';

const goal = (to: 'voicemail' | 'goodbye'): OverflowGoal => ({ to });
const toQueue = (queueId: string): OverflowGoal => ({ to: 'queue', queueId });
const toNumber: OverflowGoal = { to: 'number', number: mobile };

interface Two extends Pick<TestSetup, 'agents' | 'configuration'> {
  overflow: Partial<Overflow>;
  first?: Partial<Queue>;
  second?: Partial<Queue>;
}

/** A caller's queue of the first agent, and a second one of the second agent. */
function twoQueues({ overflow, first, second, agents = [{}, {}], configuration }: Two): TestCallControl {
  const [one] = [...simulatedConfiguration(0).queues.values()];
  const queues = [
    { ...one!, members: members(id(0)), overflow: { ...overflowTo(goal('goodbye')), ...overflow }, ...first },
    { ...one!, id: 'queue-2', members: members(id(1)), ...second },
  ];
  return new TestCallControl({
    agents,
    configuration: { queues: new Map(queues.map((queue) => [queue.id, queue])), ...configuration },
  });
}
const away = (s: TestCallControl, ...agents: number[]): void => {
  for (const i of agents) s.apply({ type: 'choose-state', agentId: id(i), chosen: 'away' });
};
const facts = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('* '));

describe('[U5] a caller whom a queue does not keep', () => {
  test('because they waited too long goes to another queue, and its free agent is asked at once', () => {
    const s = twoQueues({ overflow: { late: toQueue('queue-2') } });
    away(s, 0);
    s.queued();
    expect(facts(s.tell(s.due('queue'), 120))).toEqual([
      '* queue-timeout queueId=queue-1 seconds=120',
      '* overflowed queueId=queue-2',
      '* queue-entered queueId=queue-2 position=1',
      '* agent-offered agentId=agent-1 extension=401',
    ]);
    expect(s.answers()).toContain('* agent-answered agentId=agent-1 extension=401 seconds=1');
    expect(s.heard()).toEqual({ customer: 'agent-1', 'agent-1': 'customer' });
    expect(s.call()).toMatchObject({ overflowedFrom: [] });
  });

  test('keeps the time for which they have waited: who came to the other queue later stands behind them', () => {
    const s = twoQueues({ overflow: { late: toQueue('queue-2') } });
    away(s, 0, 1);
    s.queued();
    s.now += 100_000;
    const toSecond = s.state.configuration.menus.get('menu-1')!;
    const menus = new Map([['menu-1', { ...toSecond, keys: { 1: { to: 'queue', queueId: 'queue-2' } as const } }]]);
    s.apply({ type: 'configured', configuration: { ...s.state.configuration, menus } });
    s.queued('later', 'later-caller');
    expect(facts(s.tell(s.due('queue'), 30))).toContain('* queue-entered queueId=queue-2 position=1');
  });

  test('because it is full goes where that leads, and never waits there', () => {
    const s = twoQueues({ overflow: { full: toQueue('queue-2') }, first: { maxWaiting: 0 } });
    s.inbound();
    expect(facts(s.press('1'))).toEqual([
      '* key-pressed key=1',
      '* queue-full queueId=queue-1',
      '* overflowed queueId=queue-2',
      '* queue-entered queueId=queue-2 position=1',
      '* agent-offered agentId=agent-1 extension=401',
    ]);
  });

  test('goes to a menu', () => {
    const s = twoQueues({ overflow: { late: { to: 'menu', menuId: 'menu-1' } } });
    away(s, 0);
    s.queued();
    expect(s.tell(s.due('queue'), 120)).toEqual([
      '* queue-timeout queueId=queue-1 seconds=120',
      '* overflowed menuId=menu-1',
      '* menu-entered menuId=menu-1',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p3 what=welcome',
    ]);
    expect(s.call()).toMatchObject({ phase: 'menu' });
  });

  test('goes to a number outside: they hear music, then that it rings, then who answers there', () => {
    const s = twoQueues({ overflow: { late: toNumber } });
    away(s, 0);
    s.queued();
    expect(s.tell(s.due('queue'), 120)).toEqual([
      '* queue-timeout queueId=queue-1 seconds=120',
      '* overflowed number=+8613900000042',
      'create-leg legId=call.3 trunkId=trunk-1 number=13900000042 callerId=07550000001',
    ]);
    s.apply({ type: 'leg-ready', legId: 'call.3' });
    expect(s.tell({ type: 'leg-ringing', legId: 'call.3' }, 1)).toContain(
      'play channelId=caller playbackId=call.p4 what=ringing',
    );
    expect(facts(s.tell({ type: 'leg-answered', legId: 'call.3' }, 4))).toEqual(['* connected seconds=5']);
    expect(s.heard()).toEqual({ customer: mobile, [mobile]: 'customer' });
    s.gone('caller', 30);
    expect(s.record()).toMatchObject({ outcome: 'connected', queueId: 'queue-1', talkSeconds: 30, waitSeconds: 120 });
  });

  test('is not sent on to a number for which they hold the last line themselves', () => {
    const { trunks } = simulatedConfiguration(0, { channels: 1 });
    const s = twoQueues({ overflow: { late: toNumber }, configuration: { trunks } });
    away(s, 0);
    s.queued();
    expect(facts(s.tell(s.due('queue'), 120))).toContain(`* refused reason=lines-full number=${mobile}`);
    expect(s.call().phase).toBe('voicemail');
  });

  test('finds nobody there where the members talk with colleagues alone', () => {
    const s = twoQueues({ overflow: { empty: goal('goodbye') }, agents: [{ isInsideOnly: true }, {}] });
    s.inbound();
    expect(facts(s.press('1'))).toContain('* queue-empty queueId=queue-1');
  });

  test.each([
    ['busy', (s: TestCallControl) => s.gone('call.3', 2, { cause: 17, sipCode: 486 })],
    ['not answered', (s: TestCallControl) => s.tell(s.due('ring'), 60)],
  ])('can leave a message where the number outside is %s', (_what, ends) => {
    const s = twoQueues({ overflow: { late: toNumber } });
    away(s, 0);
    s.queued();
    s.apply(s.due('queue'), 120);
    s.apply({ type: 'leg-ready', legId: 'call.3' });
    const lines = ends(s);
    expect(lines[0]).toMatch(/^\* overflow-missed number=\+8613900000042 outcome=/);
    expect(s.call()).toMatchObject({ phase: 'voicemail', offers: [] });
  });

  test('who leaves while it rings outside has left in the queue', () => {
    const s = twoQueues({ overflow: { late: toNumber } });
    away(s, 0);
    s.queued();
    s.apply(s.due('queue'), 120);
    expect(s.gone('caller')).toContain('* ended outcome=abandoned-queue side=other cause=16');
  });

  const list = { find: () => ({ reason: 'blacklisted', entryId: 'entry' }) };
  test.each<[string, Partial<TestSetup['configuration']> & object, string]>([
    ['there is no line', { trunks: new Map() }, '* refused reason=no-trunk number=+8613900000042'],
    [
      'the number is on a list',
      { numberLists: [{ find: ({ direction }) => (direction === 'outbound' ? list.find() : null) }] },
      '* refused reason=blacklisted entryId=entry number=+8613900000042',
    ],
  ])('can leave a message where %s', (_why, configuration, fact) => {
    const s = twoQueues({ overflow: { late: toNumber }, configuration });
    away(s, 0);
    s.queued();
    expect(facts(s.tell(s.due('queue'), 120))).toEqual([
      '* queue-timeout queueId=queue-1 seconds=120',
      fact,
      '* voicemail-started',
    ]);
  });

  test.each<[string, OverflowGoal]>([
    ['a queue that is gone', toQueue('gone')],
    ['a menu that is gone', { to: 'menu', menuId: 'gone' }],
    ['itself', toQueue('queue-1')],
  ])('can leave a message where the way leads to %s', (_what, late) => {
    const s = twoQueues({ overflow: { late } });
    away(s, 0);
    s.queued();
    expect(facts(s.tell(s.due('queue'), 120)).at(-1)).toBe('* voicemail-started');
  });

  test.each([
    ['abroad', '+12125550123'],
    ['for emergencies', '119'],
    ['of the company, where they would come in again', simulatedDid],
  ])('can leave a message where the number outside is one %s', (_what, number) => {
    const s = twoQueues({ overflow: { late: { to: 'number', number: number as DialNumber } } });
    away(s, 0);
    s.queued();
    const lines = s.tell(s.due('queue'), 120);
    expect(facts(lines)).toEqual([
      '* queue-timeout queueId=queue-1 seconds=120',
      `* refused reason=range-closed number=${number}`,
      '* voicemail-started',
    ]);
    expect(lines.some((line) => line.startsWith('create-leg'))).toBe(false);
  });

  test('goes through each queue once, though both lead to each other', () => {
    const back = overflowTo(toQueue('queue-1'));
    const s = twoQueues({ overflow: { late: toQueue('queue-2') }, second: { overflow: back } });
    away(s, 0, 1);
    s.queued();
    s.apply(s.due('queue'), 120);
    expect(s.call()).toMatchObject({ phase: 'queued', queueId: 'queue-2' });
    expect(facts(s.tell(s.due('queue'), 120))).toEqual([
      '* queue-timeout queueId=queue-2 seconds=120',
      '* voicemail-started',
    ]);
  });

  test('is let go at last where a menu leads back into the queue without end', () => {
    const s = twoQueues({ overflow: { late: { to: 'menu', menuId: 'menu-1' } } });
    away(s, 0);
    s.queued();
    for (let round = 0; round < 5; round++) {
      s.apply(s.due('queue'), 120);
      expect(s.call()).toMatchObject({ phase: 'menu' });
      s.press('1');
    }
    s.apply(s.due('queue'), 120);
    expect(s.call()).toMatchObject({ phase: 'voicemail' });
  });
});

describe('[U5] [A2.4] where nobody is there', () => {
  const signOut = (s: TestCallControl): string[] =>
    s.tell({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 1);

  test.each([
    ['signed out', 'signed-out', true, signOut],
    ['signed out', 'unavailable', true, signOut],
    ['paused', 'signed-out', false, (s: TestCallControl) => away(s, 0)],
    ['paused', 'unavailable', true, (s: TestCallControl) => away(s, 0)],
  ] as const)('with all members %s and the rule %s, who comes goes on: %s', (_what, emptyRule, goesOn, leave) => {
    const s = twoQueues({ overflow: { empty: toQueue('queue-2'), emptyRule } });
    leave(s);
    s.inbound();
    expect(s.press('1').includes('* queue-empty queueId=queue-1')).toBe(goesOn);
    expect(s.call()).toMatchObject({ queueId: goesOn ? 'queue-2' : 'queue-1' });
  });

  test('those who wait go on in their order as soon as the last one signs out, also whom that one was asked for', () => {
    const s = twoQueues({ overflow: { empty: toQueue('queue-2') }, agents: [{}, { isEnabled: false }] });
    s.queued('first', 'first-caller');
    s.queued();
    const lines = facts(signOut(s));
    expect(lines.filter((line) => line.startsWith('* queue-e'))).toEqual([
      '* queue-empty queueId=queue-1',
      '* queue-entered queueId=queue-2 position=1',
      '* queue-empty queueId=queue-1',
      '* queue-entered queueId=queue-2 position=2',
    ]);
    expect(s.call('first')).toMatchObject({ queueId: 'queue-2', offers: [] });
  });

  test('a queue that says nothing of that keeps them', () => {
    const s = twoQueues({ overflow: {} });
    s.queued();
    signOut(s);
    expect(s.call()).toMatchObject({ phase: 'queued', queueId: 'queue-1' });
  });

  test('a page that is loaded again is no reason, nor is a phone that is lost for a moment', () => {
    const s = twoQueues({ overflow: { empty: goal('voicemail'), emptyRule: 'unavailable' } });
    s.queued();
    s.apply({ type: 'phone-lost', agentId: id(0) }, 1);
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 1);
    expect(s.call()).toMatchObject({ phase: 'queued' });
  });

  test('a member who is taken away, or may not take calls from outside any more, is not there', () => {
    const s = twoQueues({ overflow: { empty: goal('voicemail') } });
    s.queued();
    const queues = new Map([...s.state.configuration.queues].map(([key, queue]) => [key, { ...queue, members: [] }]));
    s.apply(s.due('ring'), 15);
    expect(facts(s.tell({ type: 'configured', configuration: { ...s.state.configuration, queues } }))).toContain(
      '* queue-empty queueId=queue-1',
    );
  });
});

describe('[U5] [A2.4] whether somebody is there for a queue', () => {
  const one = (change: Partial<Agent> = {}): Agent => ({
    ...new TestCallControl({ agents: [{}] }).agent(0),
    ...change,
  });
  const staffed = (emptyRule: EmptyRule, ...agents: (Agent | undefined)[]): boolean => {
    const queue = new TestCallControl({ agents: [] }).state.queues.get('queue-1')!;
    const transition = { agent: (agentId: string | null) => agents[Number(agentId)] } as unknown as Transition;
    return isStaffed(transition, {
      ...queue,
      members: members(...agents.map((_, i) => String(i))),
      overflow: { ...queue.overflow, emptyRule },
    });
  };
  test.each<[string, Agent | undefined, boolean, boolean]>([
    ['ready', one(), true, true],
    ['ready without a phone for a moment', one({ isRegistered: false }), true, true],
    ['in a call, and ready behind it', one({ onCall: 'talking', callId: 'c' }), true, true],
    ['paused', one({ chosen: 'away' }), true, false],
    ['busy', one({ chosen: 'busy' }), true, false],
    ['gone from the company', undefined, false, false],
    ['disabled', one({ isEnabled: false }), false, false],
    ['for calls inside alone', one({ isInsideOnly: true }), false, false],
    ['signed out of everything', one({ sessionId: null }), false, false],
    ['signed out of this queue', one({ signedOutOf: ['queue-1'] }), false, false],
    ['signed out of another queue', one({ signedOutOf: ['queue-2'] }), true, true],
  ])('where its member is %s', (_what, agent, unlessSignedOut, unlessUnavailable) => {
    expect([staffed('signed-out', agent), staffed('unavailable', agent)]).toEqual([unlessSignedOut, unlessUnavailable]);
    // One is enough, and nobody is nobody.
    expect([staffed('unavailable', agent, one()), staffed('signed-out')]).toEqual([true, false]);
  });
});

describe('[U5] a goal as it is stored', () => {
  const home = { countryCode: '86', areaCode: '755' };
  test.each<[string, string | null, OverflowGoal]>([
    ['voicemail', null, goal('voicemail')],
    ['goodbye', null, goal('goodbye')],
    ['queue/q', null, toQueue('q')],
    ['menu/m', null, { to: 'menu', menuId: 'm' }],
    ['number', '13900000042', toNumber],
    ['number', 'nobody', goal('goodbye')],
    ['number', null, goal('goodbye')],
    ['moon', null, goal('goodbye')],
  ])('%s with the number %s is %j', (stored, number, read) => {
    expect(overflowGoal(stored, number, home)).toEqual(read);
  });

  test.each<[OverflowGoal, string]>([
    [goal('voicemail'), 'voicemail'],
    [goal('goodbye'), 'goodbye'],
    [toQueue('q'), 'queue/q'],
    [{ to: 'menu', menuId: 'm' }, 'menu/m'],
    [toNumber, 'number'],
  ])('%j is stored as %s, and read again as it was', (meant, stored) => {
    expect([storedGoal(meant), overflowGoal(stored, '13900000042', home)]).toEqual([stored, meant]);
  });

  const ways: Record<string, string[]> = {
    a: ['b'],
    b: ['c', 'd'],
    c: ['a'],
    d: ['d'],
    e: ['d'],
    f: ['e', 'b'],
    g: [],
  };
  test.each([
    ['a', ['a', 'b', 'c', 'a']],
    ['d', ['d', 'd']],
    ['e', null],
    ['f', null],
    ['g', null],
  ])('from %s the way comes back as %j', (from, loop) => {
    expect(overflowLoop(from, (at) => ways[at]!.map(toQueue))).toEqual(loop);
  });
});
