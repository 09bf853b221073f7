/** The record of a call at every moment of its life, and how its legs are told apart. */
import { describe, expect, test } from 'vitest';
import { isLive, legOf, legOfAgent, newCall, newLeg, nextLegId, nextPlaybackId, type Call, type Leg } from './call.ts';
import { callIdOfLeg } from './leg-id.ts';
import { legOutcome, recordOf } from './record.ts';
import type { Segment } from './segments.ts';
import { apart, music, talkingIn } from './topology.ts';
import { spansIn } from './spans.ts';

const begin = 1_750_000_000_000;
const at = (seconds: number): number => begin + seconds * 1000;
const leg = (change: Partial<Leg>): Leg => ({
  ...newLeg({ id: 'l', role: 'agent', agentId: 'a', number: '400', startedAt: at(10) }),
  ...change,
});
const caller = leg({ id: 'far', role: 'customer', agentId: null, startedAt: at(0), answeredAt: at(0), state: 'up' });
const call = (change: Partial<Call>): Call => ({
  ...newCall({
    id: 'c',
    direction: 'inbound',
    phase: 'queued',
    number: '+8613900000042',
    callerName: '王芳',
    ownNumber: '+867550000001',
    trunkId: 't',
    startedAt: begin,
  }),
  legs: [caller],
  remoteId: 'far',
  ...change,
});
const segment = (kind: Segment['kind'], from: number, to: number | null, change: Partial<Segment> = {}): Segment => ({
  seq: 1,
  kind,
  isMain: true,
  agentId: null,
  queueId: null,
  offeredAt: null,
  startedAt: at(from),
  answeredAt: null,
  endedAt: to === null ? null : at(to),
  holds: [],
  begunBy: 'digit',
  endedBy: null,
  ...change,
});
const talk = (from: number, to: number | null, change: Partial<Segment> = {}): Segment =>
  segment('agent', from, to, { answeredAt: at(from), ...change });
const hold = (from: number, to: number | null) => ({ from: at(from), to: to === null ? null : at(to) });
const rung = leg({ id: 'near', ringingAt: at(11), state: 'ringing' });
const times = (one: Call, now: number) => {
  const { waitSeconds, ringSeconds, talkSeconds, holdSeconds } = recordOf(one, now);
  return { waitSeconds, ringSeconds, talkSeconds, holdSeconds };
};
const none = { waitSeconds: 0, ringSeconds: 0, talkSeconds: 0, holdSeconds: 0 };

