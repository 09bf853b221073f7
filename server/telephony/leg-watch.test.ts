import { expect, test } from 'vitest';
import type { Party, Phase } from '@bahu/domain/callcontrol/call.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import type { Measured } from '@bahu/domain/voice-quality/measure.ts';
import { AriError, type AriClient, type AriRequest } from './ari/client.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { LegWatch } from './leg-watch.ts';

type Side = Pick<Party, 'kind' | 'heldBy' | 'state' | 'legId' | 'isSilent'>;
interface TestCall {
  phase?: Phase;
  remoteId?: string;
  far?: Partial<Side>;
  near?: Partial<Side>;
  legs?: { id: string; permanent: { id: string } }[];
}
const side = { heldBy: null, state: 'in', isSilent: false } as const;

/** A watch over one call, with what a media server counts of its legs; a count that is missing cannot be read. */
function watching({ phase = 'talking', remoteId = 'far', far, near, legs = [] }: TestCall = {}) {
  const told: Event[] = [];
  const asked: string[] = [];
  const codecAsked: string[] = [];
  const journeys: number[] = [];
  const measured: [string, Measured][] = [];
  const codecs = new Set<string | null>();
  const counts = new Map<string, Record<string, number | undefined>>();
  const parties = [
    { id: 'far', agentId: null, kind: 'customer', legId: 'far', ...side, ...far },
    { id: 'near', agentId: 'a0', kind: 'agent', legId: 'near', ...side, ...near },
  ];
  /** As the calls do with what they are told. */
  const post = (event: Event): void => {
    told.push(event);
    const party = parties.find(({ id }) => 'legId' in event && event.legId === id);
    if (party) party.isSilent = event.type === 'leg-silent';
  };
  const call = { id: 'call', startedAt: 0, phase, remoteId, parties, legs };
  const engine = { tenantId: 't', current: { calls: new Map([['call', call]]) }, post } as unknown as TenantEngine;
  const answer = ({ path }: AriRequest): unknown => {
    const [, legId = '', what] = /^\/channels\/(.*)\/(rtp_statistics|variable)$/.exec(path)!;
    if (what === 'variable') return codecAsked.push(legId) && { value: '(opus)' };
    asked.push(legId);
    return counts.get(legId) ?? new AriError(404, path, 'gone');
  };
  const requestAll = async (requests: readonly AriRequest[]): Promise<unknown[]> => {
    journeys.push(requests.length);
    return requests.map(answer);
  };
  const watch = new LegWatch({
    ari: { requestAll } as unknown as AriClient,
    engines: () => [engine],
    onMeasured: (leg, what) => {
      measured.push([leg.legId, what]);
      codecs.add(leg.codec);
    },
  });
  let heard = 0;
  /** One reading; the agent is heard all the time unless they are counted. */
  const read = async (customer?: number, agent: number = ++heard): Promise<string[]> => {
    if (customer === undefined) counts.delete('far');
    else counts.set('far', { rxcount: customer });
    counts.set('near', { rxcount: agent });
    told.length = 0;
    await watch.read();
    return told.map((event) => ('legId' in event ? `${event.type} ${event.legId}` : event.type));
  };
  return { asked, codecAsked, journeys, told, counts, watch, read, parties, measured, codecs };
}

test('[A2.1] a customer of whom no packet came between two readings is silent, and heard again with the next packet', async () => {
  const { read } = watching();
  expect([await read(100), await read(100), await read(100)]).toEqual([[], ['leg-silent far'], []]);
  expect([await read(101), await read(102)]).toEqual([['leg-heard far'], []]);
});

test('[A2.1] so is an agent, of whom the customer then hears nothing', async () => {
  const { read } = watching();
  expect([await read(1, 7), await read(2, 7), await read(3, 8)]).toEqual([[], ['leg-silent near'], ['leg-heard near']]);
});

