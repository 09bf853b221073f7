/** News of legs: what each leg's record says of its end, and news that is old, early or of somebody else. */
import { describe, expect, test } from 'vitest';
import { playbackOf, type Leg } from './call.ts';
import type { Event } from './event.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

/** What the record says of each leg's end, in order. */
const ends = (s: TestCallControl): Pick<Leg, 'state' | 'cause' | 'sipCode' | 'outcome'>[] =>
  s.call().legs.map(({ state, cause, sipCode, outcome }) => ({ state, cause, sipCode, outcome }));
const ended = (outcome: Leg['outcome'], cause: number, sipCode: number | null = null) => ({
  state: 'ended',
  cause,
  sipCode,
  outcome,
});
const live = (state: Leg['state']) => ({ state, cause: null, sipCode: null, outcome: 'in-progress' });

describe('[R1] the record of a leg', () => {
  test('of a refused caller has the cause that was given', () => {
    const s = new TestCallControl();
    s.inbound({ dialed: '+867559999999' });
    expect(ends(s)).toEqual([ended('invalid-number', 1)]);
  });

  test.each<[string, (s: TestCallControl) => unknown, ReturnType<typeof ended>[]]>([
    ['that the caller hung up on', (s) => s.gone('caller'), [ended('connected', 16), ended('connected', 16)]],
    [
      'that the agent hung up',
      (s) => s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }),
      [ended('connected', 16), ended('connected', 16)],
    ],
    [
      'that the media server lost',
      (s) => s.apply({ type: 'media-server-restarted' }),
      [ended('media-server-restarted', 27), ended('media-server-restarted', 27)],
    ],
  ])('of a conversation %s is connected or lost as a whole', (_what, end, expected) => {
    const s = new TestCallControl().talking();
    end(s);
    expect(ends(s)).toEqual(expected);
  });

  test('of a caller who gives up is connected, the ringing one was cancelled', () => {
    const s = new TestCallControl().queued();
    s.gone('caller');
    expect(ends(s)).toEqual([ended('connected', 16), ended('cancelled', 16)]);
  });

  test('of an agent who did not take the call says how, and does not change when the call ends later', () => {
    const s = new TestCallControl().queued();
    s.apply(s.due('ring'), 15);
    s.gone(s.near(), 1, { cause: 21, sipCode: 603 });
    const missed = s.call().legs.slice(1);
    expect(ends(s).slice(1)).toEqual([ended('no-answer', 16), ended('refused', 21, 603)]);
    s.apply({ type: 'media-server-restarted' }, 60);
    expect(s.call().legs.slice(1)).toEqual(missed);
    expect(ends(s)[0]).toEqual(ended('media-server-restarted', 27));
    expect([s.agent(0), s.agent(1)].map(({ isRegistered, state }) => [isRegistered, state])).toEqual([
      [false, 'offline'],
      [false, 'offline'],
    ]);
  });

  test('of an agent whose phone timed out is no fault of the line', () => {
    const s = new TestCallControl().queued();
    expect(s.gone(s.near(), 2, { cause: 18, sipCode: 408 })).toContain(
      '* agent-missed agentId=agent-0 extension=400 outcome=no-answer seconds=2',
    );
  });

  test('of an agent who hung up before the recorder ran was not answered', () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }] }).queued();
    s.apply({ type: 'leg-ready', legId: s.near() }, 2);
    expect(s.gone(s.near(), 1)).toContain('* agent-missed agentId=agent-0 extension=400 outcome=no-answer seconds=3');
    expect(ends(s)[1]).toEqual(ended('no-answer', 16));
  });

  test('of a number that rang and timed out was not answered', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-ringing', legId: s.far() }, 1);
    expect(ends(s)).toEqual([live('up'), live('ringing')]);
    expect(s.gone(s.far(), 30, { cause: 18, sipCode: 408 })[0]).toBe('* ended outcome=no-answer side=other cause=18');
    expect(ends(s)).toEqual([ended('connected', 18), ended('no-answer', 18, 408)]);
  });

  test("of a number that answered without sound is the network's", () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-answered-without-audio', legId: s.far() }, 1);
    expect(ends(s)[1]).toEqual(ended('network', 88));
  });

  test('of a busy number whose response the media server read as want of sound blames the other party', () => {
    const s = new TestCallControl().dialing();
    expect(s.gone(s.far(), 1, { cause: 44, sipCode: 486 })[0]).toBe('* ended outcome=busy side=other cause=44');
  });
});

