/** Which waiting caller a free agent gets, and whom a caller may not ring: several queues, several callers, changes while they wait. */
import { describe, expect, test } from 'vitest';
import { simulatedAgent } from '../simulation/simulation.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { Strategy } from '../queues/queue.ts';
import { waitingIn } from '../queues/router.ts';
import { id, members, mobile, TestCallControl } from './test-callcontrol.ts';
import type { Change } from './transition.ts';

/** Keys 1 and 2 lead to queues of one agent each, key 3 to a queue of both. */
function threeQueues(): TestCallControl {
  const { menus, queues } = new TestCallControl().state.configuration;
  const [standard, menu] = [queues.get('queue-1')!, menus.get('menu-1')!];
  const queue = (name: string, agentIds: readonly string[]): [string, typeof standard] => [
    name,
    { ...standard, id: name, name, members: members(...agentIds) },
  ];
  return new TestCallControl({
    configuration: {
      queues: new Map([queue('first', [id(0)]), queue('second', [id(1)]), queue('both', [id(0), id(1)])]),
      menus: new Map([
        [
          'menu-1',
          {
            ...menu,
            keys: {
              1: { to: 'queue', queueId: 'first' },
              2: { to: 'queue', queueId: 'second' },
              3: { to: 'queue', queueId: 'both' },
            },
          },
        ],
      ]),
    },
  });
}
/** A caller, two seconds after whatever was before, who pressed a key. */
function calls(s: TestCallControl, callId: string, key: string): void {
  s.inbound({ callId, legId: `${callId}-caller` });
  s.apply({ type: 'digit', legId: `${callId}-caller`, digit: key }, 2);
}
const away = (s: TestCallControl, ...who: number[]): void =>
  who.forEach((i) => s.apply({ type: 'choose-state', agentId: id(i), chosen: 'away' }));
const ready = (s: TestCallControl, i: number): string[] =>
  s
    .tell({ type: 'choose-state', agentId: id(i), chosen: 'ready' }, 1)
    .filter((line) => line.startsWith('ring-agent'))
    .map((line) => line.split(' ', 3).join(' '));
const waiting = (s: TestCallControl, queue: string): string[] => waitingIn(s.state.router, queue);

describe('[U5] an agent who becomes free', () => {
  test.each([
    [
      'gets the one who waited longest in any of their queues',
      ['b:3', 'a:1'],
      0,
      ['ring-agent legId=b.3 agentId=agent-0'],
    ],
    [
      'gets the one who waited longest, whichever queue comes first',
      ['a:1', 'b:3'],
      0,
      ['ring-agent legId=a.3 agentId=agent-0'],
    ],
    ['gets nobody of a queue that is not theirs', ['a:1', 'b:1'], 1, []],
    [
      'gets the next when an earlier queue is not theirs',
      ['a:1', 'b:3', 'c:2'],
      1,
      ['ring-agent legId=b.3 agentId=agent-1'],
    ],
  ])('%s', (_what, callers, who, expected) => {
    const s = threeQueues();
    away(s, 0, 1);
    for (const caller of callers) calls(s, caller.slice(0, 1), caller.slice(2));
    expect(ready(s, who)).toEqual(expected);
  });

  test('gets the next caller while the first still rings at somebody else', () => {
    const s = threeQueues();
    away(s, 1);
    calls(s, 'a', '3');
    calls(s, 'b', '3');
    expect(ready(s, 1)).toEqual(['ring-agent legId=b.3 agentId=agent-1']);
    expect(waiting(s, 'both')).toEqual(['a', 'b']);
  });

  test('gets nobody when all who wait already ring at somebody', () => {
    const s = threeQueues();
    away(s, 1);
    calls(s, 'a', '3');
    expect(ready(s, 1)).toEqual([]);
  });

  test('gets the caller of a later queue when the only one of the earlier rings already', () => {
    const s = threeQueues();
    away(s, 1);
    calls(s, 'a', '3');
    away(s, 0);
    calls(s, 'b', '2');
    expect(ready(s, 1)).toEqual(['ring-agent legId=b.3 agentId=agent-1']);
  });
});

