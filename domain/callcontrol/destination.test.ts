import { describe, expect, test } from 'vitest';
import type { SavedAgent } from '../agents/agent.ts';
import type { DialNumber } from '../numbers/dial.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { targetFor, type Destination, type Wish } from './destination.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';
import type { Configuration } from './configuration.ts';

const wish = (given: Partial<Wish> = {}): Wish => ({
  agentId: id(0),
  how: 'consult',
  isFromOutside: true,
  number: mobile,
  ...given,
});
const agent = (i: number): Destination => ({ kind: 'agent', agentId: id(i) });
const outside = (number = '+8613900000042', keys = ''): Destination => ({
  kind: 'external',
  number: number as DialNumber,
  keys,
});

/** The first agent asks; the second one is as given. */
function ask(
  destination: Destination,
  given: {
    wish?: Partial<Wish>;
    second?: Partial<SavedAgent>;
    first?: Partial<SavedAgent>;
    configuration?: Partial<Configuration>;
  } = {},
) {
  const control = new TestCallControl({
    agents: [given.first ?? {}, given.second ?? {}],
    configuration: given.configuration ?? {},
  });
  return targetFor(control.state, wish(given.wish), destination, control.now);
}

describe('targetFor', () => {
  test('[A2.5] takes a call to a colleague who is ready, by their id or their extension', () => {
    expect(ask(agent(1))).toEqual({ kind: 'agent', agentId: id(1) });
    expect(ask({ kind: 'extension', number: '401' })).toEqual({ kind: 'agent', agentId: id(1) });
  });

  test.each([
    ['are disabled', { second: { isEnabled: false } }, agent(1), 'not-found'],
    ['do not exist', {}, agent(7), 'not-found'],
    ['are the one who asks', {}, agent(0), 'not-found'],
    ['have no such extension', {}, { kind: 'extension', number: '899' } as const, 'phone.invalid-number'],
    ['have the own extension', {}, { kind: 'extension', number: '400' } as const, 'phone.invalid-number'],
  ])('[A2.5] finds no colleague when they %s', (_why, given, destination, refusal) => {
    expect(ask(destination, given)).toBe(refusal);
  });

  test.each(['busy', 'away'] as const)('[A2.4] [A2.5] leaves a colleague alone who is %s', (chosen) => {
    const control = new TestCallControl();
    control.apply({ type: 'choose-state', agentId: id(1), chosen });
    expect(targetFor(control.state, wish(), agent(1), control.now)).toBe('phone.colleague-unavailable');
  });

  test('[A2.5] leaves a colleague alone whose phone is away, who has a call, or who has just missed one', () => {
    const away = new TestCallControl();
    away.apply({ type: 'phone-lost', agentId: id(1) });
    expect(targetFor(away.state, wish(), agent(1), away.now)).toBe('phone.colleague-unavailable');
    const busy = new TestCallControl().talking();
    expect(targetFor(busy.state, wish({ agentId: id(1) }), agent(0), busy.now)).toBe('phone.colleague-unavailable');
    const missed = new TestCallControl().queued();
    missed.apply(missed.due('ring'), 15);
    expect(targetFor(missed.state, wish({ agentId: id(1) }), agent(0), missed.now)).toBe('phone.colleague-unavailable');
  });

  test.each([
    ['consult', true, true],
    ['consult', false, true],
    ['transfer', false, true],
    ['transfer', true, false],
  ] as const)(
    '[U2] an inside-only colleague: %s of a call from outside (%s) is possible: %s',
    (how, isFromOutside, isPossible) => {
      expect(typeof ask(agent(1), { wish: { how, isFromOutside }, second: { isInsideOnly: true } })).toBe(
        isPossible ? 'object' : 'string',
      );
    },
  );

  test('[A2.5] takes a call to a queue that is there, and to a menu without asking first', () => {
    expect(ask({ kind: 'queue', queueId: 'queue-1' })).toEqual({ kind: 'queue', queueId: 'queue-1' });
    expect(ask({ kind: 'queue', queueId: 'queue-9' })).toBe('not-found');
    expect(ask({ kind: 'menu', menuId: 'menu-1' }, { wish: { how: 'transfer' } })).toEqual({
      kind: 'menu',
      menuId: 'menu-1',
    });
    expect(ask({ kind: 'menu', menuId: 'menu-1' })).toBe('not-found');
    expect(ask({ kind: 'menu', menuId: 'menu-9' }, { wish: { how: 'transfer' } })).toBe('not-found');
  });

  test('[A2.5] consults a queue only while one of its agents is free, and gives it calls at any time', () => {
    const queue: Destination = { kind: 'queue', queueId: 'queue-1' };
    const control = new TestCallControl();
    control.apply({ type: 'choose-state', agentId: id(1), chosen: 'away' });
    expect(targetFor(control.state, wish(), queue, control.now)).toBe('phone.colleague-unavailable');
    expect(targetFor(control.state, wish({ how: 'transfer' }), queue, control.now)).toEqual(queue);
  });

  test.each([
    [1, 2, 'room'],
    [1, 1, 'full'],
    [0, 0, 'full'],
  ] as const)(
    '[A2.5] [U5] gives calls to no queue in which %i wait and at most %i may: %s',
    (waiting, maxWaiting, is) => {
      const control = new TestCallControl({ agents: [], queue: { maxWaiting: 9 } });
      for (let n = 0; n < waiting; n++) control.queued(`call-${n}`, `caller-${n}`);
      const [full] = control.state.queues.values();
      const state = { ...control.state, queues: new Map([[full!.id, { ...full!, maxWaiting }]]) };
      const queue: Destination = { kind: 'queue', queueId: 'queue-1' };
      const told = targetFor(state, wish({ how: 'transfer' }), queue, control.now);
      expect(told).toEqual(is === 'room' ? queue : 'phone.queue-full');
    },
  );

  test('[U2] [A2.5] a number outside sees the caller ID that is set for the agent’s transfers', () => {
    const own = { callerId: '+867550000011', transferCallerId: '+867550000012' };
    const configuration = {
      callerIds: new Map([
        [own.callerId, null],
        [own.transferCallerId, null],
      ]),
    };
    expect(ask(outside(), { first: own, configuration })).toMatchObject({ callerId: own.transferCallerId });
    expect(ask(outside(), { first: { ...own, transferCallerId: null }, configuration })).toMatchObject({
      callerId: own.callerId,
    });
  });

  test('[A2.5] [S4] a number outside goes by the agent’s trunk with the caller ID that they show, and its keys', () => {
    expect(ask(outside('+8613900000042', '802'))).toEqual({
      kind: 'external',
      number: '+8613900000042',
      keys: '802',
      trunkId: simulatedTrunk,
      callerId: simulatedDid,
    });
  });

  test.each([
    ['may call nobody outside', { first: { kind: 'staff' } }, '+8613900000042', 'phone.not-allowed'],
    [
      'may not call abroad',
      { first: { mayCallInternational: false } },
      '+14155550100',
      'phone.international-not-allowed',
    ],
    [
      'is of a company that is suspended',
      { configuration: { canCall: false } },
      '+8613900000042',
      'phone.tenant-suspended',
    ],
    ['has no trunk', { configuration: { trunks: new Map() } }, '+8613900000042', 'phone.no-trunk'],
    ['has no line that is free', { configuration: { licensedChannels: 0 } }, '+8613900000042', 'phone.busy-lines'],
  ] as const)(
    '[A2.5] [U2] a number outside is refused to who %s, as in placing a call',
    (_who, given, number, refusal) => {
      expect(ask(outside(number), given)).toBe(refusal);
    },
  );
});
