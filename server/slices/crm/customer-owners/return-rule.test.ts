/** Customers with whom nobody has followed up go back to the pool by rule, warned before; locked ones and those of others stay. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { OwnerChange } from '@bahu/contract/customer-owners.ts';
import type { Todo } from '@bahu/contract/todos.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';
import { followUp } from '../customers/test-merges.ts';
import { returnUnfollowed } from './return-rule.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { administrator, agent, leader, id: tenantId } = server.tenant;

let numbered = 0;
/** A customer with whom somebody followed up so many days ago, and of whom the agent was warned so many days ago, or not. */
async function put(followedDays: number, warnedDays: number | null = null, owner: TestUser | null = agent) {
  numbered += 1;
  const [row] = await server.database.asOwner<{ id: string }>(
    `insert into customers (tenant_id, id, name, phone, owner_id) values ($1, gen_random_uuid(), $2, $3, $4) returning id`,
    [tenantId, `客户${numbered}`, `+86154${String(numbered).padStart(8, '0')}`, owner?.userId ?? null],
  );
  await server.database.asOwner(
    `update customers set followed_at = now() - make_interval(days => $2, mins => 1),
      return_warned_at = now() - make_interval(days => $3, mins => 1) where id = $1`,
    [row!.id, followedDays, warnedDays],
  );
  return row!.id;
}
const settings = (returnAfterDays: number, returnWarnDays: number, of = tenantId) =>
  server.database.asOwner('update tenants set settings = settings || $2 where id = $1', [
    of,
    JSON.stringify({ customers: { takenADay: 0, returnAfterDays, returnWarnDays } }),
  ]);
const told: { type: string; id: string }[] = [];
const run = (atOnce?: number) =>
  returnUnfollowed(
    {
      db: server.database.db,
      clock: { now: () => Date.now() },
      recordChanged: (_tenant: string, { type, id }: { type: string; id: string }) => void told.push({ type, id }),
    } as unknown as Parameters<typeof returnUnfollowed>[0],
    atOnce,
  );
const ownerOf = async (id: string): Promise<string | null> =>
  (await server.database.asOwner<{ owner_id: string | null }>('select owner_id from customers where id = $1', [id]))[0]!
    .owner_id;
const todos = async (user = agent): Promise<Todo[]> =>
  (await server.request(user, 'GET', '/api/todos'))
    .json<{ items: Todo[] }>()
    .items.filter(({ kind }) => kind === 'customer-return');

beforeEach(async () => {
  for (const table of ['todo_reads', 'customer_owners', 'customers'])
    await server.database.asOwner(`delete from ${table}`);
  await settings(30, 3);
  told.length = 0;
});

