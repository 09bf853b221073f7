/** Merging two customers, and taking it back: nothing of the second is lost, whatever else happens at that moment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '@bahu/contract/contacts.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { writeTestCall } from './test-call.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const boss = () => server.tenant.administrator;
const ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, user: TestUser = boss()) =>
  server.request(user, method, `/api${path}`, body);
let lastPhone = 15470000000;
const nextPhone = () => String((lastPhone += 1));
const create = async (body: object = {}, user = boss()): Promise<Customer> =>
  (await ask('POST', '/customers', { name: '客户', phone: nextPhone(), ...body }, user)).json<Customer>();
const open = async (id: string): Promise<Customer> => (await ask('GET', `/customers/${id}`)).json<Customer>();
const merge = (into: Customer, from: Customer, take: string[] = [], user = boss()) =>
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
const undo = (mergeId: string, user = boss()) => ask('POST', `/customer-merges/${mergeId}/undo`, undefined, user);
const followUp = {
  serviceType: 'consult',
  stage: '',
  callState: 'connected',
  currentState: 'open',
  channel: 'phone',
  content: '约了周五',
};
const deal = { product: '专业版', dealKind: 'new', dealStage: 'negotiating', amount: '12800' };
const numbersOf = ({ numbers }: Customer) => numbers.map(({ number }) => number);
const count = async (text: string, ...values: unknown[]): Promise<number> =>
  Number((await server.database.asOwner<{ count: string }>(`select count(*) as count from ${text}`, values))[0]!.count);

/** Every column of a table that holds ids of customers. What keeps one on purpose has its reason here. */
const kept: Readonly<Record<string, string>> = {
  'customer_merges.into_id': 'what the merge itself was',
  'customer_merges.merged_id': 'what the merge itself was',
};
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

/** A customer to whom something of every kind belongs. */
async function withEverything(): Promise<Customer> {
  const customer = await create({ name: '什么都有', numbers: [{ phone: nextPhone(), label: 'work' }] });
  await writeTestCall(server, { number: `+86${customer.phone}`, customerId: customer.id, agentId: boss().userId });
  await ask('POST', `/customers/${customer.id}/follow-ups`, { ...followUp, remindAt: '2030-01-01T01:00:00Z' });
  const made = await ask('POST', `/customers/${customer.id}/deals`, deal);
  expect(made.statusCode, made.body).toBe(200);
  await ask('POST', `/customers/${customer.id}/contacts`, { name: '联系人', numbers: [{ phone: nextPhone() }] });
  await server.database.asOwner(
    `insert into local_recordings (tenant_id, id, agent_id, customer_id, number, direction, started_at, bytes, path)
     values ($1, $2, $3, $4, '+8613900000000', 'inbound', now(), 1, 'x')`,
    [server.tenant.id, newId(), boss().userId, customer.id],
  );
  return customer;
}

