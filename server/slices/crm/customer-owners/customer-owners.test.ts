/** Taking customers from the public pool, giving them back, locking and unlocking, and what is told of it later. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { BulkReply } from '@bahu/contract/bulk-customers.ts';
import type { OwnerChange } from '@bahu/contract/customer-owners.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { endOldLocks } from './end-locks.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { administrator, supervisor, leader, agent, stranger, departmentId, id: tenantId } = server.tenant;

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);

/** So many have a number. */
let numbered = 0;
/** Customers of an agent, or of the pool, by their ids. */
async function put(count: number, owner: TestUser | null): Promise<string[]> {
  const rows = await server.database.asOwner<{ id: string }>(
    `insert into customers (tenant_id, id, name, phone, owner_id, department_id)
     select $1, gen_random_uuid(), '客户' || n, '+86154' || lpad((n + $5::int)::text, 8, '0'), $2, $3
     from generate_series(1, $4::int) n returning id`,
    [tenantId, owner?.userId ?? null, owner && owner !== stranger ? departmentId : null, count, numbered],
  );
  numbered += count;
  return rows.map(({ id }) => id);
}
const one = async (owner: TestUser | null): Promise<string> => (await put(1, owner))[0]!;

const act = async (user: TestUser, what: 'take' | 'give-back' | 'lock' | 'unlock', id: string) => {
  const reply = await as(user, 'POST', `/customers/${id}/${what}`);
  return { status: reply.statusCode, ...reply.json<Partial<Customer> & { code?: string }>() };
};
const many = async (user: TestUser, what: 'takings' | 'locks', actName: string, ids: readonly string[]) => {
  const body = { selection: { ids }, act: actName };
  const reply = await as(user, 'POST', `/customers/${what}`, body);
  return { status: reply.statusCode, ...reply.json<BulkReply>() };
};
const ownerOf = async (id: string): Promise<string | null> =>
  (await server.database.asOwner<{ owner_id: string | null }>('select owner_id from customers where id = $1', [id]))[0]!
    .owner_id;
const history = async (id: string, user = administrator): Promise<OwnerChange[]> =>
  (await as(user, 'GET', `/customers/${id}/owners`)).json<{ items: OwnerChange[] }>().items;
const limits = (user: TestUser, lockLimit: number, lockDays: number) =>
  server.database.asOwner('update agents set lock_limit = $2, lock_days = $3 where id = $1', [
    user.userId,
    lockLimit,
    lockDays,
  ]);
/** Settings of the company; its midnight is half a day away, whatever the time. */
async function settings(takenADay: number) {
  const hours = new Date().getUTCHours();
  const utcOffsetMinutes = (12 - hours) * 60;
  await server.database.asOwner('update tenants set settings = settings || $2 where id = $1', [
    tenantId,
    JSON.stringify({ customers: { takenADay }, utcOffsetMinutes }),
  ]);
}

beforeEach(async () => {
  for (const table of ['customer_owners', 'customers']) await server.database.asOwner(`delete from ${table}`);
  for (const user of [agent, leader]) await limits(user, 0, 0);
  await settings(0);
});

describe('[C7] the public pool', () => {
  test('[C7] gives a customer to whoever takes them, and to nobody else after that', async () => {
    const id = await one(null);
    expect(await act(agent, 'take', id)).toMatchObject({
      status: 200,
      ownerId: agent.userId,
      can: expect.arrayContaining(['give-back', 'lock']) as string[],
    });
    expect(await act(leader, 'take', id)).toMatchObject({ status: 409, code: 'customer.taken' });
    expect(await ownerOf(id)).toBe(agent.userId);
    const department = 'select department_id from customers where id = $1';
    expect(await server.database.asOwner(department, [id])).toEqual([{ department_id: departmentId }]);
  });

  test('[C7] of two who take at the same moment gives the customer to one, and tells the other', async () => {
    const id = await one(null);
    const replies = await Promise.all([agent, leader, supervisor, stranger].map((user) => act(user, 'take', id)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ code }) => code === 'customer.taken')).toHaveLength(3);
    expect((await history(id)).map(({ reason }) => reason)).toEqual(['take']);
    // Also to who does not see the customer of another; of one who was never in the pool nothing is said.
    await server.database.asOwner('update customers set owner_id = $1 where id = $2', [leader.userId, id]);
    expect((await act(stranger, 'take', id)).code).toBe('customer.taken');
    expect((await act(stranger, 'take', await one(leader))).code).toBe('not-found');
  });

  test('[C7] gets back from an agent what is theirs, and nothing of others', async () => {
    const [own, other] = [await one(agent), await one(leader)];
    expect(await act(agent, 'give-back', own)).toMatchObject({ status: 200, ownerId: null });
    expect((await act(agent, 'give-back', own)).code).toBe('customer.not-yours');
    expect((await act(leader, 'give-back', other)).status).toBe(200);
    expect(await ownerOf(other)).toBeNull();
  });

  test('[C7] lets an agent take so many a day, also when they take many at once', async () => {
    await settings(3);
    const ids = await put(6, null);
    expect((await act(agent, 'take', ids[0]!)).status).toBe(200);
    expect(await many(agent, 'takings', 'take', ids.slice(1, 5))).toMatchObject({
      done: 2,
      overLimit: 2,
      outOfReach: 0,
    });
    expect(await act(agent, 'take', ids[5]!)).toMatchObject({ status: 409, code: 'customer.take-limit' });
    // Of another agent, and of another day, it is another count.
    expect((await act(leader, 'take', ids[5]!)).status).toBe(200);
    await server.database.asOwner("update customer_owners set at = at - interval '1 day'");
    expect((await act(agent, 'take', ids[3]!)).status).toBe(200);
  });

  test('[C7] holds to the limit however many ask at the same moment', async () => {
    await settings(2);
    const ids = await put(6, null);
    const replies = await Promise.all(ids.map((id) => act(agent, 'take', id)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(replies.filter(({ code }) => code === 'customer.take-limit')).toHaveLength(4);
  });
});