describe('[U5] a decision of the router', () => {
  const offers = ({ facts }: Change): unknown[] =>
    facts.flatMap(({ fact }) => (fact.type === 'agent-offered' ? [[fact.agentId, fact.why]] : []));

  test('is kept with the call, as data', () => {
    const s = new TestCallControl({ queue: { strategy: 'longest-idle' } });
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'busy' }, 10);
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'ready' });
    s.inbound();
    const far = s.call().legs[0]!.id;
    expect(offers(s.apply({ type: 'digit', legId: far, digit: '1' }, 30))).toEqual([
      [
        id(1),
        {
          strategy: 'longest-idle',
          free: 2,
          readySeconds: 40,
          waitedSeconds: 0,
          answered: 0,
          penalty: 0,
          relaxed: 0,
          skills: [],
        },
      ],
    ]);
  });

  test('waits until what the caller needs has become less, and is made at that moment', () => {
    const needs = [
      { afterSeconds: 0, needs: [{ skillId: 'mandarin', level: 3 }] },
      { afterSeconds: 20, needs: [{ skillId: 'mandarin', level: 2 }] },
      { afterSeconds: 60, needs: [] },
    ];
    const levels = new Map([['mandarin', 2]]);
    const s = new TestCallControl({ agents: [{}, { skills: levels }], queue: { needs } }).queued();
    expect(s.deadlines()).toMatchObject({ relax: 20 });
    expect(offers(s.apply(s.due('relax'), 19))).toEqual([]);
    expect(offers(s.apply(s.due('relax'), 1))).toMatchObject([[id(1), { relaxed: 1, skills: [{ level: 2 }] }]]);
    s.apply({ type: 'hang-up', agentId: id(1), callId: 'call' });
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'away' }, 1);
    expect(s.deadlines()).toMatchObject({ relax: 39 });
    expect(offers(s.apply(s.due('relax'), 39))).toMatchObject([[id(0), { relaxed: 2, waitedSeconds: 60 }]]);
    expect(Object.keys(s.deadlines())).not.toContain('relax');
  });

  test('goes by skills and needs as they are changed while a caller waits', () => {
    const needs = [{ afterSeconds: 0, needs: [{ skillId: 'mandarin', level: 3 }] }];
    const s = new TestCallControl({ agents: [{}], queue: { needs } }).queued();
    const skills = new Map([['mandarin', 3]]);
    const c = s.copy();
    expect(offers(s.apply({ type: 'agent-saved', agent: simulatedAgent(0, { skills }) }))).toHaveLength(1);
    const queues = new Map([...c.state.configuration.queues].map(([key, one]) => [key, { ...one, needs: [] }]));
    expect(offers(c.apply({ type: 'configured', configuration: { ...c.state.configuration, queues } }))).toHaveLength(
      1,
    );
  });

  test.each<[Strategy, number]>([
    ['linear', 0],
    ['fewest-calls', 1],
    ['least-recent', 1],
  ])('by %s, after agent 0 has taken a call, is for agent %i', (strategy, expected) => {
    const s = new TestCallControl({ agents: [{ wrapUpSeconds: 0 }, {}], queue: { strategy } }).talking();
    s.gone('caller', 60);
    s.queued('next', 'next-caller');
    expect(s.call('next').offers.map(({ agentId }) => agentId)).toEqual([id(expected)]);
  });
});

describe('[U5] callers who wait while the configuration changes', () => {
  test('keep their turn in the round of agents', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).queued();
    s.gone('caller', 1);
    s.apply({ type: 'configured', configuration: s.state.configuration });
    s.queued('next', 'next-caller');
    expect(s.call('next').legs.at(-1)).toMatchObject({ agentId: id(1), role: 'agent', state: 'starting' });
  });

  test('are taken from the agent who rings when their queue is gone, and the agent is free', () => {
    const s = new TestCallControl({ agents: [{}] }).queued();
    expect(s.tell({ type: 'configured', configuration: { ...s.state.configuration, queues: new Map() } }, 3)).toEqual([
      '* goodbye',
      'hang-up legId=call.3 cause=16',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p4 what=goodbye',
    ]);
    expect(s.agent(0)).toMatchObject({ state: 'ready', callId: null, noAnswerDelayUntil: 0 });
    expect(s.call()).toMatchObject({ phase: 'goodbye', offers: [] });
  });
});

describe('[N2] while an extension that was dialled rings', () => {
  const ringing = (): TestCallControl => {
    const s = new TestCallControl();
    s.inbound();
    s.press('0', '4', '0', '0');
    return s;
  };
  test('a key does nothing', () => {
    expect(ringing().press('1')).toEqual([]);
  });

  test('its agent takes no second caller', () => {
    const s = ringing();
    s.queued('next', 'next-caller');
    expect(s.call('next').legs.at(-1)).toMatchObject({ agentId: id(1) });
  });
});

describe('[A2.2] a call outside', () => {
  test.each([
    ['an extension that was taken away meanwhile', '499'],
    ['their own', '400'],
  ])('to %s is unreachable or busy, and never rings', (_what, extension) => {
    const s = new TestCallControl();
    s.place(0, extension);
    const lines = s.tell({ type: 'leg-ready', legId: s.near() }, 1);
    expect(lines.filter((line) => line.startsWith('* ended'))).toEqual([
      extension === '499'
        ? '* ended outcome=unreachable side=other cause=20'
        : '* ended outcome=busy side=other cause=17',
    ]);
    expect(lines.some((line) => line.startsWith('ring-agent'))).toBe(false);
  });

  test('counts against the licence as soon as it is placed', () => {
    const s = new TestCallControl({ configuration: { licensedChannels: 1 } });
    s.place();
    expect(
      s.tell({
        type: 'inbound',
        callId: 'in',
        legId: 'in-leg',
        trunkId: simulatedTrunk,
        dialed: simulatedDid,
        caller: mobile,
        callerName: '',
        isOverCapacity: false,
      }),
    ).toContain('* refused reason=lines-full');
  });
});
