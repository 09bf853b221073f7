/** Random arrangements: the commands, obeyed by a small model of the media server, make everybody hear what `hears` says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apart,
  commandsBetween,
  hears,
  mediaOf,
  music,
  nowhere,
  talkingIn,
  type Media,
  type Party,
  type Place,
  type Topology,
} from './topology.ts';
import { ModelServer } from './test-model-server.ts';

const names = ['customer', 'agent', 'colleague', 'guest', 'leader', 'inspector'];
const supervisors = new Set(['leader', 'inspector']);
const anyPlace = (self: string): fc.Arbitrary<Place> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('bridge' as const),
        bridgeId: fc.constantFrom('b1', 'b2', 'b3'),
        isMuted: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constant(music) },
    { weight: 1, arbitrary: fc.constant(apart) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('announcement' as const),
        playbackId: fc.constantFrom(`${self}.p1`, `${self}.p2`),
        what: fc.constantFrom('ringing' as const, ['welcome', 'menu']),
      }),
    },
    ...(supervisors.has(self)
      ? [
          {
            weight: 3,
            arbitrary: fc.record({
              kind: fc.constant('supervising' as const),
              targetId: fc.constantFrom('agent', 'colleague'),
              mode: fc.constantFrom('listen' as const, 'whisper' as const),
              bridgeId: fc.constantFrom(`${self}.e1`, `${self}.e2`),
              nth: fc.constantFrom(1, 2),
            }),
          },
        ]
      : []),
  );
const anyTopology: fc.Arbitrary<Topology> = fc
  .tuple(fc.subarray(['b1', 'b2', 'b3']), ...names.map((id) => fc.option(anyPlace(id), { freq: 4, nil: null })))
  .map(([bridges, ...places]) => ({
    bridges,
    parties: new Map(
      places.flatMap((place, i): [string, Party][] => (place ? [[names[i]!, { id: names[i]!, place }]] : [])),
    ),
  }));

describe('commandsBetween', () => {
  test('[A2.5] makes everybody hear what the arrangement says, whatever it was before, and nothing is left at the end', () => {
    fc.assert(
      fc.property(fc.array(anyTopology, { minLength: 1, maxLength: 6 }), (steps) => {
        const server = new ModelServer();
        let media: Media = mediaOf(nowhere);
        for (const step of steps) {
          const next = mediaOf(step);
          server.becomes(media, next);
          media = next;
          for (const [id, set] of hears(step))
            expect([id, [...server.heard(id)].sort()]).toEqual([id, [...set].sort()]);
          expect(commandsBetween(media, mediaOf(step))).toEqual([]);
        }
        server.becomes(media, mediaOf(nowhere));
        expect(server.leftovers()).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('[A2.5] moves one who confirms a transfer out of the bridge and touches nobody else', () => {
    const threeWay = at({ customer: talkingIn('b1'), agent: talkingIn('b1'), colleague: talkingIn('b1') });
    const confirmed = at({ customer: talkingIn('b1'), agent: apart, colleague: talkingIn('b1') });
    expect(commandsBetween(mediaOf(threeWay), mediaOf(confirmed))).toEqual([
      { do: 'leave', bridgeId: 'b1', channelId: 'agent' },
    ]);
  });

  test('[A2.6] asks nothing of a channel that is gone', () => {
    const before = at({
      customer: music,
      agent: talkingIn('b1'),
      colleague: { kind: 'announcement', playbackId: 'p', what: 'ringing' },
    });
    expect(commandsBetween(mediaOf(before), mediaOf({ parties: new Map(), bridges: ['b1'] }))).toEqual([]);
    expect(commandsBetween(mediaOf(before), mediaOf(nowhere))).toEqual([{ do: 'destroy-bridge', bridgeId: 'b1' }]);
  });

  test('[A2.6] stops what is played before music begins, and music before an announcement', () => {
    const waiting = at({ customer: music });
    const told = at({ customer: { kind: 'announcement', playbackId: 'p', what: ['goodbye'] } });
    expect(commandsBetween(mediaOf(waiting), mediaOf(told)).map((command) => command.do)).toEqual([
      'stop-music',
      'play',
    ]);
    expect(commandsBetween(mediaOf(told), mediaOf(waiting)).map((command) => command.do)).toEqual([
      'stop-playing',
      'start-music',
    ]);
  });
});

describe('hears', () => {
  test('[A2.5] a customer on hold hears music while agent and colleague hear each other', () => {
    expect(heardBy({ customer: music, agent: talkingIn('b2'), colleague: talkingIn('b2') })).toEqual({
      customer: ['music'],
      agent: ['colleague'],
      colleague: ['agent'],
    });
  });

  test('[A2.5] in a three-way call everybody hears the two others', () => {
    expect(heardBy({ customer: talkingIn('b1'), agent: talkingIn('b1'), colleague: talkingIn('b1') })).toEqual({
      customer: ['agent', 'colleague'],
      agent: ['customer', 'colleague'],
      colleague: ['customer', 'agent'],
    });
  });

  test('[U6] a whisper is heard by the agent alone, and by no other supervisor', () => {
    expect(
      heardBy({
        customer: talkingIn('b1'),
        agent: talkingIn('b1'),
        leader: { kind: 'supervising', targetId: 'agent', mode: 'whisper', bridgeId: 'e1', nth: 1 },
        inspector: { kind: 'supervising', targetId: 'agent', mode: 'listen', bridgeId: 'e2', nth: 2 },
      }),
    ).toEqual({
      customer: ['agent'],
      agent: ['customer', 'leader'],
      leader: ['agent', 'customer'],
      inspector: ['agent', 'customer'],
    });
  });

  test('[U6] a muted party hears and is not heard; an announcement is heard by its party alone', () => {
    expect(
      heardBy({
        customer: talkingIn('b1'),
        agent: { kind: 'bridge', bridgeId: 'b1', isMuted: true },
        colleague: { kind: 'announcement', playbackId: 'p1', what: ['welcome'] },
      }),
    ).toEqual({ customer: [], agent: ['customer'], colleague: ['p1'] });
  });
});

function at(places: Record<string, Place>): Topology {
  const bridges = [
    ...new Set(Object.values(places).flatMap((place) => (place.kind === 'bridge' ? [place.bridgeId] : []))),
  ];
  return { bridges, parties: new Map(Object.entries(places).map(([id, place]) => [id, { id, place }])) };
}

function heardBy(places: Record<string, Place>): Record<string, string[]> {
  return Object.fromEntries([...hears(at(places))].map(([id, set]) => [id, [...set]]));
}
