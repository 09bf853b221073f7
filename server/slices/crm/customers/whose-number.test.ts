/** What is said of a number while it is typed: no more than the refusal of saving it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let known: Customer;
beforeAll(async () => {
  server = await createTestServer();
  const body = { name: '先来的', phone: '0755-26549001转8', numbers: [{ phone: '15480000002' }] };
  known = (await server.request(server.tenant.administrator, 'POST', '/api/customers', body)).json<Customer>();
});
afterAll(() => server.stop());

const holder = async (user: TestUser, query: Record<string, string>) => {
  const reply = await server.request(user, 'GET', `/api/customers/whose-number?${new URLSearchParams(query)}`);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<{ holder: { id: string | null; name: string | null } | null }>().holder;
};

test('[C2] names the customer who has it to those who may open them, by any of the numbers and with its extension', async () => {
  const { administrator } = server.tenant;
  const named = { id: known.id, name: '先来的' };
  expect(await holder(administrator, { phone: '154 8000 0002' })).toEqual(named);
  expect(await holder(administrator, { phone: '075526549001', extension: '8' })).toEqual(named);
  expect(await holder(administrator, { phone: '075526549001' })).toBeNull();
  expect(await holder(administrator, { phone: '15480000002', of: known.id })).toBeNull();
  expect(await holder(administrator, { phone: '15480000003' })).toBeNull();
  expect(await holder(administrator, { phone: '没有号码' })).toBeNull();
  expect(await holder(server.otherTenant.administrator, { phone: '15480000002' })).toBeNull();
});

test('[C2] [U1] says to those who may not open them that it is a colleague’s, and nothing to those who may not see numbers or save none', async () => {
  const { agent, stranger, inspector } = server.tenant;
  const unmask = async (code: string) => {
    await server.database.asOwner('update roles set masks_numbers = false where tenant_id = $1 and code = $2', [
      server.tenant.id,
      code,
    ]);
    await server.sessions.refreshTenant(server.tenant.id);
  };
  expect(await holder(agent, { phone: '15480000002' })).toBeNull();
  await unmask('inspector');
  expect(await holder(inspector, { phone: '15480000002' })).toBeNull();
  await unmask('agent');
  expect(await holder(stranger, { phone: '15480000002' })).toEqual({ id: null, name: null });
});