describe('[C7] customers with whom nobody has followed up', () => {
  test('[C7] are warned of first, and go back so many days later, with a row of their history', async () => {
    const [early, late] = [await put(26), await put(200)];
    await run();
    expect(await ownerOf(late)).toBe(agent.userId);
    expect((await todos()).map(({ id }) => id)).toEqual([late]);
    expect(told).toEqual([{ type: 'customer-return', id: late }]);
    await server.database.asOwner(
      "update customers set return_warned_at = return_warned_at - interval '3 days 1 minute'",
    );
    await run();
    expect([await ownerOf(early), await ownerOf(late)]).toEqual([agent.userId, null]);
    const { items } = (await server.request(administrator, 'GET', `/api/customers/${late}/owners`)).json<{
      items: OwnerChange[];
    }>();
    expect(items).toMatchObject([{ reason: 'rule', toName: null, byName: '' }]);
    expect(await todos()).toEqual([]);
    const log = await server.request(administrator, 'GET', '/api/audit?limit=5');
    expect(log.json()).toMatchObject({ items: [{ action: 'customer.return', after: { returnedCount: 1 } }] });
  });

  test.each([
    [
      'whom their agent has locked',
      40,
      5,
      async (id: string) => server.request(agent, 'POST', `/api/customers/${id}/lock`),
    ],
    [
      'with whom somebody has followed up since',
      40,
      5,
      async (id: string) => server.request(agent, 'POST', `/api/customers/${id}/follow-ups`, followUp),
    ],
    ['of whom the agent was warned a moment ago', 40, 0, async () => undefined],
    ['with whom somebody followed up late enough', 29, 5, async () => undefined],
  ])('[C7] stay: those %s', async (_name, followed, warned, act) => {
    const id = await put(followed, warned);
    await act(id);
    await run();
    expect(await ownerOf(id)).toBe(agent.userId);
  });

  test.each([
    ['followed up with', (id: string) => server.request(agent, 'POST', `/api/customers/${id}/follow-ups`, followUp)],
    ['locked', (id: string) => server.request(agent, 'POST', `/api/customers/${id}/lock`)],
  ])('[C7] are warned of anew when they become one with somebody whom their agent has %s', async (_name, act) => {
    const [id, mergedId] = [await put(40, 2), await put(5)];
    expect((await act(mergedId)).statusCode).toBe(200);
    expect((await todos()).map((todo) => todo.id)).toEqual([id]);
    const versionOf = async (of: string) =>
      (await server.request(administrator, 'GET', `/api/customers/${of}`)).json<{ version: number }>().version;
    const body = { mergedId, version: await versionOf(id), mergedVersion: await versionOf(mergedId), take: [] };
    const merged = await server.request(administrator, 'POST', `/api/customers/${id}/merges`, body);
    expect(merged.statusCode, merged.body).toBe(200);
    expect(await todos()).toEqual([]);
    await server.database.asOwner(
      "update customers set followed_at = now() - interval '40 days', locked_until = null where id = $1",
      [id],
    );
    await run();
    expect(await ownerOf(id)).toBe(agent.userId);
    expect((await todos()).map((todo) => todo.id)).toEqual([id]);
  });

  test('[C7] are counted from when their agent got them', async () => {
    const id = await put(40, 5, leader);
    await server.request(administrator, 'POST', '/api/customers/assignments', {
      selection: { ids: [id] },
      to: [agent.userId],
    });
    await run();
    expect(await ownerOf(id)).toBe(agent.userId);
    expect(await todos()).toEqual([]);
  });

  test('[C7] stay with all when the rule is off, and nobody is warned any more', async () => {
    const id = await put(40, 5);
    await settings(0, 3);
    expect(await todos()).toEqual([]);
    await run();
    await settings(30, 3);
    await run();
    // Warned anew, and with them still.
    expect(await ownerOf(id)).toBe(agent.userId);
    expect(await todos()).toHaveLength(1);
  });

  test('[C7] go back without a warning where none is wanted', async () => {
    await settings(30, 0);
    const [over, open] = [await put(31), await put(29)];
    await run();
    expect([await ownerOf(over), await ownerOf(open)]).toEqual([null, agent.userId]);
    expect(await todos()).toEqual([]);
  });

  test('[C7] go back in parts, agent by agent, all of them in one run', async () => {
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await put(40, 5, i % 2 ? leader : agent));
    await run(2);
    expect(await Promise.all(ids.map(ownerOf))).toEqual([null, null, null, null, null]);
  });

  test('[C7] [C8] of which one was read are not told again, until they are warned of again', async () => {
    const id = await put(28, 0);
    expect(await todos()).toMatchObject([{ id, customerId: id, about: 'returns-to-pool' }]);
    expect(await todos(leader)).toEqual([]);
    const read = (user: TestUser) => server.request(user, 'POST', `/api/todos/customer-return/${id}/read`);
    expect((await read(leader)).statusCode).toBe(404);
    expect((await read(agent)).statusCode).toBe(200);
    expect(await todos()).toEqual([]);
    await server.request(agent, 'POST', `/api/customers/${id}/follow-ups`, followUp);
    await server.database.asOwner("update customers set followed_at = now() - interval '28 days'");
    await run();
    expect(await todos()).toHaveLength(1);
  });
});
