import { describe, expect, test } from 'vitest';
import type { DialNumber } from '../numbers/dial.ts';
import type { CallbackTerms } from '../queues/callback-wish.ts';
import type { Queue } from '../queues/queue.ts';
import { positionIn, waitingIn } from '../queues/router.ts';
import type { Event } from './event.ts';
import { callNumber } from '../text/call-number.ts';
import { callerOf } from './standing.ts';
import { id, mobile, TestCallControl, type TestSetup } from './test-callcontrol.ts';

const terms: CallbackTerms = { key: '1', attempts: 2, pauseSeconds: 60, expirySeconds: 3600 };
const facts = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('* '));
const choose = (s: TestCallControl, chosen: 'ready' | 'away', after = 0): string[] =>
  s.tell({ type: 'choose-state', agentId: id(0), chosen }, after);

interface Setup extends Pick<TestSetup, 'agents' | 'configuration'> {
  queue?: Partial<Queue>;
  caller?: string;
}
/** A caller who waits in a queue that calls back, while its only agent is away. */
function waiting({
  agents = [{ wrapUpSeconds: 0 }],
  queue,
  configuration = {},
  caller = mobile,
}: Setup = {}): TestCallControl {
  const s = new TestCallControl({
    agents,
    queue: { callback: terms, ...queue },
    configuration,
  });
  for (const [i] of agents.entries()) s.apply({ type: 'choose-state', agentId: id(i), chosen: 'away' });
  s.inbound({ caller });
  s.press('1');
  return s;
}
const booked = (setup: Setup = {}): TestCallControl => {
  const s = waiting(setup);
  s.press('1', '1');
  s.played();
  return s;
};
/** Another caller, who presses these keys from the menu on. */
function pressed(s: TestCallControl, callId: string, caller: string, keys: string): void {
  const legId = `${callId}-caller`;
  s.inbound({ callId, legId, caller });
  for (const digit of keys) s.apply({ type: 'digit', legId, digit });
}
const key = (s: TestCallControl, digits: string): string[] => s.press(...digits);
/** The agent takes what rings, and the customer's phone is called. */
const taken = (s: TestCallControl, callId: string): string[] => {
  const lines = s.tell({ type: 'leg-ready', legId: s.near(callId) }, 1);
  s.apply({ type: 'leg-ready', legId: s.rung(callId) });
  return lines;
};
const numbered = (reason: string) => ({
  numberLists: [
    { find: ({ direction }: { direction: string }) => (direction === 'outbound' ? { reason, entryId: 'e' } : null) },
  ],
});

