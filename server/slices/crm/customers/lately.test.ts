import type { Customer, Lately } from '@bahu/contract/customers.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { writeTestCall } from './test-call.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const day = 86_400_000;
const note = (content: string) => ({
  serviceType: 'consult',
  stage: '',
  callState: 'connected',
  currentState: 'open',
  channel: 'phone',
  content,
});
const lately = async (user: TestUser, callId: string) =>
  (await server.request(user, 'GET', `/api/calls/${callId}/customer`)).json<{ lately: Lately | null }>().lately;

test('[A2.3] [C1] who rings is told by inbound calls of thirty days and the last note, masked as everywhere, and nothing is told of somebody unknown', async () => {
  const { agent, administrator } = server.tenant;
  const customer = (
    await server.request(administrator, 'POST', '/api/customers', { name: '常客', phone: '15400700001' })
  ).json<Customer>();
  const call = (days: number, direction: 'inbound' | 'outbound' = 'inbound') =>
    writeTestCall(server, {
      number: '+8615400700001',
      agentId: agent.userId,
      customerId: customer.id,
      direction,
      startedAt: new Date(Date.now() - days * day),
    });
  const now = await call(0);
  for (const days of [1, 29, 31]) await call(days);
  await call(2, 'outbound');
  expect(await lately(agent, now)).toEqual({ inboundCalls: 2, note: null });
  for (const content of ['问价格', '回电 13900000042'])
    await server.request(administrator, 'POST', `/api/customers/${customer.id}/follow-ups`, note(content));
  expect(await lately(administrator, now)).toEqual({ inboundCalls: 2, note: '回电 13900000042' });
  expect(await lately(agent, now)).toEqual({ inboundCalls: 2, note: '回电 139****0042' });
  const stranger = await writeTestCall(server, { number: '+8615400700099', agentId: agent.userId });
  expect(await lately(agent, stranger)).toBeNull();
});
