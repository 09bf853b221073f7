/** Calls by the name of a customer that very many others have as well. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallRow } from '@bahu/contract/calls.ts';
import type { SearchHits } from '@bahu/contract/search.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
/** As many as are looked for at once. */
const many = 5000;
beforeAll(async () => {
  server = await createTestServer();
  await server.database.asOwner(
    `insert into customers (tenant_id, id, name, phone, name_initials)
      select $1, bahu_id(), '王秀英', '+86154' || n, 'wxy' from generate_series(10000000, $2::int) n`,
    [server.tenant.id, 10_000_000 + many],
  );
});
afterAll(() => server.stop());

/** Calls with some customers of the name. */
const calls = ({ userId }: TestUser, customers: string): Promise<{ id: string }[]> =>
  server.database.asOwner(
    `insert into calls (tenant_id, id, direction, started_at, number, own_number, agent_id, customer_id, outcome)
      select tenant_id, bahu_id(), 'inbound', now(), phone, '', $2, id, 'connected' from customers where tenant_id = $1 and ${customers} returning id`,
    [server.tenant.id, userId],
  );
const list = async (user: TestUser, name: string) =>
  (await server.request(user, 'GET', `/api/calls?limit=1&name=${encodeURIComponent(name)}`)).json<{
    items: CallRow[];
    total: number;
    totalIsExact: boolean;
  }>();

test('[R1] [U1] a call is found by a name that thousands of customers have, with whom the reader had none, and what is cut is said to be', async () => {
  const { agent, stranger, administrator } = server.tenant;
  const last = newId();
  await server.database.asOwner(
    "insert into customers (tenant_id, id, name, phone, name_initials, owner_id) values ($1, $2, '王秀英', '+8615499999999', 'wxy', $3)",
    [server.tenant.id, last, stranger.userId],
  );
  const [own] = await calls(agent, `id = '${last}'`);
  for (const name of ['王秀英', 'wxy'])
    expect(await list(agent, name)).toMatchObject({ items: [{ id: own!.id }], total: 1, totalIsExact: true });
  const hits = (
    await server.request(agent, 'GET', `/api/search?text=${encodeURIComponent('王秀英')}`)
  ).json<SearchHits>();
  expect(hits.calls.map(({ id }) => id)).toEqual([own!.id]);
  expect(await list(stranger, '王秀英')).toMatchObject({ items: [], total: 0, totalIsExact: true });
  expect(await list(administrator, '王秀英')).toMatchObject({ total: 1, totalIsExact: true });

  await calls(stranger, "name = '王秀英'");
  expect(await list(administrator, '王秀英')).toMatchObject({ totalIsExact: false });
  expect(await list(agent, '王秀英')).toMatchObject({ items: [{ id: own!.id }], total: 1, totalIsExact: true });
});