describe('[C7] a locked customer', () => {
  test('[C7] stays with their agent: no assignment takes them, but of who may unlock them', async () => {
    const [locked, open] = [await one(agent), await one(agent)];
    expect(await act(agent, 'lock', locked)).toMatchObject({ status: 200, isLocked: true, lockedUntil: null });
    const assign = async (user: TestUser) =>
      (
        await as(user, 'POST', '/customers/assignments', {
          selection: { ids: [locked, open] },
          to: [leader.userId],
        })
      ).json<BulkReply>();
    expect(await assign(leader)).toMatchObject({ done: 1, locked: 1, outOfReach: 0 });
    expect([await ownerOf(locked), await ownerOf(open)]).toEqual([agent.userId, leader.userId]);
    expect(await assign(supervisor)).toMatchObject({ done: 2, locked: 0 });
    expect(await ownerOf(locked)).toBe(leader.userId);
    // The lock was the agent's.
    expect((await as(leader, 'GET', `/customers/${locked}`)).json()).toMatchObject({ isLocked: false });
  });

  test('[C7] can be locked by their agent alone, and unlocked by those too who may unlock', async () => {
    const id = await one(agent);
    expect((await act(leader, 'lock', id)).code).toBe('customer.not-yours');
    await act(agent, 'lock', id);
    expect((await act(leader, 'unlock', id)).code).toBe('forbidden');
    expect((await act(stranger, 'unlock', id)).status).toBe(404);
    expect(await act(supervisor, 'unlock', id)).toMatchObject({ status: 200, isLocked: false });
    await act(agent, 'lock', id);
    expect(await act(agent, 'unlock', id)).toMatchObject({ status: 200, isLocked: false });
  });

  test('[C7] counts against the limit of the agent, at once and many at once; what is locked already is no more', async () => {
    await limits(agent, 3, 0);
    const ids = await put(6, agent);
    expect((await act(agent, 'lock', ids[0]!)).status).toBe(200);
    expect(await many(agent, 'locks', 'lock', ids.slice(0, 5))).toMatchObject({ done: 3, overLimit: 2 });
    expect(await act(agent, 'lock', ids[5]!)).toMatchObject({ status: 409, code: 'customer.lock-limit' });
    await act(agent, 'unlock', ids[0]!);
    const replies = await Promise.all(ids.slice(3).map((id) => act(agent, 'lock', id)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('[C7] is locked for so many days, and open when they are over, whether anything has removed the lock or not', async () => {
    await limits(agent, 1, 5);
    const [first, second] = (await put(2, agent)) as [string, string];
    const { lockedUntil } = await act(agent, 'lock', first);
    const days = (new Date(lockedUntil!).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(4.9);
    expect(days).toBeLessThanOrEqual(5.1);
    await server.database.asOwner("update customers set locked_until = now() - interval '1 second' where id = $1", [
      first,
    ]);
    expect((await as(agent, 'GET', `/customers/${first}`)).json()).toMatchObject({
      isLocked: false,
      lockedUntil: null,
      can: expect.arrayContaining(['lock']) as string[],
    });
    expect((await act(agent, 'lock', second)).status).toBe(200);
    const given = { selection: { ids: [first] }, to: [leader.userId] };
    expect((await as(leader, 'POST', '/customers/assignments', given)).json()).toMatchObject({ done: 1, locked: 0 });
  });

  test('[C7] is unlocked by a task when the days are over, and what shows the customer is told', async () => {
    const [over, lasting] = (await put(2, agent)) as [string, string];
    for (const id of [over, lasting]) await act(agent, 'lock', id);
    await server.database.asOwner("update customers set locked_until = now() - interval '1 second' where id = $1", [
      over,
    ]);
    const told: unknown[] = [];
    const host = { db: server.database.db, recordChanged: (...of: unknown[]) => void told.push(of) };
    await endOldLocks(host);
    await endOldLocks(host);
    expect(told).toEqual([
      [
        tenantId,
        { type: 'customer', id: over, version: 3 },
        { ownerIds: [agent.userId], departmentIds: [departmentId] },
      ],
    ]);
    const left = await server.database.asOwner('select id from customers where locked_until is not null');
    expect(left).toEqual([{ id: lasting }]);
  });

  test('[C1] [C7] is found by the state of the lock', async () => {
    const [locked, open] = [await one(agent), await one(agent)];
    await act(agent, 'lock', locked);
    const found = async (filter: string) =>
      (await as(agent, 'GET', `/customers?${filter}`)).json<{ items: Customer[] }>().items.map(({ id }) => id);
    expect(await found('locked=true')).toEqual([locked]);
    expect(await found('locked=false')).toEqual([open]);
  });
});

describe('[C7] a merge', () => {
  const open = async (id: string) => (await as(administrator, 'GET', `/customers/${id}`)).json<Customer>();
  const merge = async (user: TestUser, into: string, from: string, take: string[] = []) => {
    const [stays, goes] = [await open(into), await open(from)];
    const body = { mergedId: from, version: stays.version, mergedVersion: goes.version, take };
    const reply = await as(user, 'POST', `/customers/${into}/merges`, body);
    return { status: reply.statusCode, ...reply.json<{ code?: string; mergeId: string }>() };
  };
  /** The supervisor may merge, but unlock nobody. */
  const mayUnlock = async (may: boolean) => {
    await server.database.asOwner(
      `update roles set permissions = ${may ? 'array_append' : 'array_remove'}(permissions, 'customer.unlock')
       where tenant_id = $1 and code = 'supervisor'`,
      [tenantId],
    );
    await server.sessions.refreshTenant(tenantId);
  };

  test('[C7] takes no locked customer from their agent, whichever of the two stays', async () => {
    await mayUnlock(false);
    const [locked, other, own] = [await one(agent), await one(leader), await one(agent)];
    await act(agent, 'lock', locked);
    expect(await merge(supervisor, other, locked)).toMatchObject({ status: 409, code: 'customer.locked' });
    expect(await merge(supervisor, locked, other, ['owner'])).toMatchObject({ status: 409, code: 'customer.locked' });
    // It stays with its agent, and locked.
    expect((await merge(supervisor, own, locked)).status).toBe(200);
    expect(await open(own)).toMatchObject({ ownerId: agent.userId, isLocked: true });
    expect((await merge(supervisor, own, other)).status).toBe(200);
    await mayUnlock(true);
    const last = await one(leader);
    expect((await merge(supervisor, last, own)).status).toBe(200);
    expect(await open(last)).toMatchObject({ ownerId: leader.userId, isLocked: false });
  });

  test('[C7] that is undone leaves the customer with an agent who has locked them since', async () => {
    await mayUnlock(false);
    const [into, from] = [await one(leader), await one(agent)];
    const { mergeId } = await merge(supervisor, into, from, ['owner']);
    await act(agent, 'lock', into);
    expect((await as(supervisor, 'POST', `/customer-merges/${mergeId}/undo`)).statusCode).toBe(200);
    expect(await open(into)).toMatchObject({ ownerId: agent.userId, isLocked: true });
    await mayUnlock(true);
  });

  test('[C7] and its undoing are told of both, with whose they were', async () => {
    const [into, from] = [await one(leader), await one(agent)];
    await act(agent, 'give-back', from);
    await act(agent, 'take', from);
    const { mergeId } = await merge(supervisor, into, from);
    expect((await history(into)).map(({ reason, isOfMerged }) => [reason, isOfMerged])).toEqual([
      ['merge', true],
      ['take', true],
      ['give-back', true],
    ]);
    await as(supervisor, 'POST', `/customer-merges/${mergeId}/undo`);
    expect(await history(into)).toEqual([]);
    expect((await history(from)).map(({ reason, isOfMerged }) => [reason, isOfMerged])).toEqual([
      ['unmerge', false],
      ['merge', false],
      ['take', false],
      ['give-back', false],
    ]);
  });
});

describe('[C7] who had a customer before', () => {
  test('[C7] is told with the reason and by whom, the latest first', async () => {
    const id = await one(null);
    await act(agent, 'take', id);
    await act(agent, 'give-back', id);
    await as(leader, 'POST', '/customers/assignments', { selection: { ids: [id] }, to: [agent.userId] });
    const rows = await history(id, agent);
    expect(rows.map(({ reason }) => reason)).toEqual(['assign', 'give-back', 'take']);
    expect(rows[1]).toMatchObject({ toName: null, isOfMerged: false });
    expect(rows[0]!.toName).toBe(rows[1]!.fromName);
    expect(rows[2]!.byName).toBe(rows[2]!.toName);
  });

  test('[C7] is for those alone who may open the customer', async () => {
    const id = await one(agent);
    expect((await as(stranger, 'GET', `/customers/${id}/owners`)).statusCode).toBe(404);
  });
});