describe('[R1] the seconds of a call', () => {
  test.each<[string, Partial<Call>, number, Partial<typeof none>]>([
    ['in the menu are none', {}, at(9), {}],
    [
      'waiting count while it waits',
      { segments: [segment('menu', 0, 4), segment('queue', 4, null)] },
      at(9),
      { waitSeconds: 5 },
    ],
    [
      'waiting end with the answer',
      { segments: [segment('queue', 4, 16), talk(16, null)] },
      at(30),
      { waitSeconds: 12, talkSeconds: 14 },
    ],
    [
      'waiting end with the end',
      { segments: [segment('queue', 4, null)], endedAt: at(20) },
      at(99),
      { waitSeconds: 16 },
    ],
    [
      'waiting are those of every queue, and talking those with every agent',
      { segments: [segment('queue', 4, 16), talk(16, 30), segment('queue', 30, 33), talk(33, 40)] },
      at(99),
      { waitSeconds: 15, talkSeconds: 21 },
    ],
    ['talking end with the end', { segments: [talk(16, null)], endedAt: at(30) }, at(99), { talkSeconds: 14 }],
    [
      'talking begin with the answer',
      { segments: [segment('agent', 0, null, { answeredAt: at(12) })] },
      at(20),
      { talkSeconds: 8 },
    ],
    [
      'talking with a number outside count',
      { segments: [segment('external', 0, 9, { answeredAt: at(2) })] },
      at(20),
      { talkSeconds: 7 },
    ],
    [
      'talking of those beside the owner do not count',
      { segments: [talk(2, 9), talk(5, 8, { isMain: false })] },
      at(20),
      { talkSeconds: 7 },
    ],
    [
      'talking end when its party has left, though those who are left talk on',
      { segments: [talk(2, 9), segment('consultation', 9, 30, { answeredAt: at(9) })], isRemoteGone: true },
      at(40),
      { talkSeconds: 7 },
    ],
    [
      "ringing of a call placed stay the other party's when they have left",
      {
        direction: 'outbound',
        remoteId: 'third',
        isRemoteGone: true,
        legs: [
          leg({ id: 'own' }),
          leg({ id: 'far', role: 'customer', ringingAt: at(3), answeredAt: at(8) }),
          leg({ id: 'third', agentId: 'b', ringingAt: at(20), answeredAt: at(29) }),
        ],
      },
      at(40),
      { ringSeconds: 5 },
    ],
    [
      'with voicemail and announcements are neither waiting nor talking',
      { segments: [segment('voicemail', 0, 9), segment('announcement', 9, 12)] },
      at(20),
      {},
    ],
    ['ringing count while it rings', { legs: [caller, rung] }, at(15), { ringSeconds: 4 }],
    [
      'ringing end with the answer',
      { legs: [caller, leg({ ...rung, answeredAt: at(14) })] },
      at(30),
      { ringSeconds: 3 },
    ],
    [
      'ringing end with the leg',
      { legs: [caller, leg({ ...rung, endedAt: at(26), state: 'ended' })] },
      at(40),
      { ringSeconds: 15 },
    ],
    ['ringing end with the call', { legs: [caller, rung], endedAt: at(18) }, at(40), { ringSeconds: 7 }],
    [
      'ringing are those of the agent who rang last',
      {
        legs: [caller, leg({ ...rung, endedAt: at(26) }), leg({ id: 'second', ringingAt: at(30), answeredAt: at(32) })],
      },
      at(40),
      { ringSeconds: 2 },
    ],
    [
      'ringing leave out an agent whose phone never rang',
      { legs: [caller, leg({ ...rung, endedAt: at(13) }), leg({ id: 'second' })] },
      at(40),
      { ringSeconds: 2 },
    ],
    [
      'ringing leave out whoever else rang',
      {
        legs: [
          caller,
          leg({ ...rung, endedAt: at(13) }),
          leg({ id: 'third', role: 'customer', agentId: null, ringingAt: at(20) }),
        ],
      },
      at(40),
      { ringSeconds: 2 },
    ],
    [
      "ringing of a call placed are the other party's",
      {
        direction: 'outbound',
        legs: [
          leg({ id: 'own', answeredAt: at(1), ringingAt: at(0) }),
          leg({ id: 'far', role: 'customer', ringingAt: at(3), answeredAt: at(8) }),
        ],
      },
      at(9),
      { ringSeconds: 5 },
    ],
    [
      'ringing of a call placed count from the dialling when it never rang',
      { direction: 'outbound', legs: [leg({ id: 'far', role: 'customer', startedAt: at(2), endedAt: at(8) })] },
      at(9),
      { ringSeconds: 6 },
    ],
    [
      'ringing of a call placed are none before it is dialled',
      { direction: 'outbound', remoteId: null, legs: [leg({ id: 'own', ringingAt: at(0) })] },
      at(9),
      {},
    ],
    [
      'on hold add up',
      { segments: [talk(10, null, { holds: [hold(12, 16.4), hold(20, null)] })] },
      at(23),
      { talkSeconds: 6, holdSeconds: 7 },
    ],
    [
      'are rounded, not cut',
      {
        segments: [segment('queue', 0, 2.6), talk(2.6, 9.2, { holds: [hold(4, 5.7)] })],
      },
      at(99),
      { waitSeconds: 3, talkSeconds: 5, holdSeconds: 2 },
    ],
    [
      'on hold stay after it',
      { segments: [talk(10, 30, { holds: [hold(11, 15.6)] })] },
      at(99),
      { talkSeconds: 15, holdSeconds: 5 },
    ],
    [
      'on hold that the end cut count until then',
      { segments: [talk(10, null, { holds: [hold(20, null)] })], endedAt: at(30) },
      at(99),
      { talkSeconds: 10, holdSeconds: 10 },
    ],
  ])('%s', (_what, change, now, expected) => {
    expect(times(call(change), now)).toEqual({ ...none, ...expected });
  });

  test("name the agent who talked last when it is nobody's any more", () => {
    expect(
      recordOf(
        call({
          segments: [
            talk(1, 2, { agentId: 'a' }),
            talk(2, 3, { agentId: 'b' }),
            segment('agent', 3, 4, { agentId: 'c' }),
            segment('queue', 4, 5),
          ],
        }),
        at(9),
      ).agentId,
    ).toBe('b');
    expect(recordOf(call({ segments: [segment('queue', 4, 5)] }), at(9)).agentId).toBeNull();
  });

  test('stand beside what was known of it, unchanged', () => {
    const known = {
      answeredAt: at(1),
      endedAt: at(2),
      customerId: 'k',
      agentId: 'a',
      queueId: 'q',
      outcome: 'connected',
      hangupSide: 'agent',
      cause: 16,
      isReconciled: true,
      version: 7,
    } as const;
    expect(recordOf(call(known), at(3))).toMatchObject({
      ...known,
      id: 'c',
      direction: 'inbound',
      startedAt: begin,
      number: '+8613900000042',
      callerName: '王芳',
      ownNumber: '+867550000001',
      trunkId: 't',
    });
  });
});

