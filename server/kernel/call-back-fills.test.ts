/** What migrations make of calls that were there before them, and of those that were up. */
import { apart, music, talkingIn, type Place } from '@bahu/domain/callcontrol/topology.ts';
import type { Call } from '@bahu/domain/callcontrol/call.ts';
import { violationsOfCall } from '@bahu/domain/simulation/violations.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate, type DatabaseUrls } from './migrate.ts';
import { factsOf, fillFacts, fillHolds, fillStates, holdsOf, statesOf } from './test-old-calls.ts';
import { before, fill, openOldDatabase, type OldDatabase, type Run } from './test-old-database.ts';

let database: OldDatabase;
let urls: DatabaseUrls;
let run: Run;
beforeAll(async () => {
  database = await openOldDatabase(30);
  ({ urls, run } = database);
});
afterAll(() => database.close());

describe('the calls of before', () => {
  test('[A2.10] calls that are up stand where they stood: in their bridge, with music, or hearing what is played', async () => {
    const { tenant } = await fill(run, '100006');
    const up = async (live: object) => {
      const id = newId();
      await run(
        "insert into calls (tenant_id, id, direction, started_at, number, line_number, live) values ($1, $2, 'inbound', now(), '1', '2', $3)",
        [tenant, id, JSON.stringify({ id, playbackId: null, heldBy: null, ...live })],
      );
      return id;
    };
    const far = { id: 'far', state: 'up', isBridged: true };
    const near = { id: 'near', state: 'up', isBridged: true };
    const pair = { farLegId: 'far', nearLegId: 'near', hasBridge: true, legs: [far, near] };
    const ids = {
      talking: await up({
        ...pair,
        phase: 'talking',
        legs: [far, near, { id: 'old', state: 'ended', isBridged: false }],
      }),
      held: await up({ ...pair, phase: 'talking', heldBy: 'near', legs: [far, { ...near, isBridged: false }] }),
      queued: await up({
        farLegId: 'far',
        nearLegId: null,
        hasBridge: false,
        phase: 'queued',
        legs: [{ ...far, isBridged: false }],
      }),
      menu: await up({
        farLegId: 'far',
        nearLegId: null,
        hasBridge: false,
        phase: 'menu',
        playbackId: 'p2',
        legs: [{ ...far, isBridged: false }],
      }),
      ringing: await up({
        ...pair,
        hasBridge: false,
        phase: 'dialing',
        playbackId: 'p3',
        legs: [
          { ...far, isBridged: false },
          { ...near, isBridged: false },
        ],
      }),
    };
    await migrate(urls, await before(39));
    const now = async (id: string) =>
      (
        await run<{ live: { bridges: string[]; legs: { place: Place }[] } }>('select live from calls where id = $1', [
          id,
        ])
      )[0]!.live;
    const placesOf = async (id: string) => (await now(id)).legs.map(({ place }) => place);
    const bridge = `${ids.talking}.b1`;
    expect(await now(ids.talking)).toEqual({
      id: ids.talking,
      farLegId: 'far',
      nearLegId: 'near',
      phase: 'talking',
      heldBy: null,
      bridges: [bridge],
      legs: [
        { id: 'far', state: 'up', place: talkingIn(bridge) },
        { id: 'near', state: 'up', place: talkingIn(bridge) },
        { id: 'old', state: 'ended', place: apart },
      ],
    });
    expect(await placesOf(ids.held)).toEqual([music, apart]);
    expect([(await now(ids.queued)).bridges, await placesOf(ids.queued)]).toEqual([[], [music]]);
    expect(await placesOf(ids.menu)).toEqual([{ kind: 'announcement', playbackId: 'p2', what: [] }]);
    expect(await placesOf(ids.ringing)).toEqual([apart, { kind: 'announcement', playbackId: 'p3', what: 'ringing' }]);
  });

  test('[A2.10] [R1] calls that are up become parties, offers and segments that agree with each other, and go on; facts carry ids', async () => {
    const { tenant } = await fill(run, '100007');
    const start = 1_750_000_000_000;
    const at = (seconds: number): number => start + seconds * 1000;
    const bridgeOf = (id: string): string => `${id}.b1`;
    const leg = (id: string, change: object) => ({
      id,
      role: 'agent',
      agentId: 'a',
      number: '801',
      state: 'up',
      startedAt: start,
      answeredAt: start,
      endedAt: null,
      cause: null,
      outcome: 'in-progress',
      recorder: 'none',
      spans: [],
      place: apart,
      ...change,
    });
    const principal = (change: object) =>
      leg('far', { role: 'customer', agentId: null, number: '+8615400000001', ...change });
    const old = (id: string, change: object) => ({
      id,
      direction: 'inbound',
      startedAt: start,
      farLegId: 'far',
      nearLegId: null,
      agentId: null,
      heldBy: null,
      heldSince: null,
      holdMs: 0,
      isFarSilent: false,
      isOwnSilent: false,
      keysToSend: '',
      queuedAt: null,
      queueId: null,
      answeredAt: null,
      endedAt: null,
      bridges: [],
      deadlines: {},
      nextSeq: 9,
      ...change,
    });
    const talk = (id: string, place: object, spans: object[] = [{ from: at(9), to: null }]) => ({
      phase: 'talking',
      nearLegId: 'near',
      agentId: 'a',
      queueId: 'q',
      queuedAt: at(4),
      answeredAt: at(9),
      bridges: [bridgeOf(id)],
      legs: [principal({ place, spans }), leg('near', { place, spans })],
    });
    const held = [{ from: at(9), to: at(12) }];
    const shapes: Record<string, (id: string) => object> = {
      menu: () => ({
        phase: 'menu',
        deadlines: { menu: at(5) },
        legs: [principal({ place: { kind: 'announcement', playbackId: 'p2', what: [] } })],
      }),
      queued: () => ({
        phase: 'queued',
        queueId: 'q',
        queuedAt: at(4),
        nearLegId: 'near',
        deadlines: { queue: at(99), ring: at(20) },
        legs: [principal({ place: music }), leg('near', { state: 'ringing' })],
      }),
      extension: () => ({
        phase: 'extension',
        nearLegId: 'near',
        deadlines: { ring: at(20) },
        legs: [principal({ place: music }), leg('near', { state: 'ringing' })],
      }),
      preparing: () => ({
        direction: 'outbound',
        phase: 'preparing',
        agentId: 'a',
        farLegId: null,
        nearLegId: 'near',
        deadlines: { ring: at(15) },
        legs: [leg('near', { state: 'starting' })],
      }),
      dialing: () => ({
        direction: 'outbound',
        phase: 'dialing',
        agentId: 'a',
        nearLegId: 'near',
        deadlines: { dial: at(60) },
        legs: [
          leg('near', { place: { kind: 'announcement', playbackId: 'p3', what: 'ringing' } }),
          principal({ state: 'ringing' }),
        ],
      }),
      talking: (id) => talk(id, talkingIn(bridgeOf(id))),
      held: (id) => ({
        ...talk(id, music),
        heldBy: 'near',
        heldSince: at(12),
        holdMs: 500,
        legs: [principal({ place: music, spans: held }), leg('near', { spans: held })],
      }),
      reconnecting: (id) => ({
        ...talk(id, music),
        phase: 'reconnecting',
        deadlines: { grace: at(50) },
        legs: [
          principal({ place: music, spans: held }),
          leg('near', { state: 'ended', spans: held, endedAt: at(12), cause: 16, outcome: 'connected' }),
        ],
      }),
      voicemail: () => ({
        phase: 'voicemail',
        queueId: 'q',
        queuedAt: at(4),
        deadlines: { voicemail: at(200) },
        legs: [principal({})],
      }),
    };
    const ids = new Map<string, string>();
    for (const [what, shape] of Object.entries(shapes)) {
      const id = newId();
      ids.set(what, id);
      await run(
        "insert into calls (tenant_id, id, direction, started_at, number, line_number, live) values ($1, $2, 'inbound', now(), '1', '2', $3)",
        [tenant, id, JSON.stringify(old(id, shape(id)))],
      );
    }
    await migrate(urls, await before(48));
    const states = await fillStates(run, tenant);
    await migrate(urls, await before(50));
    expect(await statesOf(run, states.agents)).toEqual(states.become);
    const heldCall = await fillHolds(run);
    const toldCall = await fillFacts(run);
    await migrate(urls);
    expect(await factsOf(run, toldCall.call)).toEqual(toldCall.becomes);
    expect(await holdsOf(run, heldCall)).toEqual([
      [
        [10, 15],
        [20, 30],
        [50, 60],
      ],
      [],
      [[80, 90]],
    ]);
    const rows = new Map(
      (
        await run<{ id: string; state: Call }>(
          "select id, state from live_state where tenant_id = $1 and kind = 'call'",
          [tenant],
        )
      ).map(({ id, state }) => [id, state]),
    );
    const now = (what: string): Call => rows.get(ids.get(what)!)!;
    expect([...ids.keys()].flatMap((what) => violationsOfCall(now(what)).map((wrong) => `${what}: ${wrong}`))).toEqual(
      [],
    );
    expect(
      [...ids.keys()].map((what) => [
        what,
        now(what).phase,
        now(what)
          .parties.map(({ state }) => state)
          .join(),
        now(what)
          .offers.map(({ reason }) => reason)
          .join(),
        now(what)
          .segments.map(({ kind }) => kind)
          .join(),
      ]),
    ).toEqual([
      ['menu', 'menu', 'in', '', 'menu'],
      ['queued', 'queued', 'in', 'queue', 'menu,queue'],
      ['extension', 'offered', 'in', 'direct', 'menu,agent'],
      ['preparing', 'preparing', '', 'own', 'agent'],
      ['dialing', 'dialing', 'in', 'dial', 'agent'],
      ['talking', 'talking', 'in,in', '', 'menu,queue,agent'],
      ['held', 'talking', 'in,in', '', 'menu,queue,agent'],
      ['reconnecting', 'talking', 'in,lost', '', 'menu,queue,agent'],
      ['voicemail', 'voicemail', 'in', '', 'menu,queue'],
    ]);
    expect(now('held').parties[0]).toMatchObject({ heldBy: 'near', heldSince: at(12), place: music });
    expect(now('held').segments[2]).toMatchObject({
      holds: [
        { from: at(9), to: at(9) + 500 },
        { from: at(12), to: null },
      ],
      startedAt: at(9),
    });
    expect(now('reconnecting').deadlines).toEqual({ 'grace/near': at(50) });
  });
});
