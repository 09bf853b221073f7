/** A phone that dials the number of a parked call by itself, before the rules of live calls. */
import { expect, test } from 'vitest';
import { id, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { createLog } from '../kernel/log.ts';
import type { AriClient } from './ari/client.ts';
import type { AriEvent } from './ari/wire.ts';
import { Dispatch } from './dispatch.ts';
import { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';

const tenantId = 'tenant';

/** A tenant with a parked call, and what its agents' phones dial. */
function tenantWithParkedCall({ writing = async (): Promise<void> => undefined } = {}) {
  const control = new TestCallControl({ agents: [{}, {}, { isInsideOnly: true }] }).talking();
  control.apply({ type: 'park', agentId: id(0), callId: 'call' }, 5);
  const registry = new Registry();
  const apply = (event: Event): void => registry.legsChanged(tenantId, control.apply(event).legs);
  let written = Promise.resolve();
  /** Events take effect one after the other, each when it is written. */
  const handle = (event: Event): Promise<void> => (written = written.then(writing).then(() => apply(event)));
  registry.add({
    tenantId,
    get current() {
      return control.state;
    },
    post: (event: Event) => void handle(event),
    handle,
  } as unknown as TenantEngine);
  for (const agentId of control.state.agents.keys()) registry.setAgent(agentId, tenantId);
  const hungUp: unknown[] = [];
  const request = async (method: string, path: string, query: object): Promise<void> =>
    void (method === 'DELETE' && hungUp.push([path, query]));
  const dispatch = new Dispatch({
    ari: { request } as unknown as AriClient,
    registry,
    log: createLog('silent'),
    isFull: () => false,
    onMove: () => undefined,
    onLostBridge: () => undefined,
    onTakeover: () => undefined,
    reasonOf: () => null,
    findCustomer: async () => null,
  });
  const dial = async (by: number, exten: string, channelId = `phone-${by}`): Promise<void> => {
    const channel = {
      id: channelId,
      name: `PJSIP/agent-${id(by)}-0001`,
      state: 'Ring',
      dialplan: { context: 'agents', exten, app_name: 'Stasis' },
    };
    dispatch.hear({ type: 'StasisStart', channel, args: [] } as unknown as AriEvent);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const goneBeforeItIsWritten = (legId: string): void => {
    const channel = {
      id: legId,
      name: `PJSIP/agent-${id(1)}-0001`,
      state: 'Down',
      dialplan: { context: 'agents', exten: '7001', app_name: 'Stasis' },
    };
    dispatch.hear({ type: 'ChannelDestroyed', cause: 16, channel } as unknown as AriEvent);
  };
  return { control, registry, dial, goneBeforeItIsWritten, hungUp };
}

test("[A2.5] an agent's desk phone has a parked call by dialling its number", async () => {
  const { control, dial, hungUp } = tenantWithParkedCall();
  await dial(1, '7001');
  expect([control.heard(), control.agent(1).state, hungUp]).toEqual([
    { customer: 'agent-1', 'agent-1': 'customer' },
    'talking',
    [],
  ]);
  // The dialplan hands it over again after the server was away.
  await dial(1, '7001');
  expect([control.call().phase, hungUp]).toEqual(['talking', []]);
});

test('[A2.5] it is hung up where nothing is parked, where it may not have the call, and when its call is over', async () => {
  const { control, dial, hungUp } = tenantWithParkedCall();
  await dial(1, '7002');
  await dial(2, '7001');
  expect([control.call().phase, hungUp]).toEqual([
    'parked',
    [
      ['/channels/phone-1', { reason_code: 1 }],
      ['/channels/phone-2', { reason_code: 17 }],
    ],
  ]);
  await dial(1, '7001', 'second');
  control.apply({ type: 'hang-up', agentId: id(1), callId: 'call' });
  await dial(1, '7001', 'second');
  expect(hungUp.at(-1)).toEqual(['/channels/second', { reason_code: 1 }]);
});

test('[A2.5] a phone that hangs up while the fetch is being written leaves the customer parked, not alone in silence', async () => {
  const write: (() => void)[] = [];
  const { control, dial, goneBeforeItIsWritten } = tenantWithParkedCall({
    writing: () => new Promise((resolve) => void write.push(resolve)),
  });
  const waits = [control.call().phase, control.heard()];
  await dial(1, '7001');
  goneBeforeItIsWritten('phone-1');
  while (write.length > 0) {
    write.splice(0).forEach((done) => done());
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([control.call().phase, control.heard()]).toEqual(waits);
  expect([control.agent(1).state, control.agent(1).callId]).toEqual(['ready', null]);
});

test('[A2.5] a leg whose fetch is refused is nobody’s again', async () => {
  const { registry, dial } = tenantWithParkedCall();
  await dial(2, '7001');
  expect([registry.ofLeg('phone-2'), registry.hasLeft('phone-2')]).toEqual([undefined, true]);
});
