import { afterEach, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Deal } from '@bahu/contract/deals.ts';
import type { Field } from '@bahu/contract/fields.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { plainField } from '../../platform/fields/test-field.ts';

const { server, drive, admin } = await openTransfers();
const { agent, leader, stranger } = server.tenant;
const standard = { product: '专业版', dealKind: 'new', dealStage: 'negotiating', amount: '12800' };

let customers = 0;
const customerOf = async (user: TestUser): Promise<Customer> => {
  customers += 1;
  const body = { name: `签单 ${customers}`, phone: `1390006${String(customers).padStart(4, '0')}` };
  const reply = await server.request(user, 'POST', '/api/customers', body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Customer>();
};
const enter = (user: TestUser, customer: Customer, body: object = {}) =>
  server.request(user, 'POST', `/api/customers/${customer.id}/deals`, { ...standard, ...body });
const entered = async (user: TestUser, customer: Customer, body: object = {}): Promise<Deal> => {
  const reply = await enter(user, customer, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Deal>();
};
const change = (user: TestUser, { id }: { id: string }, body: object) =>
  server.request(user, 'PATCH', `/api/deals/${id}`, body);
const list = async (user: TestUser, query: string) => {
  const reply = await server.request(user, 'GET', `/api/deals?${query}`);
  return reply.json<{ code?: string; items: Deal[]; next: string | null; total: number }>();
};
const amounts = async (user: TestUser, query: string) => (await list(user, query)).items.map(({ amount }) => amount);
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

afterEach(async () => {
  await server.database.asOwner('delete from field_definitions');
});

describe('[A2.3] [R6] a deal', () => {
  test('[R6] is entered for a customer, exact to the cent, by whoever made it', async () => {
    const about = await customerOf(agent);
    const deal = await entered(agent, about, { amount: '¥12,345,678.9', note: '年付' });
    expect(deal).toMatchObject({
      customerId: about.id,
      customerName: about.name,
      agentId: agent.userId,
      amount: '12345678.90',
      signedOn: null,
      note: '年付',
      version: 1,
      can: ['edit'],
    });
    expect((await server.request(agent, 'GET', `/api/deals/${deal.id}`)).json()).toEqual(deal);
    expect((await list(agent, `customer=${about.id}`)).items).toEqual([deal]);
  });

  test.each([
    ['negotiating', undefined, null],
    ['negotiating', '2026-11-02', null],
    ['pending', '2026-11-02', null],
    ['lost', '2026-11-02', null],
    ['signed', undefined, 'today'],
    ['signed', null, 'today'],
    ['signed', '2026-11-02', '2026-11-02'],
    ['paid', '2024-02-29', '2024-02-29'],
  ])('[R6] of the stage %s that says %s was signed on %s', async (dealStage, signedOn, expected) => {
    const deal = await entered(agent, await customerOf(agent), { dealStage, signedOn });
    expect(deal.signedOn).toBe(expected === 'today' ? today() : expected);
  });

  test('[R6] keeps the day on which it was signed when it is paid, and has none when it is lost after all', async () => {
    const deal = await entered(agent, await customerOf(agent), { dealStage: 'signed', signedOn: '2026-11-02' });
    const paid = (await change(agent, deal, { version: 1, dealStage: 'paid' })).json<Deal>();
    expect(paid).toMatchObject({ dealStage: 'paid', signedOn: '2026-11-02', version: 2 });
    const lost = (await change(agent, deal, { version: 2, dealStage: 'lost' })).json<Deal>();
    expect(lost).toMatchObject({ dealStage: 'lost', signedOn: null });
  });

  test.each([
    [{ amount: '很多' }, 'amount'],
    [{ amount: '-5' }, 'amount'],
    [{ amount: '1.234' }, 'amount'],
    [{ amount: '1234567890123456' }, 'amount'],
    [{ dealStage: 'signed', signedOn: '2026-02-30' }, 'signedOn'],
    [{ dealStage: 'signed', signedOn: '0000-01-01' }, 'signedOn'],
    [{ dealStage: 'somewhere' }, 'dealStage'],
    [{ product: '' }, 'product'],
    [{ agentId: '00000000-0000-0000-0000-000000000000' }, 'agentId'],
  ])('[R6] with %o is refused at its field, with nothing written', async (body, path) => {
    const about = await customerOf(agent);
    const reply = await enter(agent, about, body);
    expect(reply.statusCode).toBe(400);
    expect(
      reply.json<{ fields: { path: string }[] }>().fields.map((field) => field.path.split(/[./]/).at(-1)),
    ).toContain(path);
    expect((await list(agent, `customer=${about.id}`)).items).toEqual([]);
  });

  test('[R6] is not written over what somebody else has changed meanwhile', async () => {
    const deal = await entered(agent, await customerOf(agent));
    const both = await Promise.all(['1', '2'].map((amount) => change(agent, deal, { version: 1, amount })));
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await change(admin(), deal, { version: 1, amount: '3' })).json()).toMatchObject({ code: 'conflict' });
  });

  test('[U1] [R6] is deleted by whoever may, and stays for the others', async () => {
    const about = await customerOf(agent);
    const deal = await entered(agent, about);
    const remove = (user: TestUser) => server.request(user, 'DELETE', `/api/deals/${deal.id}`);
    expect([
      (await remove(agent)).statusCode,
      (await server.request(stranger, 'GET', `/api/deals/${deal.id}`)).statusCode,
    ]).toEqual([403, 404]);
    const both = await Promise.all([remove(admin()), remove(admin())]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 404]);
    expect((await list(admin(), `customer=${about.id}`)).items).toEqual([]);
    expect((await server.request(agent, 'GET', `/api/deals/${deal.id}`)).statusCode).toBe(404);
  });
});

