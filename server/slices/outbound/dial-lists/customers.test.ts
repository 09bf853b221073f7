/** Between customers and numbers to dial, both ways: nobody twice, nobody beyond reach, and a job that goes on where it was killed. */
import { expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { DialList, DialNumber } from '@bahu/contract/dial-lists.ts';
import type { Job } from '@bahu/contract/jobs.ts';
import { defaultRoles, type Permission } from '@bahu/contract/permissions.ts';
import { newId } from '../../../kernel/ids.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';

const { server, drive } = await openTransfers();
const { administrator: admin, agent, stranger, leader } = server.tenant;
type Method = 'GET' | 'POST' | 'PATCH';
const ask = (user: TestUser, method: Method, url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const json = async <T>(user: TestUser, method: Method, url: string, body?: object): Promise<T> => {
  const reply = await ask(user, method, url, body);
  expect(reply.statusCode, `${method} ${url} ${reply.body}`).toBe(200);
  return reply.json<T>();
};
const items = async <T>(url: string) => (await json<{ items: T[] }>(admin, 'GET', url)).items;
let made = 0;
const batch = (user = admin) => json<DialList>(user, 'POST', '/dial-lists', { name: `批次 ${++made}` });
const put = (list: DialList, ...lines: object[]) => json(admin, 'POST', `/dial-lists/${list.id}/numbers`, { lines });
const numbers = (list: DialList) => items<DialNumber>(`/dial-numbers?list=${list.id}`);
const customer = (name: string, phone: string) => json<Customer>(admin, 'POST', '/customers', { name, phone });

test('[C9] customers are put into a batch by their primary numbers, checked ones and those of a query, each once', async () => {
  const [one, other] = [await customer('周一', '13911110001'), await customer('周二', '0755-26549001转6')];
  const list = await batch();
  const add = (selection: object, user = admin) => ask(user, 'POST', `/dial-lists/${list.id}/customers`, { selection });
  expect((await add({ ids: [other.id, one.id, newId()] })).json()).toEqual({ added: 2, known: 0 });
  expect(
    (await numbers(list)).map(({ number, extension, name, customerId }) => [number, extension, name, customerId]),
  ).toEqual([
    ['075526549001', '6', '周二', other.id],
    ['13911110001', '', '周一', one.id],
  ]);
  await customer('周三', '13911110003');
  expect((await add({ filter: { search: '周' }, first: 10 })).json()).toEqual({ added: 1, known: 2 });
  expect((await add({ filter: { search: '没有这个人' } })).json()).toEqual({ added: 0, known: 0 });
  expect((await add({ ids: [one.id] }, agent)).json()).toMatchObject({ code: 'forbidden' });
  // Whose customers one may not open are not dialled by one either.
  const theirs = await batch(leader);
  await json(admin, 'POST', '/customers/assignments', { selection: { ids: [one.id] }, to: [stranger.userId] });
  const reply = await ask(leader, 'POST', `/dial-lists/${theirs.id}/customers`, { selection: { ids: [one.id] } });
  expect(reply.json()).toEqual({ added: 0, known: 0 });
});

test('[C9] numbers become customers once: those that nobody has, in turn those of the agents, with what was given; the others are linked', async () => {
  const known = await customer('老客户', '13922220001');
  const list = await batch();
  const lines = ['13922220001', '13922220002', '13922220003', '13922220004'].map((number, i) => ({
    number,
    name: i === 3 ? '' : `新 ${i}`,
    note: i === 1 ? '要报价' : '',
  }));
  await put(list, ...lines);
  const wanted = {
    selection: { filter: { list: list.id } },
    values: [{ stage: 'lead' }],
    to: [agent.userId, stranger.userId],
  };
  const run = async (): Promise<Job> => {
    const job = await json<Job>(admin, 'POST', '/dial-numbers/customers', wanted);
    await drive.work();
    return json<Job>(admin, 'GET', `/jobs/${job.id}`);
  };
  expect(await run()).toMatchObject({
    kind: 'bulk-change',
    state: 'done',
    result: { created: 3, updated: 1, skipped: 0, rows: 4 },
  });
  const rows = await numbers(list);
  expect(rows.map(({ customerName }) => customerName)).toEqual(['老客户', '新 1', '新 2', '13922220004']);
  const all = await Promise.all(rows.map(({ customerId }) => json<Customer>(admin, 'GET', `/customers/${customerId}`)));
  expect(all.map(({ ownerId, stage, note }) => [ownerId, stage, note])).toEqual([
    [known.ownerId, known.stage, ''],
    [agent.userId, 'lead', '要报价'],
    [stranger.userId, 'lead', ''],
    [agent.userId, 'lead', ''],
  ]);
  expect(await run()).toMatchObject({ state: 'done', result: { created: 0, updated: 4, skipped: 0, rows: 4 } });
  expect((await items<Customer>('/customers?search=1392222')).length).toBe(4);
});

test('[C9] [U1] nobody makes customers of numbers who may not, sees no numbers, or gives them to whom they may not', async () => {
  const list = await batch();
  await put(list, { number: '13933330001' });
  const code = async (user: TestUser, part: object = {}) =>
    (
      await ask(user, 'POST', '/dial-numbers/customers', {
        selection: { filter: { list: list.id } },
        values: [],
        to: [],
        ...part,
      })
    ).json<{ code: string }>().code;
  expect(await code(agent)).toBe('forbidden');
  expect(await code(leader)).toBe('dial-list.numbers-hidden');
  expect(await code(admin, { to: [newId()] })).toBe('dial-list.no-agent');
  expect(await code(admin, { values: [{ fields: { nothing: 'x' } }] })).toBe('input.invalid');
});

test('[C9] numbers stay whose they are when an id is not written as it was given out', async () => {
  const list = await batch();
  await put(list, { number: '13977770001' });
  const give = (id: string) =>
    ask(admin, 'POST', '/dial-numbers/assignments', { selection: { filter: { list: list.id } }, to: [id] });
  expect((await give(agent.userId)).json()).toEqual({ count: 1 });
  const refused = await give(stranger.userId.toUpperCase());
  expect(refused.json()).toMatchObject({ code: 'input.invalid', fields: [{ path: 'to.0', rule: 'format' }] });
  expect(await numbers(list)).toMatchObject([{ agentId: agent.userId }]);
});

test('[C9] whoever sees no numbers does not find out by customers of their own which number one of a batch is', async () => {
  const own = (phone: string) => json<Customer>(agent, 'POST', '/customers', { name: '猜', phone });
  const [early, moved] = [await own('13955550001'), await own('13955550009')];
  const list = await batch();
  await put(list, { number: '13955550001' }, { number: '13955550002' }, { number: '13955550003' });
  const selection = { filter: { list: list.id } };
  await json(admin, 'POST', '/dial-numbers/assignments', { selection, to: [agent.userId] });
  const guessed = await own('13955550002');
  const body = { version: moved.version, phone: '13955550003' };
  expect((await ask(agent, 'PATCH', `/customers/${moved.id}`, body)).statusCode).toBe(200);
  const shown = async (user: TestUser) =>
    (await json<{ items: DialNumber[] }>(user, 'GET', `/dial-numbers?list=${list.id}`)).items.map(
      ({ customerId, customerName }) => customerId && customerName && customerId,
    );
  expect(await shown(admin)).toEqual([early.id, guessed.id, moved.id]);
  expect(await shown(agent)).toEqual([early.id, null, null]);
  // Once they were called, whose the number is stands at the call.
  const callId = newId();
  await server.database.asOwner(
    `insert into calls (tenant_id, id, direction, number, own_number, customer_id, started_at, ended_at, outcome)
      values ($1, $2, 'outbound', '+8613955550002', '', $3, now(), now(), 'no-answer')`,
    [server.tenant.id, callId, guessed.id],
  );
  await server.database.asOwner(
    "update dial_numbers set call_id = $1, outcome = 'no-answer', is_done = true where number = '+8613955550002'",
    [callId],
  );
  expect(await shown(agent)).toEqual([early.id, null, guessed.id]);
});

test('[C9] [U1] customers are made for others by whoever may give customers to them, for oneself and the pool by whoever makes any', async () => {
  const { supervisor } = server.tenant;
  const permit = async (permissions: readonly Permission[]) => {
    await server.database.db.tenant(server.tenant.id, (tx) =>
      tx
        .updateTable('roles')
        .set({ permissions: [...permissions] })
        .where('code', '=', 'supervisor')
        .execute(),
    );
    await server.sessions.refreshTenant(server.tenant.id);
  };
  const list = await batch();
  await put(list, { number: '13966660001' });
  const give = (...to: string[]) =>
    ask(supervisor, 'POST', '/dial-numbers/customers', { selection: { filter: { list: list.id } }, values: [], to });
  const all = defaultRoles.supervisor.permissions;
  await permit(all.filter((one) => one !== 'customer.assign'));
  expect((await give(agent.userId)).json()).toMatchObject({ code: 'forbidden' });
  expect((await give(supervisor.userId, agent.userId)).json()).toMatchObject({ code: 'forbidden' });
  for (const to of [[], [supervisor.userId]]) expect((await give(...to)).statusCode).toBe(200);
  await permit(all);
  expect((await give(agent.userId)).statusCode).toBe(200);
  await drive.work();
});

test('[C9] [A2.3] the page of a call to somebody unknown begins with what the batch says of the number', async () => {
  const list = await batch();
  await put(list, { number: '13944440001', name: '郑新', note: '13944449999 是家里的' });
  const [row] = await numbers(list);
  const callId = newId();
  await server.database.db.tenant(server.tenant.id, (tx) =>
    tx
      .insertInto('calls')
      .values({
        tenantId: server.tenant.id,
        id: callId,
        direction: 'outbound',
        number: '+8613944440001',
        ownNumber: '',
        agentId: agent.userId,
        startedAt: new Date(),
        outcome: 'in-progress',
      })
      .execute(),
  );
  const listed = async (user: TestUser) =>
    (await json<{ listed: unknown }>(user, 'GET', `/calls/${callId}/customer`)).listed;
  expect(await listed(agent)).toBeNull();
  await server.database.asOwner(
    'update dial_numbers set claimed_call_id = $2, claimed_by_id = $3, claimed_at = now() where id = $1',
    [row!.id, callId, agent.userId],
  );
  expect(await listed(agent)).toEqual({ name: '郑新', note: '139****9999 是家里的' });
  expect(await listed(admin)).toEqual({ name: '郑新', note: '13944449999 是家里的' });
});
