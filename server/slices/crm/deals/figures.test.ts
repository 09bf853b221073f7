import { afterEach, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { dealRoutes, type Deal } from '@bahu/contract/deals.ts';
import { documentedCodes } from '../../../contract/routes.ts';
import { newId } from '../../../kernel/ids.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';

const { server, admin } = await openTransfers();
const { agent, leader, supervisor, stranger } = server.tenant;

let made = 0;
const customerOf = async (user: TestUser): Promise<Customer> => {
  made += 1;
  const body = { name: `客户 ${made}`, phone: `1390008${String(made).padStart(4, '0')}` };
  return (await server.request(user, 'POST', '/api/customers', body)).json<Customer>();
};
const enter = (user: TestUser, { id }: Pick<Customer, 'id'>, body: object = {}) =>
  server.request(user, 'POST', `/api/customers/${id}/deals`, {
    product: '专业版',
    dealKind: 'new',
    dealStage: 'negotiating',
    amount: '100',
    ...body,
  });
const entered = async (user: TestUser, about: Pick<Customer, 'id'>, body: object = {}): Promise<Deal> => {
  const reply = await enter(user, about, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Deal>();
};
/** A call with a customer; `talk` seconds of it were talked, none of one that nobody answered. */
async function called(about: Customer, { at, talk }: { at: string; talk: number }, by = agent): Promise<string> {
  const id = newId();
  await server.database.db.tenant(server.tenant.id, (tx) =>
    tx
      .insertInto('calls')
      .values({
        tenantId: server.tenant.id,
        id,
        direction: 'outbound',
        startedAt: new Date(at),
        answeredAt: talk > 0 ? new Date(at) : null,
        endedAt: new Date(at),
        talkSeconds: talk,
        number: about.phone,
        ownNumber: '+864000000800',
        customerId: about.id,
        agentId: by.userId,
        outcome: talk > 0 ? 'connected' : 'no-answer',
      })
      .execute(),
  );
  return id;
}

afterEach(async () => {
  await server.database.asOwner('delete from deals');
});

describe('[R6] the agent of a deal', () => {
  test('[U1] is chosen by whoever may give deals to them, and by nobody else', async () => {
    const about = await customerOf(agent);
    const given = await entered(leader, about, { agentId: agent.userId });
    expect(given).toMatchObject({ agentId: agent.userId, version: 1 });
    const change = (user: TestUser, agentId: string, version = 1) =>
      server.request(user, 'PATCH', `/api/deals/${given.id}`, { version, agentId });
    expect((await change(agent, leader.userId)).json()).toMatchObject({ fields: [{ path: 'agentId', rule: 'reach' }] });
    expect((await change(leader, stranger.userId)).json()).toMatchObject({ code: 'people.out-of-reach' });
    expect((await change(admin(), server.otherTenant.agent.userId)).json()).toMatchObject({
      code: 'people.out-of-reach',
      fields: [{ path: 'agentId' }],
    });
    expect((await change(leader, supervisor.userId)).json()).toMatchObject({ agentId: supervisor.userId, version: 2 });
    const refused = await enter(leader, about, { agentId: stranger.userId });
    expect(refused.json()).toMatchObject({ code: 'people.out-of-reach', fields: [{ path: 'agentId' }] });
    for (const route of [dealRoutes.create, dealRoutes.change])
      expect([...documentedCodes(route)], route.summary).toContain('people.out-of-reach');
    // What stays as it is needs no right.
    expect((await change(agent, supervisor.userId, 2)).statusCode).toBe(200);
  });

  test('stands beside the call of the deal and how long they talked in it', async () => {
    const about = await customerOf(agent);
    const callId = await called(about, { at: '2026-09-10T02:00:00Z', talk: 95 });
    const deal = await entered(agent, about, { callId });
    expect(deal).toMatchObject({ callId, talkSeconds: 95 });
    expect(await entered(agent, about)).toMatchObject({ callId: null, talkSeconds: null });
  });
});

describe('[R6] the sum of deals', () => {
  const sums = async (user: TestUser, query: string) =>
    (await server.request(user, 'GET', `/api/deals/sums?${query}`)).json<{
      amount: string;
      stages: { stage: string; amount: string }[];
    }>();

  test('is exact, of the whole query and by stage, within the scope', async () => {
    const about = await customerOf(agent);
    const others = await customerOf(admin());
    for (const amount of ['0.10', '0.20', '999999999999999.99'])
      await entered(agent, about, { amount, dealStage: 'paid' });
    await entered(agent, about, { amount: '7', dealStage: 'lost' });
    await entered(admin(), others, { amount: '1000' });
    const own = await sums(agent, '');
    expect(own.amount).toBe('1000000000000007.29');
    expect(Object.fromEntries(own.stages.map(({ stage, amount }) => [stage, amount]))).toEqual({
      negotiating: '0.00',
      pending: '0.00',
      signed: '0.00',
      paid: '1000000000000000.29',
      lost: '7.00',
    });
    expect((await sums(agent, `fields=dealStage:is:lost`)).amount).toBe('7.00');
    expect((await sums(admin(), `customer=${others.id}`)).amount).toBe('1000.00');
    expect((await sums(agent, `customer=${others.id}`)).amount).toBe('0.00');
    expect((await sums(server.otherTenant.administrator, '')).amount).toBe('0.00');
  });
});

describe('[R6] [R5] penetration and success', () => {
  const [from, to] = ['2026-10-31T16:00:00.000Z', '2026-11-30T16:00:00.000Z'];
  const figures = async (user: TestUser, query = '') =>
    (await server.request(user, 'GET', `/api/deals/figures?from=${from}&to=${to}${query}`)).json();

  test('are of customers, each once: with calls in the time, reached, and signed in it', async () => {
    const [often, missed, signed, later, before] = await Promise.all(
      Array.from({ length: 5 }, () => customerOf(agent)),
    );
    for (const talk of [0, 30, 40]) await called(often!, { at: '2026-11-05T02:00:00Z', talk });
    await called(missed!, { at: '2026-11-05T02:00:00Z', talk: 0 });
    await called(signed!, { at: from, talk: 10 });
    await called(later!, { at: '2026-11-30T15:59:59Z', talk: 10 }, leader);
    await called(before!, { at: '2026-10-31T15:59:59Z', talk: 10 });
    const sign = (about: Customer, signedOn: string) => entered(agent, about, { dealStage: 'signed', signedOn });
    // The first day of the time on the tenant's clock, and the first behind it; twice with one customer.
    await sign(signed!, '2026-11-01');
    await sign(signed!, '2026-11-02');
    await sign(later!, '2026-12-01');
    await sign(missed!, '2026-11-03');
    await entered(agent, often!, { dealStage: 'lost' });
    expect(await figures(agent)).toEqual({ called: 4, reached: 3, signed: 1 });
    expect(await figures(agent, `&agent=${leader.userId}`)).toEqual({ called: 1, reached: 1, signed: 0 });
    expect(await figures(stranger)).toEqual({ called: 0, reached: 0, signed: 0 });
    expect(await figures(server.otherTenant.administrator)).toEqual({ called: 0, reached: 0, signed: 0 });
  });

  test('are of three months at most', async () => {
    const of = async (until: string) =>
      (await server.request(agent, 'GET', `/api/deals/figures?from=2026-09-01T00:00:00Z&to=${until}`)).statusCode;
    expect([await of('2026-12-02T00:00:00Z'), await of('2026-12-02T00:00:01Z')]).toEqual([200, 400]);
  });
});