test('[A2.1] a leg that could not be read tells nothing, and the next reading begins anew', async () => {
  const { read, counts, watch, told } = watching();
  expect([await read(100), await read(), await read(100), await read(100)]).toEqual([[], [], [], ['leg-silent far']]);
  counts.set('far', { rxcount: undefined });
  counts.set('near', { rxcount: 99 });
  told.length = 0;
  await watch.read();
  expect([told, await read(100)]).toEqual([[], []]);
});

test.each<[string, TestCall]>([
  ['a caller who waits', { phase: 'queued' }],
  ['a customer who hears music', { far: { heldBy: 'near' } }],
  ['a supervisor', { far: { kind: 'supervisor' } }],
  ['somebody who speaks before they answer', { far: { state: 'early' } }],
  ['somebody without a phone', { far: { legId: null } }],
  ['somebody whom the call is not about', { remoteId: 'other' }],
])('[A2.1] of %s no sound is expected', async (_who, call) => {
  const { read } = watching(call);
  expect([await read(100), await read(100)]).toEqual([[], []]);
});

test('[A2.1] nor of an agent who lets the other party hear music', async () => {
  const { read } = watching({ far: { heldBy: 'near' } });
  expect([await read(100, 7), await read(100, 7)]).toEqual([[], []]);
});

test('[A2.1] whoever comes back from the music has until the reading after the next', async () => {
  const { read, parties } = watching({ far: { heldBy: 'near' } });
  await read(100);
  parties[0]!.heldBy = null;
  expect([await read(100), await read(100)]).toEqual([[], ['leg-silent far']]);
});

test('[A2.1] every other reading is a sample of the quality, of what came since the last', async () => {
  const { counts, watch, measured, codecs } = watching();
  const reading = async (rxcount: number, rxploss: number) => {
    counts.set('far', { rxcount, rxploss, rxjitter: 0.004, txcount: rxcount, txploss: 0, txjitter: 0.01, rtt: 0.05 });
    await watch.read();
  };
  for (const [received, lost] of [
    [1000, 500],
    [1100, 500],
    [1225, 525],
    [1300, 525],
    [1475, 525],
  ] as const)
    await reading(received, lost);
  expect(measured.map(([legId, { incoming }]) => [legId, incoming.loss])).toEqual([
    ['far', 0.1],
    ['far', 0],
  ]);
  expect([...codecs]).toEqual(['opus']);
  expect(measured[0]![1]).toMatchObject({
    isOpus: true,
    rttMs: 50,
    incoming: { jitterMs: 4 },
    outgoing: { loss: 0, jitterMs: 10 },
  });
});

test('[A2.1] all legs are asked for in one journey, and for their codec with the first sample alone', async () => {
  const { read, journeys, codecAsked } = watching();
  for (let at = 1; at <= 2; at++) await read(at * 100, at * 100);
  expect([journeys, codecAsked]).toEqual([[2, 2], []]);
  for (let at = 3; at <= 5; at++) await read(at * 100, at * 100);
  expect([journeys, codecAsked]).toEqual([
    [2, 2, 2, 2, 2, 2],
    ['far', 'near'],
  ]);
});

test('[A2.1] nobody is asked for outside of conversations', async () => {
  const { read, asked } = watching({ phase: 'queued' });
  await read(1);
  expect(asked).toEqual([]);
});

test('[A2.9] a leg that goes over a permanent leg has its sound there, and its news is its own', async () => {
  const { counts, read, asked } = watching({ legs: [{ id: 'near', permanent: { id: 'permanent' } }] });
  const of = async (customer: number, permanent: number): Promise<string[]> => {
    counts.set('permanent', { rxcount: permanent });
    return read(customer);
  };
  await of(1, 10);
  expect(await of(2, 10)).toEqual(['leg-silent near']);
  expect(await of(3, 11)).toEqual(['leg-heard near']);
  expect(new Set(asked)).toEqual(new Set(['far', 'permanent']));
});