describe('[A2.10] news that is old, early or of somebody else changes nothing', () => {
  const [early, ringing, answered, ready, silent] = (
    ['leg-early-media', 'leg-ringing', 'leg-answered', 'leg-ready', 'leg-silent'] as const
  ).map((type) => (legId: string): Event => ({ type, legId }));
  const toNear =
    (event: (legId: string) => Event) =>
    (s: TestCallControl): Event =>
      event(s.near());
  const toFar =
    (event: (legId: string) => Event) =>
    (s: TestCallControl): Event =>
      event(s.far());
  const queued = (): TestCallControl => new TestCallControl().queued();
  const dialing = (): TestCallControl => new TestCallControl().dialing();
  const outside = (): TestCallControl => {
    const s = dialing();
    s.apply({ type: 'leg-answered', legId: s.far() }, 1);
    return s;
  };
  test.each<[string, () => TestCallControl, (s: TestCallControl) => Event]>([
    ['a phone that says answered before it is under control', queued, toNear(answered!)],
    ["early media of an agent's phone", dialing, toNear(early!)],
    ['early media after the answer', outside, toFar(early!)],
    ['early media of a caller', () => new TestCallControl().talking(), toFar(early!)],
    ['ringing after the answer', outside, toFar(ringing!)],
    ['ringing of a phone that is up', dialing, toNear(ringing!)],
    ['a number that is ready after the answer', outside, toFar(ready!)],
    ['a second answer', outside, toFar(answered!)],
    [
      "an answer without sound of the agent's own phone",
      dialing,
      (s) => ({ type: 'leg-answered-without-audio', legId: s.near() }),
    ],
    [
      'an answer without sound after the answer',
      outside,
      (s) => ({ type: 'leg-answered-without-audio', legId: s.far() }),
    ],
    ['silence of a number that has not answered', dialing, toFar(silent!)],
    [
      'the end of the ringing tone',
      () => {
        const s = dialing();
        s.apply({ type: 'leg-ringing', legId: s.far() });
        return s;
      },
      (s) => ({ type: 'playback-ended', legId: s.near(), playbackId: playbackOf(s.call())!.playbackId }),
    ],
    ['a leg that nobody knows', outside, () => ({ type: 'leg-gone', legId: 'foreign', cause: 16, sipCode: null })],
  ])('%s', (_what, setup, eventOf) => {
    const s = setup();
    const before = ends(s);
    expect(s.tell(eventOf(s), 1)).toEqual([]);
    expect(ends(s)).toEqual(before);
  });

  test.each<Event>([
    { type: 'agent-deadline', agentId: 'nobody' },
    { type: 'choose-state', agentId: 'nobody', chosen: 'busy' },
    { type: 'finish-wrap-up', agentId: 'nobody' },
    { type: 'extend-wrap-up', agentId: 'nobody' },
    { type: 'phone-issued', agentId: 'nobody', sessionId: 's' },
    { type: 'phone-registered', agentId: 'nobody' },
    { type: 'phone-lost', agentId: 'nobody' },
    { type: 'signed-out', agentId: 'nobody', sessionId: 's' },
    { type: 'hold', agentId: 'nobody', callId: 'call' },
    { type: 'resume', agentId: 'nobody', callId: 'call' },
    { type: 'hang-up', agentId: 'nobody', callId: 'call' },
    { type: 'send-digits', agentId: 'nobody', callId: 'call', digits: '1' },
    { type: 'agent-removed', agentId: 'nobody' },
    { type: 'deadline', callId: 'nothing', name: 'ring' },
  ])('$type of an agent or a call that is not there', (event) => {
    const s = new TestCallControl().talking();
    expect(s.tell(event, 1)).toEqual([]);
    expect(s.state.agents.has('nobody')).toBe(false);
  });

  test('a prompt that was replaced, however often it ends', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('7');
    s.apply({ type: 'playback-ended', legId: 'caller', playbackId: 'call.p2' });
    expect(s.call()).toMatchObject({ deadlines: {}, menu: { stage: 'prompt' } });
    expect(playbackOf(s.call())).toEqual({ legId: 'caller', playbackId: 'call.p3' });
  });
});