describe('[B] [U5] a caller who does not want to wait', () => {
  test('is told the key, hears their number, confirms it, and hangs up; a call stands in their place', () => {
    const s = waiting();
    expect(s.tell(s.due('announce'), 5).at(-1)).toMatch(/what=callback-before\+digit-1\+callback-after$/);
    expect(key(s, '1').at(-1)).toMatch(
      /what=callback-number\+digit-1\+digit-3\+digit-9(\+digit-0)+\+digit-4\+digit-2\+callback-confirm$/,
    );
    expect(key(s, '1')).toEqual([
      '* callback-booked queueId=queue-1 number=+8613900000042',
      '* started direction=outbound number=+8613900000042 line=+867550000001 trunkId=trunk-1',
      '* callback-waits queueId=queue-1 attempt=1',
      'stop-playing playbackId=call.p4',
      'play channelId=caller playbackId=call.p5 what=callback-booked',
    ]);
    expect(s.played()).toEqual(['* ended outcome=callback side=system cause=16', 'hang-up legId=caller cause=16']);
    expect(s.call('call8')).toMatchObject({ phase: 'queued', origin: 'queue', legs: [], parties: [] });
    expect(s.call('call8').queuePlace).toEqual(s.call().queuePlace);
  });

  test('counts as called back when they hang up before they have heard that', () => {
    const s = waiting();
    key(s, '11');
    expect(s.gone('caller')).toContain('* ended outcome=callback side=other cause=16');
    expect([...s.state.calls.keys()]).toEqual(['call8']);
  });

  test('takes no room in the queue from those who wait, and no more are called back than could wait', () => {
    const s = booked({ queue: { maxWaiting: 1 } });
    pressed(s, 'later', '+8613900000043', '11');
    pressed(s, 'last', '+8613900000044', '1');
    expect(s.call('later')).toMatchObject({ phase: 'queued', wish: null });
    expect(s.call('last').phase).toBe('voicemail');
  });

  test('is not told of a key that does nothing because as many are called back as could wait, and is as soon as it does', () => {
    const s = booked({ queue: { maxWaiting: 1 } });
    pressed(s, 'later', '+8613900000043', '1');
    expect(s.tell(s.due('announce', 'later'), 5)).toEqual([]);
    s.apply(s.due('queue', 'call8'), 3600);
    expect(s.tell(s.due('announce', 'later'), 1).at(-1)).toMatch(/what=callback-before\+digit-1\+callback-after$/);
  });

  test('is called back at one number, whichever others they type', () => {
    const s = booked();
    pressed(s, 'again', mobile, '11213900000055#1');
    pressed(s, 'another', '+8613900000043', '11213900000056#1');
    const numbers = [...s.state.calls.values()].filter(({ callback }) => callback).map(({ number }) => number);
    expect(numbers).toEqual([mobile, '+8613900000056']);
  });

  test('keeps their place: who came behind them is offered after them, and is told so', () => {
    const s = waiting();
    s.queued('later', 'later-caller');
    key(s, '11');
    expect(waitingIn(s.state.router, 'queue-1')).toEqual(['call8', 'later']);
    expect(positionIn(s.state.router, callerOf(s.call('later'), s.state.configuration.queues)!)).toBe(2);
    expect(facts(choose(s, 'ready', 9))).toEqual(['* agent-offered agentId=agent-0 extension=400']);
    expect(s.call('call8').offers).toHaveLength(1);
  });

  test('may type another number', () => {
    const s = waiting();
    expect(key(s, '12').at(-1)).toMatch(/what=callback-enter$/);
    expect(key(s, '13912340000#').at(-1)).toMatch(/what=callback-number\+digit-1\+digit-3\+digit-9/);
    key(s, '1');
    expect(s.call('call8')).toMatchObject({ number: '+8613912340000' });
  });

  test.each([
    ['no number', '12345#'],
    ['an emergency number', '110#'],
    ['abroad', '0014155550100#'],
    ['a satellite', '00870773000000#'],
    ['a short number', '95588#'],
  ])('cannot have us call %s', (_what, typed) => {
    const s = waiting();
    key(s, '12');
    expect(key(s, typed).at(-1)).toMatch(/what=callback-invalid\+callback-enter$/);
  });

  test('cannot have us call a number that we show ourselves', () => {
    const s = waiting({ configuration: { callerIds: new Map([['+8675588880009', null]]) } });
    key(s, '12');
    expect(key(s, '075588880009#').at(-1)).toMatch(/what=callback-invalid\+callback-enter$/);
  });

  test.each([
    ['withheld', '', {}],
    ['of another country', '+14155550100', {}],
    ['on a list', mobile, numbered('blacklisted')],
  ])('is asked for a number when their own is %s', (_what, caller, configuration) => {
    const s = waiting({ caller, configuration });
    expect(key(s, '1').at(-1)).toMatch(/what=callback-enter$/);
  });

  test.each<[string, (s: TestCallControl) => unknown]>([
    ['press star', (s) => key(s, '*')],
    ['press nothing', (s) => [s.played(), s.apply(s.due('announce'), 10)]],
  ])('waits on when they %s', (_what, go) => {
    const s = waiting();
    key(s, '1');
    go(s);
    expect(s.call()).toMatchObject({ phase: 'queued', wish: null });
    expect(s.heard()).toEqual({ customer: 'music' });
  });

  test('is offered all the while: an agent who becomes free talks with them, and nothing is booked', () => {
    const s = waiting();
    key(s, '1');
    choose(s, 'ready', 1);
    s.answers();
    expect(s.call()).toMatchObject({ phase: 'talking', wish: null });
    expect(s.state.calls.size).toBe(1);
  });

  test('is not sent on while they are asked, though they have waited too long', () => {
    const s = waiting();
    key(s, '12');
    expect(s.tell(s.due('queue'), 120)).toEqual([]);
    key(s, '13912340000#1');
    expect(s.call('call8').phase).toBe('queued');
  });

  test('has one callback, though they call again: the earlier place stays', () => {
    const s = booked();
    s.inbound({ callId: 'again', legId: 'again-caller' });
    const press = (digit: string) => s.tell({ type: 'digit', legId: 'again-caller', digit }, 1);
    press('1');
    press('1');
    expect(press('1').at(-1)).toMatch(/what=callback-known$/);
    s.gone('again-caller');
    expect([...s.state.calls.keys()]).toEqual(['call8']);
    expect(s.call('again')).toMatchObject({ outcome: 'callback' });
  });

  test('has a call number of their own in each try', () => {
    const s = waiting();
    const callId = '0199d3a5-1c2e-7b3f-8a4d-0123456fffff';
    s.gone('caller');
    s.inbound({ callId, legId: 'second' });
    for (const digit of ['1', '1', '1']) s.tell({ type: 'digit', legId: 'second', digit }, 1);
    const [next] = [...s.state.calls.keys()].filter((one) => one !== 'call' && one !== callId);
    expect(next).toMatch(/^0199d3a5-1c2e-8b3f-8a4d-[0-9a-f]{12}$/);
    expect(callNumber(next!)).not.toBe(callNumber(callId));
  });

  test('is not called back any more when somebody has talked with them meanwhile', () => {
    const s = booked();
    s.apply({
      type: 'place',
      callId: 'out',
      agentId: id(0),
      target: { kind: 'external', number: mobile, trunkId: 'trunk-1', callerId: '' },
      customerId: null,
      customerName: null,
    });
    s.apply({ type: 'leg-ready', legId: 'out.1' });
    s.apply({ type: 'leg-ready', legId: 'out.2' });
    expect(facts(s.tell({ type: 'leg-answered', legId: 'out.2' }, 3))).toContain(
      '* ended outcome=cancelled side=system cause=16',
    );
    expect([...s.state.calls.keys()]).toEqual(['out']);
  });

  test.each([
    ['while an agent is asked for them', (s: TestCallControl) => void choose(s, 'ready', 5)],
    ['while their phone is called', (s: TestCallControl) => void (choose(s, 'ready', 5), taken(s, 'call8'))],
  ])('is not called back again when somebody talks with them %s', (_what, goesOn) => {
    const s = booked({ agents: [{ wrapUpSeconds: 0 }, {}] });
    goesOn(s);
    const target = { kind: 'external', number: mobile as DialNumber, trunkId: 'trunk-1', callerId: '' } as const;
    s.apply({ type: 'place', callId: 'out', agentId: id(1), target, customerId: null, customerName: null });
    s.apply({ type: 'leg-ready', legId: 'out.1' });
    s.apply({ type: 'leg-ready', legId: 'out.2' });
    s.apply({ type: 'leg-answered', legId: 'out.2' }, 3);
    if (s.state.calls.has('call8')) s.gone(s.far('call8'), 1, { cause: 17, sipCode: 486 });
    expect([...s.state.calls.keys()]).toEqual(['out']);
    expect(s.agent(0)).toMatchObject({ callId: null, state: 'ready' });
  });

  test('is not asked in a queue that does not call back', () => {
    const s = waiting({ queue: { callback: null } });
    expect(key(s, '11')).toEqual([]);
  });
});

