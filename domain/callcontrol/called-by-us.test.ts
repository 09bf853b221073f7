/** People whom we have called and with whom nobody talks any more: they wait to be fetched, are never asked to leave a message, and are not thanked for calling. */
import { describe, expect, test } from 'vitest';
import { overflowTo } from '../queues/overflow.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { Queue } from '../queues/queue.ts';
import type { LeadsTo } from './event.ts';
import type { Event } from './event.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

/** The first agent talks with somebody whom they have called. */
function talking(): TestCallControl {
  const s = new TestCallControl({ agents: [{}, {}, {}] }).dialing();
  s.apply({ type: 'leg-answered', legId: s.far() }, 3);
  return s;
}
/** Somebody has answered whom nobody but the system has called. */
function called(leadsTo: LeadsTo, queue: Partial<Queue> = {}): TestCallControl {
  const s = new TestCallControl({ agents: [], queue });
  const target = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;
  s.apply({
    type: 'originate',
    callId: 'call',
    origin: 'campaign',
    target,
    leadsTo,
    customerId: null,
    customerName: null,
  });
  s.apply({ type: 'leg-ready', legId: s.far() }, 1);
  s.apply({ type: 'leg-answered', legId: s.far() }, 6);
  return s;
}
const ended = (s: TestCallControl): void =>
  void s.apply({ type: 'playback-ended', legId: s.far(), playbackId: playing(s) }, 4);
function playing(s: TestCallControl): string {
  const { place } = s.remote();
  return place.kind === 'announcement' ? place.playbackId : 'nothing';
}
const give: Event = { type: 'transfer', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } };
const anotherPage: Event = { type: 'phone-issued', agentId: id(0), sessionId: 'new' };

/** How somebody whom we have called comes to be without an agent. */
const ways: [string, (s: TestCallControl) => void][] = [
  [
    'whom nobody takes over and the giver does not take back',
    (s) => {
      s.apply(give, 2);
      s.apply(s.due('ring'), 20);
      s.apply(s.due('ring'), 20);
    },
  ],
  [
    'whose giver declines',
    (s) => {
      s.apply(give, 2);
      s.apply(s.due('ring'), 20);
      s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
    },
  ],
  [
    'whose giver has another call',
    (s) => {
      s.apply(give, 2);
      s.apply({ type: 'finish-wrap-up', agentId: id(0) }, 1);
      s.own(0);
      s.apply(s.due('ring'), 20);
    },
  ],
  [
    'whose agent lost their phone and did not come back',
    (s) => {
      s.apply(anotherPage, 9);
      s.apply(s.due('grace'), 30);
    },
  ],
];

describe('[A2.5] [A2.10] somebody whom an agent has called and', () => {
  test.each(ways)('%s waits with music where everybody can fetch them', (_how, lose) => {
    const s = talking();
    lose(s);
    expect([s.call().phase, s.heard(), s.call().slot]).toEqual(['parked', { customer: 'music' }, '7001']);
    s.apply({ type: 'unpark', agentId: id(2), callId: 'call' } as Event, 9);
    s.answers();
    expect(s.heard()).toEqual({ customer: 'agent-2', 'agent-2': 'customer' });
  });

  test.each(ways)('%s hears in the end that we will call again, and has been connected', (_how, lose) => {
    const s = talking();
    lose(s);
    expect(s.tell(s.due('park'), 120)).toEqual([
      '* goodbye',
      expect.stringMatching('^stop-music'),
      expect.stringMatching('^play .* what=call-again$'),
    ]);
    ended(s);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'system', agentId: id(0) });
  });

  test('was parked by hand goes back to who parked it, and once: then it waits for anybody', () => {
    const s = talking();
    s.apply({ type: 'park', agentId: id(0), callId: 'call' }, 2);
    s.apply(s.due('park'), 120);
    expect(s.call().offers.map(({ reason, agentId }) => [reason, agentId])).toEqual([['return', id(0)]]);
    s.apply(s.due('ring'), 20);
    expect([s.call().phase, s.call().parkedBy]).toEqual(['parked', null]);
    s.apply(s.due('park'), 120);
    expect(s.call().phase).toBe('goodbye');
  });

  test('whose agent signs out is hung up, as when the agent hangs up', () => {
    const s = talking();
    s.apply({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 9);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'agent' });
  });
});

describe('[A2.9] [U5] somebody whom the system has called and', () => {
  test.each(['voicemail', 'goodbye'] as const)(
    'for whom no agent is free in time (overflow %s) hears that we will call again',
    (overflow) => {
      const s = called({ kind: 'queue', queueId: 'queue-1' }, { overflow: overflowTo({ to: overflow }) });
      expect(s.tell(s.due('queue'), 120).at(-1)).toMatch(/^play .* what=call-again$/);
      ended(s);
      expect(s.record()).toMatchObject({ outcome: 'not-served', hangupSide: 'system', agentId: null });
    },
  );

  test('for whom the queue has no room hears that we will call again', () => {
    const s = called({ kind: 'queue', queueId: 'queue-1' }, { maxWaiting: 0 });
    expect([s.call().phase, s.remote().place]).toMatchObject(['goodbye', { what: ['call-again'] }]);
  });

  test('has heard what a menu had to say is thanked for no call', () => {
    const s = called({ kind: 'menu', menuId: 'menu-1' });
    const { configuration } = s.state;
    const menus = new Map(
      [...configuration.menus].map(([key, menu]) => [key, { ...menu, keys: { 9: { to: 'hang-up' } as const } }]),
    );
    s.apply({ type: 'configured', configuration: { ...configuration, menus } });
    s.apply({ type: 'digit', legId: s.far(), digit: '9' }, 2);
    expect(s.record()).toMatchObject({ outcome: 'not-served', hangupSide: 'system' });
  });
});

describe('[A2.10] a caller who had dialled an extension', () => {
  test('and whose agent lost their phone and did not come back can leave a message', () => {
    const s = new TestCallControl({ agents: [{}] });
    s.inbound();
    s.press('0', '4', '0', '0');
    s.answers();
    s.apply(anotherPage, 9);
    s.apply(s.due('grace'), 30);
    expect([s.call().phase, s.remote().place]).toMatchObject(['voicemail', { what: ['leave-message', 'beep'] }]);
  });
});
