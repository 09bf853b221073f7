import { expect, test, vi } from 'vitest';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { createLog } from '../kernel/log.ts';
import type { Move } from './bridge-times.ts';
import { AriError, type AriClient } from './ari/client.ts';
import type { AriChannel, AriEvent } from './ari/wire.ts';
import { Dispatch, keepAfterMs } from './dispatch.ts';
import { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';

const [tenantId, trunkId] = ['tenant', 'trunk'];
const channel = {
  id: 'leg',
  name: 'PJSIP/trunk-1',
  caller: { number: '13900000001', name: '' },
  dialplan: { exten: '4000000800', context: 'trunk', app_name: 'Stasis' },
} as unknown as AriChannel;

const inBridge = '01a223ed-a2a9-75db-a6b4-bcf56e7e0359';
const nothing = async (): Promise<unknown> => undefined;

/** The dispatch before an engine that notes what it is told, and a media server that notes what is hung up. */
function dispatchOf(answer: () => Promise<unknown> = nothing, set: () => Promise<unknown> = nothing) {
  const [told, hungUp, kept, lost]: [Event[], string[], string[], number[]] = [[], [], [], []];
  const moves: Move[] = [];
  const registry = new Registry();
  const engine = {
    tenantId,
    current: {
      configuration: { home: { countryCode: '86', areaCode: '755' }, trunks: new Map() },
      calls: new Map<string, unknown>([
        ['call', { legs: [{ id: 'dialed', role: 'customer', state: 'ringing' }] }],
        [inBridge, { parties: [{ place: { kind: 'bridge', bridgeId: `${inBridge}.b1` } }] }],
      ]),
      legs: new Map([['dialed', 'call']]),
    },
    post: (event: Event) => void told.push(event),
  } as unknown as TenantEngine;
  registry.add(engine);
  registry.setTrunk(trunkId, tenantId);
  const request = (method: string, path: string): Promise<unknown> => {
    if (method === 'GET') return answer();
    (method === 'DELETE' ? hungUp : kept).push(path);
    return method === 'POST' ? set() : Promise.resolve();
  };
  const ari = { request } as unknown as AriClient;
  const dispatch = new Dispatch({
    ari,
    registry,
    log: createLog('silent'),
    isFull: () => false,
    onLostBridge: () => void lost.push(1),
    onMove: (move: Move) => void moves.push(move),
    onTakeover: () => undefined,
    reasonOf: () => null,
    findCustomer: async () => null,
  } as ConstructorParameters<typeof Dispatch>[0]);
  return { dispatch, registry, told, hungUp, kept, lost, moves };
}

test('[R1] a caller has one record: seen again while their call is up or after it has ended, they begin no second one', () => {
  const { dispatch, registry, told, hungUp } = dispatchOf();
  dispatch.arrive(trunkId, channel, undefined);
  dispatch.arrive(trunkId, channel, undefined);
  registry.legsChanged(tenantId, new Map([[channel.id, null]]));
  dispatch.arrive(trunkId, channel, undefined);
  expect(told.map(({ type }) => type)).toEqual(['inbound', 'leg-ready']);
  expect(hungUp).toEqual(['/channels/leg']);
});

test('[A2.10] a call that is refused at once gets no longer time limit, one that goes on does', () => {
  vi.useFakeTimers();
  try {
    const { dispatch, registry, kept } = dispatchOf();
    dispatch.arrive(trunkId, channel, undefined);
    dispatch.arrive(trunkId, { ...channel, id: 'refused' }, undefined);
    registry.legsChanged(tenantId, new Map([['refused', null]]));
    expect(kept).toEqual([]);
    vi.advanceTimersByTime(keepAfterMs);
    expect(kept).toEqual(['/channels/leg/variable']);
  } finally {
    vi.useRealTimers();
  }
});

test('[A2.10] a call gets its long time limit once, and again when the media server did not take it or the call was gone meanwhile', async () => {
  const set = vi.fn(async () => undefined as unknown).mockRejectedValueOnce(new AriError(500, 'POST', 'not now'));
  const { dispatch, kept } = dispatchOf(undefined, set);
  const isKeptAgain = () => {
    kept.length = 0;
    dispatch.keepAlive('leg');
    return kept.length === 1;
  };
  expect(isKeptAgain()).toBe(true);
  await vi.waitFor(() => expect(isKeptAgain()).toBe(true));
  await new Promise(setImmediate);
  expect(isKeptAgain()).toBe(false);
  dispatch.keepOnly(new Set());
  expect(isKeptAgain()).toBe(true);
});

test('[P2] channels that are slow to take their long time limit never have more than four of the connections, and all get it', async () => {
  const waiting: (() => void)[] = [];
  const { dispatch, registry, kept } = dispatchOf(
    undefined,
    () => new Promise((resolve) => void waiting.push(() => resolve(undefined))),
  );
  for (let i = 0; i < 9; i++) dispatch.keepAlive(`leg-${i}`);
  expect(kept.length).toBe(4);
  registry.legsChanged(tenantId, new Map([['leg-8', null]]));
  for (let done = 0; done < waiting.length; done++) {
    waiting[done]!();
    await new Promise(setImmediate);
    expect(kept.length - done - 1).toBeLessThanOrEqual(4);
  }
  expect(kept).toEqual(Array.from({ length: 8 }, (_, i) => `/channels/leg-${i}/variable`));
});

test.each<[string, () => Promise<unknown>, string]>([
  ['has somewhere to send sound to', async () => ({ value: '127.0.0.1:40000' }), 'leg-answered'],
  ['has nowhere to send sound to', async () => ({ value: '' }), 'leg-answered-without-audio'],
  ['was answered with port 0', async () => ({ value: '127.0.0.1:0' }), 'leg-answered-without-audio'],
  [
    'is gone, as one without sound is at once',
    () => Promise.reject(new AriError(404, 'GET', 'no such channel')),
    'leg-answered-without-audio',
  ],
  [
    'has no such function',
    () => Promise.reject(new AriError(500, 'GET', 'unable to read')),
    'leg-answered-without-audio',
  ],
  [
    'cannot be asked because the media server is starting',
    () => Promise.reject(new AriError(503, 'GET', 'not yet')),
    'leg-answered',
  ],
  ['cannot be asked', () => Promise.reject(new Error('socket hang up')), 'leg-answered'],
])(
  '[R1] [A2.2] the other party’s answer counts when there is a way for sound: a leg that %s',
  async (_what, answer, type) => {
    const { dispatch, registry, told } = dispatchOf(answer);
    registry.legsChanged(tenantId, new Map([['dialed', 'call']]));
    dispatch.hear({
      type: 'ChannelStateChange',
      channel: { ...channel, id: 'dialed', state: 'Up' },
    } as unknown as AriEvent);
    await vi.waitFor(() => expect(told.map((event) => event.type)).toEqual([type]));
  },
);

test('of the legs that have left only the latest are remembered', () => {
  const { registry } = dispatchOf();
  for (let i = 0; i <= 5000; i++) registry.legsChanged(tenantId, new Map([[`leg-${i}`, null]]));
  expect([registry.hasLeft('leg-0'), registry.hasLeft('leg-1'), registry.hasLeft('leg-5000')]).toEqual([
    false,
    true,
    true,
  ]);
});

test('[A2.10] a bridge that is gone is looked after at once when people should be in it, and not when we have ended it', () => {
  const { dispatch, lost } = dispatchOf();
  const gone = (id: string): number => {
    dispatch.hear({ type: 'BridgeDestroyed', bridge: { id } } satisfies AriEvent);
    return lost.length;
  };
  const nobodys = '01a223ed-a2a9-75db-a6b4-bcf56e7e0360';
  expect([`${inBridge}.b2`, `${nobodys}.b1`, 'another', `${inBridge}.b1`].map(gone)).toEqual([0, 0, 0, 1]);
});

test('[A2.5] [R1] moves between bridges are noted of legs of ours alone, and of those that say when', () => {
  const { dispatch, registry, told, moves } = dispatchOf();
  registry.legsChanged(tenantId, new Map([['dialed', 'call']]));
  const bridge = { id: 'call.b1' };
  const of = (id: string) => ({ ...channel, id });
  const timestamp = '2026-11-02T08:30:00.250+0800';
  dispatch.hear({ type: 'ChannelEnteredBridge', channel: of('dialed'), bridge, timestamp });
  dispatch.hear({ type: 'ChannelLeftBridge', channel: of('dialed'), bridge });
  dispatch.hear({ type: 'ChannelLeftBridge', channel: of('nobody'), bridge, timestamp });
  dispatch.hear({ type: 'ChannelLeftBridge', channel: of('dialed'), bridge, timestamp });
  const at = Date.UTC(2026, 10, 2, 0, 30, 0, 250);
  expect(moves).toEqual([false, true].map((hasLeft) => ({ legId: 'dialed', bridgeId: 'call.b1', hasLeft, at })));
  expect(told).toEqual([]);
});
