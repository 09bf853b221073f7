/** What tests of merging customers open: customers to whom something of every kind belongs, and what is asked of the server. */
import { expect } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { newId } from '../../../kernel/ids.ts';
import type { TestServer, TestUser } from '../../../test-server.ts';
import { writeTestCall } from './test-call.ts';

export const followUp = {
  serviceType: 'consult',
  stage: '',
  callState: 'connected',
  currentState: 'open',
  channel: 'phone',
  content: '约了周五',
};
export const deal = { product: '专业版', dealKind: 'new', dealStage: 'negotiating', amount: '12800' };

/** What keeps the id of a customer on purpose, with its reason. */
const kept: Readonly<Record<string, string>> = {
  'erasures.customer_id': 'the certificate of who is gone for good',
  'customer_merges.into_id': 'what the merge itself was',
  'customer_merges.merged_id': 'what the merge itself was',
};

/** `phones`: as its numbers begin, eleven digits. */
export function openMerges(server: TestServer, phones: number) {
  const boss = server.tenant.administrator;
  let lastPhone = phones;
  const nextPhone = () => String((lastPhone += 1));
  const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, user: TestUser = boss) =>
    server.request(user, method, `/api${path}`, body);
  const create = async (body: object = {}, user = boss): Promise<Customer> => {
    const reply = await ask('POST', '/customers', { name: '客户', phone: nextPhone(), ...body }, user);
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json<Customer>();
  };
  const open = async (id: string): Promise<Customer> => (await ask('GET', `/customers/${id}`)).json<Customer>();
  const merge = (into: Customer, from: Customer, take: string[] = [], user = boss) =>
    ask(
      'POST',
      `/customers/${into.id}/merges`,
      { mergedId: from.id, version: into.version, mergedVersion: from.version, take },
      user,
    );
  const merged = async (into: Customer, from: Customer, take: string[] = []) => {
    const reply = await merge(into, from, take);
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json<{ mergeId: string; customer: Customer }>();
  };
  const undo = (mergeId: string, user = boss) => ask('POST', `/customer-merges/${mergeId}/undo`, undefined, user);
  const count = async (text: string, ...values: unknown[]): Promise<number> =>
    Number(
      (await server.database.asOwner<{ count: string }>(`select count(*) as count from ${text}`, values))[0]!.count,
    );

  /** Every column of a table that holds ids of customers, but for those that keep them on purpose. */
  async function columnsOfCustomers(): Promise<string[]> {
    const rows = await server.database.asOwner<{ place: string }>(`
    select distinct place from (
      select c.relname || '.' || a.attname as place from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
          and a.attnum > 0 and not a.attisdropped and a.attname like '%customer_id'
      union all
      select f.conrelid::regclass || '.' || a.attname from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[2]
        where f.contype = 'f' and f.confrelid = 'customers'::regclass
    ) places order by place`);
    return rows.map(({ place }) => place).filter((place) => !(place in kept));
  }

  /** How many rows of each of these columns have the id. */
  async function rowsOf(columns: readonly string[], id: string): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const place of columns) {
      const [table, column] = place.split('.') as [string, string];
      found.set(place, await count(`${table} where ${column} = $1`, id));
    }
    return found;
  }

  /** A customer to whom something of every kind belongs. */
  async function withEverything(): Promise<Customer> {
    const customer = await create({ name: '什么都有', numbers: [{ phone: nextPhone(), label: 'work' }] });
    await writeTestCall(server, { number: `+86${customer.phone}`, customerId: customer.id, agentId: boss.userId });
    await ask('POST', `/customers/${customer.id}/follow-ups`, { ...followUp, remindAt: '2030-01-01T01:00:00Z' });
    const made = await ask('POST', `/customers/${customer.id}/deals`, deal);
    expect(made.statusCode, made.body).toBe(200);
    await ask('POST', `/customers/${customer.id}/contacts`, { name: '联系人', numbers: [{ phone: nextPhone() }] });
    await server.database.asOwner(
      `insert into local_recordings (tenant_id, id, agent_id, customer_id, number, direction, started_at, bytes, path)
     values ($1, $2, $3, $4, '+8613900000000', 'inbound', now(), 1, 'x')`,
      [server.tenant.id, newId(), boss.userId, customer.id],
    );
    await server.database.asOwner(
      `insert into customer_owners (tenant_id, customer_id, original_id, to_id, reason, by_name) values ($1, $2, $2, $3, 'take', '')`,
      [server.tenant.id, customer.id, boss.userId],
    );
    return customer;
  }

  return { ask, count, columnsOfCustomers, create, merge, merged, nextPhone, open, rowsOf, undo, withEverything };
}
