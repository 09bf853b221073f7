import { expect, test } from 'vitest';
import type { Party, Phase } from '@bahu/domain/callcontrol/call.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { AriError, type AriClient } from './ari/client.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { SilenceWatch } from './silence.ts';

interface TestCall extends Pick<Party, 'kind' | 'heldBy' | 'state' | 'legId'> {
  phase: Phase;
  remoteId: string;
}
const talking: TestCall = {
  phase: 'talking',
  heldBy: null,
  remoteId: 'far',
  kind: 'customer',
  state: 'in',
  legId: 'far',
};

/** A watch over one call, with what a media server counts of its legs; a count that is missing cannot be read. */
function watching(change: Partial<TestCall> = {}) {
  const { phase, remoteId, ...party } = { ...talking, ...change };
  const [told, asked, counts]: [Event[], string[], Map<string, number | undefined>] = [[], [], new Map([['far', 100]])];
  const parties = [
    { id: 'far', ...party },
    { ...talking, id: 'near', kind: 'agent', legId: 'near' },
  ];
  const engine = {
    current: { calls: new Map([['call', { phase, remoteId, parties }]]) },
    post: (event: Event) => void told.push(event),
  } as unknown as TenantEngine;
  const request = async (_method: string, path: string): Promise<unknown> => {
    const legId = /^\/channels\/(.*)\/rtp_statistics$/.exec(path)![1]!;
    asked.push(legId);
    if (!counts.has(legId)) throw new AriError(404, path, 'gone');
    return { rxcount: counts.get(legId) };
  };
  const watch = new SilenceWatch({ ari: { request } as unknown as AriClient, engines: () => [engine] });
  const read = async (count?: number): Promise<string[]> => {
    if (count === undefined) counts.delete('far');
    else counts.set('far', count);
    told.length = 0;
    await watch.read();
    return told.map(({ type }) => type);
  };
  return { asked, told, counts, watch, read };
}

test('[A2.2] a customer of whom no packet came between two readings is silent, and heard again with the next packet', async () => {
  const { read, told } = watching();
  expect([await read(100), await read(100), await read(100)]).toEqual([[], ['leg-silent'], ['leg-silent']]);
  expect(await read(101)).toEqual(['leg-heard']);
  expect(told).toEqual([{ type: 'leg-heard', legId: 'far' }]);
});

test('[A2.2] a leg that could not be read tells nothing, and the next reading begins anew', async () => {
  const { read, counts, watch, told } = watching();
  expect([await read(100), await read(), await read(100), await read(100)]).toEqual([[], [], [], ['leg-silent']]);
  counts.set('far', undefined);
  told.length = 0;
  await watch.read();
  expect([told, await read(100)]).toEqual([[], []]);
});

test.each<[string, Partial<TestCall>]>([
  ['a caller who waits', { phase: 'queued' }],
  ['a customer who hears music', { heldBy: 'agent' }],
  ['a colleague', { kind: 'agent' }],
  ['somebody who speaks before they answer', { state: 'early' }],
  ['somebody without a phone', { legId: null }],
  ['nobody yet', { remoteId: 'other' }],
])('[A2.2] of %s no sound is expected', async (_who, change) => {
  const { read, asked } = watching(change);
  expect([await read(100), await read(100), asked]).toEqual([[], [], []]);
});