describe('[C1] [R6] deals of many customers', () => {
  test('[C1] are listed in the scope of their customers, filtered and in order', async () => {
    const about = await customerOf(agent);
    const others = await customerOf(admin());
    await entered(agent, about, { amount: '30', dealStage: 'signed', signedOn: '2026-10-31' });
    await entered(agent, about, { amount: '10', dealStage: 'paid', signedOn: '2026-11-01', dealKind: 'renewal' });
    await entered(agent, about, { amount: '20' });
    await entered(admin(), others, { amount: '99' });
    const of = `customer=${about.id}`;
    expect(await amounts(agent, of)).toEqual(['20.00', '10.00', '30.00']);
    expect(await amounts(agent, `${of}&sort=amount`)).toEqual(['30.00', '20.00', '10.00']);
    expect(await amounts(agent, `${of}&sort=signed`)).toEqual(['10.00', '30.00', '20.00']);
    expect(await amounts(agent, `${of}&fields=dealStage:is:signed,paid`)).toEqual(['10.00', '30.00']);
    expect(await amounts(agent, `${of}&fields=dealKind:is:renewal`)).toEqual(['10.00']);
    // Midnight of the first of November on the tenant's clock.
    expect(await amounts(agent, `${of}&signedFrom=2026-10-31T16:00:00.000Z`)).toEqual(['10.00']);
    expect(await amounts(agent, `${of}&signedTo=2026-10-31T16:00:00.000Z`)).toEqual(['30.00']);
    // Of a colleague's customer, whom the agent may not open, nothing is told.
    expect(await amounts(agent, `customer=${others.id}`)).toEqual([]);
    expect(await amounts(admin(), `customer=${others.id}`)).toEqual(['99.00']);
    expect(await amounts(stranger, of)).toEqual([]);
    const first = await list(agent, `${of}&sort=signed&limit=2`);
    expect([first.total, first.items.length]).toEqual([3, 2]);
    expect(await amounts(agent, `${of}&sort=signed&limit=2&cursor=${first.next}`)).toEqual(['20.00']);
  });

  test('[R6] [C7] with a customer of the pool are read by whoever opens the customer, and are in nobody’s list', async () => {
    const about = await customerOf(admin());
    await server.database.asOwner('update customers set owner_id = null, department_id = null where id = $1', [
      about.id,
    ]);
    const deal = await entered(agent, about);
    expect((await list(agent, `customer=${about.id}`)).items).toEqual([deal]);
    expect((await list(agent, '')).items.map(({ id }) => id)).not.toContain(deal.id);
    expect((await list(server.otherTenant.administrator, `customer=${about.id}`)).items).toEqual([]);
  });

  test('[C1] [R6] are counted by their stage for a board', async () => {
    const about = await customerOf(agent);
    for (const dealStage of ['pending', 'pending', 'lost']) await entered(agent, about, { dealStage });
    const reply = await server.request(agent, 'GET', `/api/deals/by-field?by=dealStage&customer=${about.id}`);
    const { items } = reply.json<{ items: { code: string; count: number }[] }>();
    expect(Object.fromEntries(items.map(({ code, count }) => [code, count]))).toEqual({
      '': 0,
      negotiating: 0,
      pending: 2,
      signed: 0,
      paid: 0,
      lost: 1,
    });
  });

  test('[U1] [C5] hide numbers, and come out in an export that does no harm', async () => {
    const about = await customerOf(agent);
    const deal = await entered(agent, about, { product: '=HYPERLINK("x") 13900060099', amount: '1' });
    expect([deal.product, deal.phone]).toEqual(['=HYPERLINK("x") 139****0099', expect.stringContaining('****')]);
    const kept = await change(agent, deal, { version: 1, product: deal.product, amount: '2' });
    expect(kept.json<Deal>().product).toBe(deal.product);
    expect((await list(admin(), `customer=${about.id}`)).items[0]!.product).toBe('=HYPERLINK("x") 13900060099');
    const { bytes } = await drive.exportFile(admin(), { kind: 'deals', filter: { customer: about.id } });
    const [heads, row] = bytes.toString().trim().split('\r\n');
    expect(heads).toBe('客户,电话,坐席,产品,签单类型,签单阶段,备注,金额,签约日期,登记时间');
    expect(row).toContain(`"'=HYPERLINK(""x"") 13900060099",新签,洽谈中,,2.00,,`);
  });

  test('[C6] have the fields that a company designs for them', async () => {
    const reply = await server.request(
      admin(),
      'POST',
      '/api/fields',
      plainField({ owner: 'deals', key: 'contract', labels: { zh: '合同号', en: 'Contract' }, isSearchable: true }),
    );
    expect(reply.statusCode, reply.body).toBe(200);
    const { key } = reply.json<Field>();
    const about = await customerOf(leader);
    await entered(leader, about, { fields: { [key]: 'HT-2' }, amount: '2' });
    await entered(leader, about, { fields: { [key]: 'HT-1' }, amount: '1' });
    expect(await amounts(admin(), `customer=${about.id}&fields=${key}:starts:HT`)).toEqual(['1.00', '2.00']);
    expect(await amounts(admin(), `customer=${about.id}&sort=field.${key}`)).toEqual(['1.00', '2.00']);
    expect((await enter(leader, about, { fields: { nothing: '1' } })).json()).toMatchObject({
      fields: [{ path: 'fields.nothing', rule: 'unknown' }],
    });
  });
});