describe('[C7] a merge', () => {
  test('[C7] leaves nothing behind: every table with the id of a customer has the first one then', async () => {
    const [into, from] = [await create(), await withEverything()];
    const columns = await columnsOfCustomers();
    expect(columns).toContain('calls.customer_id');
    const rowsOf = async (id: string) => {
      const found = new Map<string, number>();
      for (const place of columns) {
        const [table, column] = place.split('.') as [string, string];
        found.set(place, await count(`${table} where ${column} = $1`, id));
      }
      return found;
    };
    const before = { into: await rowsOf(into.id), from: await rowsOf(from.id) };
    const empty = columns.filter((place) => before.from.get(place) === 0);
    expect(empty, 'a table of which this test makes no row: move its rows at a merge, and make one here').toEqual([]);
    await merged(into, from);
    const after = await rowsOf(into.id);
    for (const place of columns) {
      expect(await count(`${place.split('.')[0]} where ${place.split('.')[1]} = $1`, from.id), place).toBe(0);
      expect(after.get(place), place).toBe(before.into.get(place)! + before.from.get(place)!);
    }
    expect(await open(into.id)).toMatchObject({ callCount: 1, followUpCount: 1 });
    expect((await open(into.id)).lastCallAt).not.toBeNull();
  });

  test('[C7] takes each field from where it was chosen, and all numbers', async () => {
    const into = await create({ name: '老', company: '甲公司', note: '一' });
    const from = await create({ name: '新', company: '乙公司', note: '二', numbers: [{ phone: nextPhone() }] });
    const { customer } = await merged(into, from, ['company', 'phone']);
    expect(customer).toMatchObject({ id: into.id, name: '老', company: '乙公司', note: '一', version: 2 });
    expect(customer.phone).toBe(from.phone);
    expect(numbersOf(customer).toSorted()).toEqual([...numbersOf(into), ...numbersOf(from)].toSorted());
    expect((await merge(customer, await create(), ['nothing'])).statusCode).toBe(400);
  });

  test('[C7] leads whoever asks for the second one to the first, also through several', async () => {
    const [one, two, three] = [await create(), await create(), await create()];
    const second = (await merged(two, three)).customer;
    await merged(one, second);
    for (const id of [one.id, two.id, three.id]) expect((await open(id)).id).toBe(one.id);
    const reply = await ask('POST', `/customers/${three.id}/follow-ups`, followUp);
    expect(reply.json()).toMatchObject({ customerId: one.id });
  });

  test('[C7] brings a call that goes on to the first one, whatever is written of it afterwards', async () => {
    const [into, from] = [await create(), await create()];
    const callId = await writeTestCall(server, { number: `+86${from.phone}`, customerId: from.id });
    await merged(into, from);
    await server.database.asOwner('update calls set customer_id = $2 where id = $1', [callId, from.id]);
    const late = await writeTestCall(server, { number: `+86${from.phone}`, customerId: from.id });
    for (const id of [callId, late])
      expect(await count('calls where id = $1 and customer_id = $2', id, into.id)).toBe(1);
  });

  test('[C7] of two with one number makes it the number of one, marked no more', async () => {
    const into = await create();
    const from = await create({ phone: into.phone, numbers: [] }, server.tenant.agent);
    expect((await open(from.id)).isDuplicate).toBe(true);
    expect(numbersOf((await merged(into, await open(from.id))).customer)).toEqual([into.phone]);
    const first = await create();
    const later = await create({ phone: first.phone }, server.tenant.agent);
    const { customer, mergeId } = await merged(await open(later.id), first);
    expect(customer.numbers.map(({ isDuplicate }) => isDuplicate)).toEqual([false]);
    expect((await undo(mergeId)).statusCode).toBe(200);
    expect((await open(first.id)).isDuplicate).toBe(false);
    expect((await open(later.id)).isDuplicate).toBe(true);
  });

  test('[C7] [P4] stands in the log of both, with what each was', async () => {
    const [into, from] = [await create({ name: '甲', company: '一' }), await create({ name: '乙', company: '二' })];
    await merged(into, from, ['company']);
    const rows = await server.database.asOwner<{ record_id: string; before: object; after: object }>(
      "select record_id, before, after from audit_rows where action = 'customer.merge' and record_id = any($1) order by at, id",
      [[into.id, from.id]],
    );
    expect(rows.map((row) => [row.record_id, row.before, row.after])).toEqual([
      [into.id, { company: '一' }, { company: '二', merged: '乙' }],
      [from.id, expect.objectContaining({ name: '乙', company: '二' }), { mergedInto: '甲' }],
    ]);
  });

  test('[C7] is refused with itself, with an old version, with too many numbers, and to those who may not', async () => {
    const [into, from] = [await create(), await create()];
    expect((await merge(into, into)).statusCode).toBe(400);
    expect((await merge({ ...into, version: 7 }, from)).json<ErrorBody>().code).toBe('customer.changed-meanwhile');
    expect((await merge(into, { ...from, version: 7 })).json<ErrorBody>().code).toBe('customer.changed-meanwhile');
    const nine = () => ({ numbers: Array.from({ length: 9 }, () => ({ phone: nextPhone() })) });
    expect((await merge(await create(nine()), from)).json<ErrorBody>().code).toBe('customer.merge-numbers');
    expect((await merge(into, from, [], server.tenant.agent)).statusCode).toBe(403);
    const foreign = server.otherTenant.administrator;
    expect((await merge(into, from, [], foreign)).statusCode).toBe(404);
    await server.database.asOwner(
      "update roles set permissions = array_append(permissions, 'customer.merge') where tenant_id = $1 and code = 'agent'",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    const { agent } = server.tenant;
    const [own, another] = [await create({}, agent), await create({}, agent)];
    const blind = await merge(own, another, [], agent);
    expect([blind.statusCode, blind.json<ErrorBody>().code]).toEqual([403, 'customer.merge-hidden']);
    expect([(await open(into.id)).version, (await open(from.id)).id]).toEqual([1, from.id]);
  });
});

describe('[C7] taking a merge back', () => {
  const whole = async (id: string) => {
    const rows = await server.database.asOwner<{ record: object }>(
      `select to_jsonb(c) - array['version', 'updated_at'] as record from customers c where id = $1`,
      [id],
    );
    return rows[0]?.record;
  };

  test('[C7] restores both as they were, and what the second one had', async () => {
    const [into, from] = [await create({ company: '甲', note: '一' }), await withEverything()];
    const [first, second] = [await whole(into.id), await whole(from.id)];
    const contacts = (await ask('GET', `/customers/${from.id}/contacts`)).json<{ items: Contact[] }>();
    const { mergeId } = await merged(into, from, ['name', 'company', 'note', 'phone', 'owner']);
    expect((await ask('GET', `/customers/${into.id}/merges`)).json()).toMatchObject({ items: [{ id: mergeId }] });
    const reply = await undo(mergeId);
    expect([reply.statusCode, reply.json<{ customer: Customer }>().customer.id]).toEqual([200, from.id]);
    expect(await whole(into.id)).toEqual(first);
    expect(await whole(from.id)).toEqual(second);
    const back = await open(from.id);
    expect(numbersOf(back)).toEqual(numbersOf(from));
    expect(back.numbers[1]!.label).toBe('work');
    expect(numbersOf(await open(into.id))).toEqual(numbersOf(into));
    expect([back.callCount, back.followUpCount]).toEqual([1, 1]);
    expect((await ask('GET', `/customers/${from.id}/contacts`)).json()).toEqual(contacts);
    expect((await ask('GET', `/customers/${into.id}/merges`)).json()).toEqual({ items: [] });
    expect((await undo(mergeId)).json<ErrorBody>().code).toBe('customer.unmerge-over');
  });

  test('[C7] leaves with the first what came afterwards', async () => {
    const [into, from] = [await create({ company: '甲' }), await create({ company: '乙' })];
    const { mergeId, customer } = await merged(into, from, ['company']);
    await ask('POST', `/customers/${into.id}/follow-ups`, followUp);
    const change = { version: customer.version, company: '丙' };
    expect((await ask('PATCH', `/customers/${into.id}`, change)).statusCode).toBe(200);
    expect((await undo(mergeId)).statusCode).toBe(200);
    expect(await open(into.id)).toMatchObject({ company: '丙', followUpCount: 1 });
    expect(await open(from.id)).toMatchObject({ company: '乙', followUpCount: 0 });
  });

  test('[C7] marks a number that somebody took meanwhile, and keeps one that the first is called by', async () => {
    const [into, from] = [await create(), await create()];
    const { mergeId, customer } = await merged(into, from);
    const without = { version: customer.version, numbers: [] };
    expect((await ask('PATCH', `/customers/${into.id}`, without)).statusCode).toBe(200);
    const third = await create({ phone: from.phone });
    expect((await undo(mergeId)).statusCode).toBe(200);
    expect(await open(from.id)).toMatchObject({ phone: from.phone, isDuplicate: true });
    expect(await open(third.id)).toMatchObject({ isDuplicate: false });
  });

  test('[C7] is refused after 30 days, while the first is merged on, and to other companies', async () => {
    const [one, two, three] = [await create(), await create(), await create()];
    const { mergeId, customer } = await merged(two, three);
    expect((await undo(mergeId, server.otherTenant.administrator)).statusCode).toBe(404);
    const later = await merged(one, customer);
    expect((await undo(mergeId)).json<ErrorBody>().code).toBe('customer.unmerge-gone');
    expect((await undo(later.mergeId)).statusCode).toBe(200);
    await server.database.asOwner("update customer_merges set merged_at = now() - interval '31 days' where id = $1", [
      mergeId,
    ]);
    expect((await undo(mergeId)).json<ErrorBody>().code).toBe('customer.unmerge-over');
  });
});

describe('[C7] at the same moment', () => {
  /** Both at once; what each answered. */
  const both = async (first: Promise<{ statusCode: number }>, second: Promise<{ statusCode: number }>) =>
    (await Promise.all([first, second])).map(({ statusCode }) => statusCode);
  const inOrder = (statuses: readonly (number | undefined)[]) => statuses.toSorted((a, b) => a! - b!);

  test('[C7] two merges of the same two, one way and the other: one of them', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [one, two] = [await create(), await create()];
      expect(inOrder(await both(merge(one, two), merge(two, one)))).toEqual([200, 409]);
      expect(await count('customers where id = any($1)', [one.id, two.id])).toBe(1);
      expect(await count('customer_numbers where customer_id = any($1)', [one.id, two.id])).toBe(2);
    }
  });

  test('[C7] an edit of either one: the edit is in the result, or one of the two is refused', async () => {
    for (const edited of ['into', 'from'] as const)
      for (let turn = 0; turn < 4; turn += 1) {
        const pair = { into: await create(), from: await create() };
        const edit = () => ask('PATCH', `/customers/${pair[edited].id}`, { version: 1, company: '改' });
        const [merging, editing] =
          turn % 2
            ? await both(merge(pair.into, pair.from, ['company']), edit())
            : (await both(edit(), merge(pair.into, pair.from, ['company']))).toReversed();
        expect(inOrder([merging, editing]), edited).toEqual([200, 409]);
        if (editing === 200) expect((await open(pair[edited].id)).company).toBe('改');
      }
  });

  test('[C7] follow-ups, contacts and numbers that are written stay, with whoever is there', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [into, from] = [await create(), await create()];
      const writes = [
        ask('POST', `/customers/${from.id}/follow-ups`, followUp),
        ask('POST', `/customers/${from.id}/deals`, deal),
        ask('POST', `/customers/${from.id}/contacts`, { name: '同时', numbers: [{ phone: nextPhone() }] }),
        writeTestCall(server, { number: `+86${from.phone}`, customerId: from.id }).then(() => ({ statusCode: 200 })),
      ];
      const statuses = await Promise.all([...writes, merge(into, from)].map(async (one) => (await one).statusCode));
      expect(statuses).toEqual([200, 200, 200, 200, 200]);
      for (const table of ['follow_ups', 'deals', 'contacts', 'calls'])
        expect(await count(`${table} where customer_id = $1`, into.id), table).toBe(1);
      expect(await count('customer_numbers where customer_id = $1', into.id)).toBe(3);
    }
  });
});