describe('[B] [U5] the call that calls back', () => {
  test('is offered to an agent, calls the customer when it is taken, and both talk', () => {
    const s = booked();
    expect(choose(s, 'ready', 60)).toEqual([
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=call8.1 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(taken(s, 'call8')).toEqual([
      '* agent-answered agentId=agent-0 extension=400 seconds=1',
      '* dialed number=+8613900000042',
      'create-leg legId=call8.2 trunkId=trunk-1 number=13900000042 callerId=07550000001',
    ]);
    expect(s.agent().today).toMatchObject({ placed: 1, answered: 0 });
    expect(s.tell({ type: 'leg-ringing', legId: 'call8.2' }, 1)).toContain(
      'play channelId=call8.1 playbackId=call8.p3 what=ringing',
    );
    s.apply({ type: 'leg-answered', legId: 'call8.2' }, 3);
    expect(s.heard('call8')).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
    s.gone('call8.2', 30);
    expect([...s.state.queues.values()][0]!.today).toMatchObject({ left: 1, answered: 0, abandoned: 0 });
    expect(s.record('call8')).toMatchObject({
      direction: 'outbound',
      outcome: 'connected',
      agentId: id(0),
      talkSeconds: 30,
    });
    expect(s.state.calls.size).toBe(0);
  });

  const notReached: [string, (s: TestCallControl, callId: string) => unknown][] = [
    ['is busy', (s, callId) => s.gone(s.rung(callId), 2, { cause: 17, sipCode: 486 })],
    ['does not answer', (s, callId) => s.apply(s.due('ring', callId), 60)],
    ['has no sound', (s, callId) => s.apply({ type: 'leg-answered-without-audio', legId: s.rung(callId) })],
    ['is given up by the agent', (s, callId) => s.apply({ type: 'hang-up', agentId: id(0), callId })],
  ];
  test.each(notReached)(
    'waits again in the same place when the customer %s, and is made again after a pause',
    (_what, ends) => {
      const s = booked();
      choose(s, 'ready');
      taken(s, 'call8');
      ends(s, 'call8');
      expect(s.call('call8').phase).toBe('ended');
      expect(s.call('call89')).toMatchObject({ phase: 'queued', offers: [], callback: { attempt: 2 } });
      expect(s.call('call89').queuePlace).toEqual(s.call('call8').queuePlace);
      expect(s.agent()).toMatchObject({ state: 'ready', callId: null });
      expect(s.deadlines('call89')).toMatchObject({ retry: 60 });
      expect(facts(s.tell(s.due('retry', 'call89'), 60))).toEqual(['* agent-offered agentId=agent-0 extension=400']);
    },
  );

  test('has failed when the last try comes to nothing', () => {
    const s = booked();
    choose(s, 'ready');
    taken(s, 'call8');
    s.gone(s.rung('call8'), 2, { cause: 17, sipCode: 486 });
    s.apply(s.due('retry', 'call89'), 60);
    taken(s, 'call89');
    expect(facts(s.gone(s.rung('call89'), 2, { cause: 17, sipCode: 486 }))).toEqual([
      '* ended outcome=busy side=other cause=17',
      '* callback-failed queueId=queue-1',
    ]);
    expect(s.record('call89')).toMatchObject({ outcome: 'callback-failed', queueId: 'queue-1' });
    expect(s.state.calls.size).toBe(0);
  });

  test.each([
    ['the number does not exist', 0, { cause: 1, sipCode: 404 }],
    ['the queue calls back no longer', 3599, { cause: 17, sipCode: 486 }],
  ])('has failed with the first try when %s', (_what, after, how) => {
    const s = booked();
    choose(s, 'ready', after);
    taken(s, 'call8');
    expect(facts(s.gone(s.rung('call8'), 2, how))).toContain('* callback-failed queueId=queue-1');
    expect(s.state.calls.size).toBe(0);
  });

  test.each([
    ['with the number with which they have called', '1', 'customer'],
    ['and of another number nothing is known', '213912340000#1', null],
  ])('is for the customer whom we know, %s', (_what, typed, customerId) => {
    const s = waiting();
    s.apply({ type: 'customer-linked', callId: 'call', customerId: 'customer', customerName: '王芳' });
    key(s, `1${typed}`);
    expect(s.call('call8').customerId).toBe(customerId);
  });

  test('has failed when it has waited for as long as the queue calls back', () => {
    const s = booked();
    expect(facts(s.tell(s.due('queue', 'call8'), 3600))).toEqual([
      '* ended outcome=callback-failed side=system cause=19',
    ]);
    expect(s.state.calls.size).toBe(0);
  });

  test('goes to the next agent when one lets it ring, which is no try', () => {
    const s = booked();
    choose(s, 'ready');
    s.apply(s.due('ring', 'call8'), 15);
    expect(s.call('call8')).toMatchObject({ phase: 'queued', callback: { attempt: 1 } });
    expect(facts(s.tell({ type: 'agent-deadline', agentId: id(0) }, 3))).toEqual([
      '* agent-offered agentId=agent-0 extension=400',
    ]);
  });

  test.each([
    ['no line is there', { trunks: new Map() }, '* refused reason=no-trunk number=+8613900000042'],
    [
      'the number is on a list by then',
      numbered('blacklisted'),
      '* refused reason=blacklisted entryId=e number=+8613900000042',
    ],
  ])('is not made when %s', (_what, change, fact) => {
    const s = booked();
    s.apply({ type: 'configured', configuration: { ...s.state.configuration, ...change } });
    choose(s, 'ready');
    expect(facts(s.tell({ type: 'leg-ready', legId: s.near('call8') }, 1))).toContain(fact);
    expect(s.agent()).toMatchObject({ callId: null });
    expect(s.call('call89').phase).toBe('queued');
  });

  test.each<[string, Event, 'queued' | 'ended']>([
    ['the media server restarts', { type: 'media-server-restarted' }, 'queued'],
    ['the last agent signs out', { type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 'queued'],
  ])('waits on when %s', (_what, event, phase) => {
    const s = booked({
      queue: {
        overflow: {
          late: { to: 'goodbye' },
          full: { to: 'goodbye' },
          empty: { to: 'goodbye' },
          emptyRule: 'signed-out',
        },
      },
    });
    s.apply(event);
    expect(s.call('call8').phase).toBe(phase);
  });

  test('has failed when its queue is taken away or calls back no more', () => {
    const s = booked();
    s.apply({ type: 'configured', configuration: { ...s.state.configuration, queues: new Map() } });
    expect(s.call('call8')).toMatchObject({ phase: 'ended', outcome: 'callback-failed' });
    expect(s.state.calls.size).toBe(0);
  });

  test('[P2] needs no line of the licence while it waits', () => {
    const s = booked({ configuration: { licensedChannels: 1 } });
    expect(s.inbound({ callId: 'other', legId: 'other-caller', caller: '+8613900000099' })).toContain(
      'answer legId=other-caller',
    );
  });
});
