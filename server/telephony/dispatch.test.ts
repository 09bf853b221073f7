import { expect, test } from 'vitest';
import type { Event } from '@bahu/domain/switchboard/event.ts';
import { createLog } from '../kernel/log.ts';
import type { AriClient } from './ari/client.ts';
import type { AriChannel } from './ari/wire.ts';
import { Dispatch } from './dispatch.ts';
import { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';

const [tenantId, trunkId] = ['tenant', 'trunk'];
const channel = { id: 'leg', name: 'PJSIP/trunk-1', caller: { number: '13900000001', name: '' }, dialplan: { exten: '4000000800', context: 'trunk', app_name: 'Stasis' } } as unknown as AriChannel;

/** The dispatch before an engine that notes what it is told, and a media engine that notes what is hung up. */
function dispatchOf() {
  const [told, hungUp, kept]: [Event[], string[], string[]] = [[], [], []];
  const registry = new Registry();
  const engine = {
    tenantId, current: { configuration: { home: { countryCode: '86', areaCode: '755' } }, calls: new Map() }, post: (event: Event) => void told.push(event),
  } as unknown as TenantEngine;
  registry.add(engine);
  registry.setTrunk(trunkId, tenantId);
  const request = async (method: string, path: string) => void (method === 'DELETE' ? hungUp : kept).push(path);
  const ari = { request } as unknown as AriClient;
  const dispatch = new Dispatch({ ari, registry, log: createLog('silent'), maxCalls: 100, onTakeover: () => undefined, reasonOf: () => null, findCustomer: async () => null } as ConstructorParameters<typeof Dispatch>[0]);
  return { dispatch, registry, told, hungUp, kept };
}

test('[R1] a caller has one record: seen again while his call is up or after it has ended, he begins no second one', () => {
  const { dispatch, registry, told, hungUp, kept } = dispatchOf();
  dispatch.arrive(trunkId, channel, undefined);
  dispatch.arrive(trunkId, channel, undefined);
  registry.legsChanged(tenantId, new Map([[channel.id, null]]));
  dispatch.arrive(trunkId, channel, undefined);
  expect(told.map(({ type }) => type)).toEqual(['inbound', 'leg-ready']);
  expect([hungUp, kept]).toEqual([['/channels/leg'], ['/channels/leg/variable']]);
});

test('[A2.10] a call gets its long time limit once, and again when the media engine did not take it', async () => {
  const { dispatch, kept } = dispatchOf();
  dispatch.keepAlive('leg');
  dispatch.keepAlive('leg');
  expect(kept).toHaveLength(1);
  dispatch.keepOnly(new Set());
  dispatch.keepAlive('leg');
  expect(kept).toHaveLength(2);
});

test('of the legs that have left only the latest are remembered', () => {
  const { registry } = dispatchOf();
  for (let i = 0; i <= 5000; i++) registry.legsChanged(tenantId, new Map([[`leg-${i}`, null]]));
  expect([registry.hasLeft('leg-0'), registry.hasLeft('leg-1'), registry.hasLeft('leg-5000')]).toEqual([false, true, true]);
});
