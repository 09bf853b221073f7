/** Who has a customer's page open, as those see it who have it open too. */
import { describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Viewers } from '@bahu/contract/realtime.ts';
import type { TestUser } from '../test-server.ts';
import { openRealtime, type Reader } from './test-reader.ts';

const { server, connect } = await openRealtime();

let lastPhone = 15403100000;
const created = async (user: TestUser): Promise<Customer> =>
  (await server.request(user, 'POST', '/api/customers', { name: '同看', phone: String(lastPhone++) })).json<Customer>();

async function viewing(user: TestUser, ...customers: Customer[]): Promise<Reader> {
  const reader = await connect(user);
  reader.send({ subscribe: ['viewers'] });
  reader.send({ open: customers.map(({ id }) => id) });
  return reader;
}
/** Names by customer, as a page shows them now. */
function seen({ frames }: Reader): Record<string, string[]> {
  const last = frames.filter((frame) => 'topic' in frame && frame.topic === 'viewers').at(-1);
  const { customers } = (last as { value: Viewers } | undefined)?.value ?? { customers: [] };
  return Object.fromEntries(customers.map(({ customerId, people }) => [customerId, people.map(({ name }) => name)]));
}
const { agent, leader, administrator, stranger } = server.tenant;

describe('[A2.3] [C2] who else has a customer open', () => {
  test('is named to both, and to nobody as oneself', async () => {
    const customer = await created(agent);
    const first = await viewing(agent, customer);
    const second = await viewing(administrator, customer);
    await expect.poll(() => seen(first)[customer.id]).toHaveLength(1);
    await expect.poll(() => seen(second)[customer.id]).toEqual(['agent 802']);
    const own = await viewing(agent, customer);
    await expect.poll(() => seen(own)[customer.id]).toHaveLength(1);
    expect(seen(second)[customer.id]).toEqual(['agent 802']);
  });

  test.each([
    ['goes to another page', (reader: Reader, other: Customer) => reader.send({ open: [other.id] })],
    ['closes the page', (reader: Reader) => reader.send({ open: [] })],
    ['signs off', (reader: Reader) => reader.socket.close()],
    ['is cut off', (reader: Reader) => reader.socket.terminate()],
  ] as const)('is nobody any more when the other one %s', async (_, leave) => {
    const [customer, other] = [await created(agent), await created(agent)];
    const stays = await viewing(agent, customer);
    const leaves = await viewing(administrator, customer);
    await expect.poll(() => seen(stays)[customer.id]).toHaveLength(1);
    leave(leaves, other);
    await expect.poll(() => seen(stays)).toEqual({});
  });

  test('[P2] [U3] is nobody who may not open them, and nobody of another company', async () => {
    const customer = await created(agent);
    const inside = await viewing(agent, customer);
    const outside = [await viewing(stranger, customer), await viewing(server.otherTenant.administrator, customer)];
    // Looked at one after the other: when this one is seen, those before it were looked at.
    for (const reader of outside) await reader.settled();
    await viewing(administrator, customer);
    await expect.poll(() => seen(inside)[customer.id]).toHaveLength(1);
    expect(outside.map(seen)).toEqual([{}, {}]);
  });

  test('[U3] is seen no more by whoever may not open the customer any more', async () => {
    const customer = await created(agent);
    const [former, other] = [await viewing(agent, customer), await viewing(administrator, customer)];
    await expect.poll(() => seen(former)[customer.id]).toHaveLength(1);
    await expect.poll(() => seen(other)[customer.id]).toHaveLength(1);
    const given = { selection: { ids: [customer.id] }, to: [stranger.userId] };
    expect((await server.request(administrator, 'POST', '/api/customers/assignments', given)).statusCode).toBe(200);
    await expect.poll(() => seen(former)).toEqual({});
    await expect.poll(() => seen(other)).toEqual({});
  });

  test('is refused for what is no list of ids, and for more than one page shows', async () => {
    for (const open of ['x', ['x'], Array.from({ length: 21 }, () => '01890000-0000-7000-8000-000000000001')]) {
      const reader = await connect(leader);
      reader.send({ open });
      expect(await reader.closed).toBe(1008);
    }
  });
});