describe('[R1] a recording begins when the leg that is recorded joins', () => {
  test('and not before, nor anew after a hold', () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }] }).queued();
    s.apply({ type: 'leg-ready', legId: s.near() }, 3);
    expect(s.call()).toMatchObject({ isRecorded: true, recordingStartedAt: null });
    expect(s.call().legs[1]).toMatchObject({ recorder: 'arming', spans: [] });
    expect(s.call().parties.map(({ id: one }) => one)).toEqual(['caller']);
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    const begun = s.now;
    expect(s.call()).toMatchObject({ recordingStartedAt: begun });
    expect(s.call().legs.map(({ recorder }) => recorder)).toEqual(['none', 'armed']);
    expect(s.call().parties.map(({ place }) => place.kind)).toEqual(['bridge', 'bridge']);
    s.apply({ type: 'hold', agentId: id(0), callId: 'call' }, 5);
    s.apply({ type: 'resume', agentId: id(0), callId: 'call' }, 5);
    expect(s.call()).toMatchObject({ recordingStartedAt: begun });
    expect(s.agent(0).today).toMatchObject({ day: 20254, answered: 1, placed: 0 });
  });

  test('and never where nobody is recorded', () => {
    expect(new TestCallControl().talking().call()).toMatchObject({ isRecorded: false, recordingStartedAt: null });
  });
});

describe('[A2.6] hold', () => {
  test('is not there while the network speaks before the answer', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-early-media', legId: s.far() }, 1);
    expect(s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 1)).toEqual([]);
  });

  test('of a colleague is one hold, whoever asks for a second', () => {
    const s = new TestCallControl();
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: s.far() }, 1);
    expect(s.call().deadlines).toEqual({});
    s.apply({ type: 'hold', agentId: id(1), callId: 'call' }, 1);
    expect(s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 1)).toEqual([]);
    expect(s.tell({ type: 'resume', agentId: id(0), callId: 'call' }, 1)).toEqual([]);
    expect(s.tell({ type: 'resume', agentId: id(1), callId: 'call' }, 1)).toEqual([
      '* resumed agentId=agent-1 seconds=3',
      'stop-music channelId=call.1',
      'join bridgeId=call.b1 channelIds=call.1+call.2',
    ]);
  });
});

describe('[A2.8] after-call work', () => {
  const afterCall = (): TestCallControl => {
    const s = new TestCallControl({ agents: [{ wrapUpSeconds: 20 }] }).talking();
    s.gone('caller', 30);
    return s;
  };
  test('ends to the second, and whoever waits is offered then', () => {
    const s = afterCall();
    s.queued('next', 'next-caller');
    s.apply({ type: 'agent-deadline', agentId: id(0) }, 17);
    expect(s.agent(0).state).toBe('wrap-up');
    expect(s.tell({ type: 'agent-deadline', agentId: id(0) }, 1)[0]).toBe(
      '* agent-offered agentId=agent-0 extension=400',
    );
    expect(s.agent(0)).toMatchObject({ state: 'offered', wrapUpEndsAt: null });
  });

  test('ends when the agent says so', () => {
    const s = afterCall();
    s.apply({ type: 'finish-wrap-up', agentId: id(0) }, 2);
    expect(s.agent(0)).toMatchObject({ state: 'ready', wrapUpEndsAt: null, idleSince: s.now });
  });

  test('is longer by a minute each time the agent says so', () => {
    const s = afterCall();
    const end = s.now + 20_000;
    s.apply({ type: 'extend-wrap-up', agentId: id(0) }, 2);
    s.apply({ type: 'extend-wrap-up', agentId: id(0) }, 2);
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', wrapUpEndsAt: end + 120_000 });
  });

  test.each(['finish-wrap-up', 'extend-wrap-up', 'agent-deadline'] as const)(
    'that is none is not begun by %s',
    (type) => {
      const s = new TestCallControl();
      const before = s.agent(0);
      expect(s.tell({ type, agentId: id(0) }, 5)).toEqual([]);
      expect(s.agent(0)).toEqual(before);
    },
  );
});
