import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { TimelineItem } from '@bahu/contract/timeline.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { writeTestCall, type TestCall } from './test-call.ts';

interface List<T> {
  items: T[];
  next: string | null;
  total: number;
  totalIsExact: boolean;
}

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const create = (user: TestUser, body: object) => server.request(user, 'POST', '/api/customers', body);
const created = async (user: TestUser, body: object) => (await create(user, body)).json<Customer>();
let lastPhone = 15400100000;
const nextPhone = () => String(lastPhone++);

const putCall = (call: TestCall) => writeTestCall(server, call);

describe('the last call of a customer', () => {
  test('[C1] is the latest that is theirs, also when it became theirs afterwards', async () => {
    const { agent, administrator } = server.tenant;
    const phone = nextPhone();
    const [early, late] = [new Date('2026-10-01T08:00:00Z'), new Date('2026-10-02T08:00:00Z')];
    await putCall({ number: `+86${phone}`, agentId: agent.userId, startedAt: late });
    const customer = await created(administrator, { name: 'x', phone });
    expect(customer.lastCallAt).toBe(late.toISOString());
    await putCall({ number: `+86${phone}`, agentId: agent.userId, customerId: customer.id, startedAt: early });
    expect((await server.request(administrator, 'GET', `/api/customers/${customer.id}`)).json()).toMatchObject({
      lastCallAt: late.toISOString(),
      callCount: 2,
    });
  });
});

describe('the history of a customer', () => {
  test('[A2.3] holds calls and follow-ups in one line, newest first, page after page', async () => {
    const { agent } = server.tenant;
    const customer = await created(agent, { name: '历史', phone: nextPhone() });
    const start = Date.UTC(2026, 5, 1);
    for (let i = 0; i < 5; i++)
      await putCall({
        number: '+8615400000001',
        agentId: agent.userId,
        customerId: customer.id,
        startedAt: new Date(start + i * 60_000),
      });
    const followUp = {
      serviceType: 'consult',
      stage: 'lead',
      callState: 'connected',
      currentState: 'open',
      channel: 'phone',
      content: '已介绍方案',
      remindAt: '2026-12-01T01:00:00.000Z',
    };
    const written = await server.request(agent, 'POST', `/api/customers/${customer.id}/follow-ups`, followUp);
    expect(written.json()).toMatchObject({
      ...followUp,
      customerId: customer.id,
      agentId: agent.userId,
      agentName: 'agent 802',
      callId: null,
    });
    const page = async (cursor = '') =>
      (
        await server.request(
          agent,
          'GET',
          `/api/customers/${customer.id}/history?kinds=call,follow-up&limit=4${cursor && `&cursor=${cursor}`}`,
        )
      ).json<List<TimelineItem>>();
    const first = await page();
    const second = await page(first.next!);
    const items = [...first.items, ...second.items];
    expect(items.map((item) => item.kind)).toEqual(['follow-up', 'call', 'call', 'call', 'call', 'call']);
    expect(items.map((item) => item.at)).toEqual(
      items
        .map((item) => item.at)
        .toSorted()
        .reverse(),
    );
    expect([first.total, second.next]).toEqual([6, null]);
  });

  test('a follow-up on a call that is not one’s own is refused', async () => {
    const { agent, stranger } = server.tenant;
    const customer = await created(agent, { name: 'x', phone: nextPhone() });
    const callId = await putCall({ number: '+8615400000001', agentId: stranger.userId });
    const body = {
      callId,
      serviceType: 'consult',
      stage: '',
      callState: 'connected',
      currentState: 'open',
      channel: 'phone',
      content: 'x',
    };
    expect(
      (await server.request(agent, 'POST', `/api/customers/${customer.id}/follow-ups`, body)).json(),
    ).toMatchObject({ code: 'not-found' });
  });
});