test('[R1] a call that begins has no past, and nothing of it is there yet', () => {
  const given = {
    id: 'c',
    direction: 'inbound',
    phase: 'arriving',
    number: '+8613900000042',
    callerName: '',
    ownNumber: '',
    trunkId: 't',
    startedAt: begin,
  } as const;
  expect(newCall(given)).toMatchObject({
    ...given,
    legs: [],
    parties: [],
    offers: [],
    segments: [],
    keys: '',
    deadlines: {},
    outcome: 'in-progress',
    bridges: [],
    isRecorded: false,
    isReconciled: false,
  });
});

describe('[R1] a leg', () => {
  const legs = [
    caller,
    leg({ id: 'old', state: 'ended' }),
    leg({ id: 'near', state: 'up' }),
    leg({ id: 'other', agentId: 'b' }),
  ];
  const one = call({ legs });

  test('is found by its id, its part and its agent', () => {
    expect([legOf(one, 'old')?.id, legOf(one, null), legOf(one, 'foreign')]).toEqual(['old', undefined, undefined]);
    expect([legOfAgent(one, 'a')?.id, legOfAgent(one, 'b')?.id, legOfAgent(one, 'nobody')]).toEqual([
      'near',
      'other',
      undefined,
    ]);
    expect(
      legOfAgent(
        call({
          legs: [
            leg({ id: 'first', state: 'up' }),
            leg({ id: 'second', state: 'starting' }),
            leg({ id: 'third', state: 'ended' }),
          ],
        }),
        'a',
      )?.id,
    ).toBe('second');
    expect([isLive(undefined), isLive(leg({ state: 'ended' })), isLive(leg({ state: 'starting' }))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('that was only asked for has not rung, joined or ended', () => {
    const given = { id: 'l', role: 'agent', agentId: 'a', number: '400', startedAt: begin } as const;
    expect(newLeg(given)).toMatchObject({
      ...given,
      state: 'starting',
      outcome: 'in-progress',
      hasEarlyMedia: false,
      recorder: 'none',
      spans: [],
    });
  });

  test('has no outcome until it has ended', () => {
    expect([
      legOutcome(leg({ state: 'up', outcome: 'busy' })),
      legOutcome(leg({ state: 'ended', outcome: 'busy' })),
    ]).toEqual(['in-progress', 'busy']);
  });

  test('notes when it was in which bridge', () => {
    const [first, second] = ['c.b1', 'c.b2'];
    const inside = { ...caller, spans: spansIn(caller, talkingIn(first), at(1)) };
    expect(inside.spans).toEqual([{ from: at(1), to: null, bridgeId: first }]);
    expect(spansIn(inside, talkingIn(first), at(2))).toBe(inside.spans);
    expect(spansIn(inside, talkingIn(second), at(2))).toEqual([
      { from: at(1), to: at(2), bridgeId: first },
      { from: at(2), to: null, bridgeId: second },
    ]);
    const outside = { ...inside, spans: spansIn(inside, music, at(3)) };
    expect(outside.spans).toEqual([{ from: at(1), to: at(3), bridgeId: first }]);
    expect(spansIn(outside, apart, at(4))).toBe(outside.spans);
    expect(spansIn(outside, talkingIn(first), at(5))).toEqual([
      { from: at(1), to: at(3), bridgeId: first },
      { from: at(5), to: null, bridgeId: first },
    ]);
    expect(spansIn(caller, apart, at(1))).toEqual([]);
  });

  test('tells its call by its id, and a channel that is not ours tells none', () => {
    const id = '10000000-0000-7000-8000-000000000001';
    expect([nextLegId(call({ id, nextId: 3 })), nextPlaybackId(call({ id, nextId: 3 }))]).toEqual([
      `${id}.3`,
      `${id}.p3`,
    ]);
    expect([callIdOfLeg(`${id}.3`), callIdOfLeg(`${id}.12`)]).toEqual([id, id]);
    expect([
      callIdOfLeg(`${id}.p3`),
      callIdOfLeg(id),
      callIdOfLeg(`${id}.`),
      callIdOfLeg('1764300000.5'),
      callIdOfLeg(`x${id}.3`),
      callIdOfLeg(`${id}.3x`),
    ]).toEqual([null, null, null, null, null, null]);
  });
});
