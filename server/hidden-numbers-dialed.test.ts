/** Whoever may not see numbers dials one after another to find out whose they are: a call tells it when that person's phone rings, and not before. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Fact } from '@bahu/domain/callcontrol/fact.ts';
import type { DialNumber } from '@bahu/domain/numbers/dial.ts';
import { simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { agentId } from '@bahu/domain/simulation/simulation.ts';
import { TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { newId } from './kernel/ids.ts';
import { deskWithoutEngine } from './compose/origin.ts';
import { findByNumber } from './slices/crm/customers/index.ts';
import type { WantedCall } from './slices/work/desk/routes.ts';
import { createTestServer, type TestServer, type TestUser } from './test-server.ts';

const canary = '15473269981';
let server: TestServer;
/** A customer of a colleague with the canary for a number, and one of the agent's own. */
let theirs: string;
let mine: string;
/** Where the last call was placed. */
let control: TestCallControl;

beforeAll(async () => {
  const phone = { ...deskWithoutEngine.phone, place: placeOnBoard };
  server = await createTestServer({ desk: { ...deskWithoutEngine, phone, findCustomer: customerOf } });
  const { id: tenantId, stranger, agent, departmentId } = server.tenant;
  [theirs, mine] = [newId(), newId()];
  await server.database.db.tenant(tenantId, (tx) =>
    tx
      .insertInto('customers')
      .values([
        { tenantId, id: theirs, name: '别人的客户', phone: `+86${canary}`, ownerId: stranger.userId },
        { tenantId, id: mine, name: '自己的客户', phone: '+8615400000001', ownerId: agent.userId, departmentId },
      ])
      .execute(),
  );
});
afterAll(() => server.stop());

const customerOf = (tenantId: string, number: string) =>
  server.database.db.tenant(tenantId, async (tx) => (await findByNumber(tx, number)) ?? null);

/** Every call at a switchboard of its own: nobody is busy. */
async function placeOnBoard(
  _tenantId: string,
  _agentId: string,
  { target, customer, isToldOnceReached }: WantedCall,
): Promise<string> {
  control = new TestCallControl();
  const outside = {
    kind: 'external',
    number: target.number as DialNumber,
    trunkId: simulatedTrunk,
    callerId: simulatedDid,
  } as const;
  const customerId = customer?.id ?? null;
  control.apply({
    type: 'place',
    callId: 'call',
    agentId: agentId(0),
    target: outside,
    customerId,
    customerName: customer?.name ?? null,
    isToldOnceReached,
  });
  return newId();
}

const ask = (user: TestUser, method: 'GET' | 'POST', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
let free = 15480000000;
const nextFree = (): string => String(free++);

describe('[U1] dialling numbers until one is somebody’s', () => {
  const dial = (user: TestUser, wanted: object) => ask(user, 'POST', '/desk/calls', wanted);
  const shown = () => control.call().customerId;

  test('[U1] tells a masked reader whose number they typed only when that phone rings, and everybody else at once', async () => {
    const { agent, administrator } = server.tenant;
    expect((await dial(agent, { number: canary })).statusCode).toBe(200);
    expect(shown()).toBeNull();
    control.apply({ type: 'leg-ready', legId: control.near() }, 1);
    control.apply({ type: 'leg-ready', legId: control.far() });
    expect(shown()).toBeNull();
    control.apply({ type: 'leg-ringing', legId: control.far() }, 1);
    expect(shown()).toBe(theirs);
    await dial(administrator, { number: canary });
    expect(shown()).toBe(theirs);
  });

  test('[U1] is told at once of a customer whom they may open, and not of one behind an earlier call that is nobody’s', async () => {
    const { agent } = server.tenant;
    await dial(agent, { customerId: mine });
    expect(shown()).toBe(mine);
    await dial(agent, { callId: await placed(agent, []) });
    expect(shown()).toBeNull();
  });

  /** A call to the canary that somebody placed before, with what happened to it. */
  async function placed(by: TestUser, facts: Fact['type'][]): Promise<string> {
    const { id: tenantId } = server.tenant;
    const callId = newId();
    await server.database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('calls')
        .values({
          tenantId,
          id: callId,
          direction: 'outbound',
          startedAt: new Date(),
          number: `+86${canary}`,
          ownNumber: '',
          agentId: by.userId,
        })
        .execute();
      for (const [seq, type] of facts.entries())
        await tx
          .insertInto('callEvents')
          .values({ tenantId, callId, seq: seq + 1, at: new Date(), type, data: '{}' })
          .execute();
    });
    return callId;
  }

  test.each<[string, Fact['type'][], boolean]>([
    ['that was only placed', ['started'], false],
    ['that was dialled and given up', ['started', 'dialed', 'ended'], false],
    ['that rang', ['started', 'dialed', 'alerting'], true],
    ['whose network spoke', ['started', 'dialed', 'early-media'], true],
    ['that was answered', ['started', 'dialed', 'connected'], true],
    ['that was answered without sound', ['started', 'dialed', 'answered-without-audio'], true],
  ])('[U1] nor does the record of a call %s tell more, and opens no card', async (_what, facts, isTold) => {
    const { agent, administrator } = server.tenant;
    const callId = await placed(agent, facts);
    const customerFor = async (user: TestUser) =>
      (await ask(user, 'GET', `/calls/${callId}/customer`)).json<{ customer: Customer | null }>().customer?.id ?? null;
    expect([await customerFor(agent), await customerFor(administrator)]).toEqual([isTold ? theirs : null, theirs]);
    expect((await ask(agent, 'GET', `/customers/${theirs}`)).statusCode).toBe(404);
  });

  test('[U1] is counted by the hour, in the audit log, for whoever types blindly; no click, no extension, nobody who sees numbers', async () => {
    const { stranger, administrator } = server.tenant;
    const entries = () =>
      server.database.asOwner<{ n: number }>(
        "select count(*)::int as n from audit_rows where action = 'call.dial' and actor_id = $1",
        [stranger.userId],
      );
    const counted = {
      tenant_id: server.tenant.id,
      actor_id: stranger.userId,
      actor_name: 'x',
      via: 'session',
      action: 'call.dial',
      record_type: 'call',
    };
    await server.database.asOwner(
      `insert into audit_rows (${Object.keys(counted).join(', ')}, id, at, after)
       select $1, $2, $3, $4, $5, $6, gen_random_uuid(), now() - interval '30 minutes', '{"phone": "+8615400000009"}' from generate_series(1, 238)`,
      Object.values(counted),
    );
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await dial(stranger, { number: nextFree() })).statusCode);
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(await entries()).toEqual([{ n: 240 }]);
    for (const wanted of [{ customerId: theirs }, { callId: await placed(stranger, []) }, { number: '801' }])
      expect((await dial(stranger, wanted)).statusCode).toBe(200);
    expect((await dial(administrator, { number: nextFree() })).statusCode).toBe(200);
    expect(await entries()).toEqual([{ n: 240 }]);
    await server.database.asOwner("update audit_rows set at = at - interval '31 minutes' where action = 'call.dial'");
    expect((await dial(stranger, { number: nextFree() })).statusCode).toBe(200);
  });
});
