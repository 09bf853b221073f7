import { beforeEach, describe, expect, test } from 'vitest';
import type { BulkReply } from '@bahu/contract/bulk-customers.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Job } from '@bahu/contract/jobs.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { newId } from '../../../kernel/ids.ts';
import { plainField } from '../../platform/fields/test-field.ts';
import { testPassword, type TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';

const { server, drive } = await openTransfers();
const { administrator, supervisor, leader, agent, stranger, inspector, departmentId, id: tenantId } = server.tenant;

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
/** Customers of an agent, or of the pool, by their numbers in the order of creation; the latest stands first in the list. */
async function put(count: number, owner: TestUser | null, from = 0): Promise<string[]> {
  await server.database.asOwner(
    `insert into customers (tenant_id, id, name, phone, owner_id, department_id, created_at)
     select $1, gen_random_uuid(), '客户' || n, '+86154' || lpad((n + $2::int)::text, 8, '0'), $3, $4, now() - make_interval(secs => 1000000 - n - $2::int)
     from generate_series(1, $5::int) n`,
    [tenantId, from, owner?.userId ?? null, owner && owner !== stranger ? departmentId : null, count],
  );
  const rows = await server.database.asOwner<{ id: string }>('select id from customers order by created_at');
  return rows.map(({ id }) => id);
}
beforeEach(async () => {
  for (const table of ['background_jobs', 'deleted_customers', 'customers'])
    await server.database.asOwner(`delete from ${table}`);
  await server.database.asOwner('drop trigger if exists failing on customers');
});
const bulk = async (user: TestUser, what: 'deletions' | 'assignments' | 'changes', body: object) => {
  const reply = await as(user, 'POST', `/customers/${what}`, body);
  return { status: reply.statusCode, ...reply.json<Partial<BulkReply> & { code?: string }>() };
};
const owners = async (): Promise<(string | null)[]> =>
  (
    await server.database.asOwner<{ owner_id: string | null }>('select owner_id from customers order by created_at')
  ).map((row) => row.owner_id);
const countOf = async (where: string): Promise<number> =>
  (await server.database.asOwner<{ n: number }>(`select count(*)::int as n from ${where}`))[0]!.n;
/** Whether anybody waits for a lock. */
const isWaiting = () =>
  expect
    .poll(() =>
      server.database.asOwner(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      ),
    )
    .not.toHaveLength(0);
/** Changes of these customers fail, or only so many times. */
const failingAt = (condition: string, code: string, times = 1_000_000) =>
  server.database.asOwner(`
    drop trigger if exists failing on customers;
    drop sequence if exists failures;
    create sequence failures;
    grant usage on failures to public;
    create or replace function failing() returns trigger language plpgsql as $$
      begin
        if nextval('failures') <= ${times} then raise exception 'as a test wants it' using errcode = '${code}'; end if;
        return new;
      end $$;
    create trigger failing before update on customers for each row when (${condition}) execute function failing()`);
const lastLogged = async (user: TestUser) => {
  const reply = await as(user, 'GET', '/audit?limit=100');
  const { items } = reply.json<{ items: { action: string; after: object }[] }>();
  return items.find(({ action }) => action === 'customer.change-many');
};
const ended = async (user: TestUser, id: string): Promise<Job> => {
  await drive.work();
  return (await as(user, 'GET', `/jobs/${id}`)).json<Job>();
};

describe('[C3] [C7] the checked customers', () => {
  test('are deleted within the request: those in reach, and it is told how many were not', async () => {
    const ids = await put(3, agent);
    await put(2, stranger, 10);
    const all = await put(0, agent);
    expect(await bulk(supervisor, 'deletions', { selection: { ids: all } })).toMatchObject({
      status: 200,
      job: null,
      done: 3,
      outOfReach: 2,
    });
    expect(await countOf('deleted_customers')).toBe(3);
    expect(ids).toHaveLength(3);
    expect(await bulk(supervisor, 'deletions', { selection: { ids: all } })).toMatchObject({ done: 0, outOfReach: 5 });
  });

  test('are shared out evenly in their order, to agents who are all in reach and not disabled', async () => {
    const ids = await put(5, null);
    const to = [agent.userId, leader.userId];
    expect(await bulk(administrator, 'assignments', { selection: { ids }, to })).toMatchObject({
      done: 5,
      outOfReach: 0,
    });
    expect(await owners()).toEqual([to[0], to[1], to[0], to[1], to[0]]);
    expect(await countOf(`customers where department_id = '${departmentId}'`)).toBe(5);
    const byRatio = { selection: { ids }, to, shares: [1, 3] };
    expect(await bulk(administrator, 'assignments', byRatio)).toMatchObject({ done: 5 });
    expect(await owners()).toEqual([to[1], to[0], to[1], to[1], to[1]]);
    for (const shares of [[1], [1, 2, 3], [0, 1]])
      expect(await bulk(administrator, 'assignments', { ...byRatio, shares })).toMatchObject({ code: 'input.invalid' });
    expect(await bulk(administrator, 'assignments', { selection: { ids }, to: [] })).toMatchObject({ done: 5 });
    expect(await owners()).toEqual([null, null, null, null, null]);
    const refused = { status: 422, code: 'bulk.no-agent', fields: [{ path: 'to', rule: 'reference' }] };
    // A leader gives out the pool among their own.
    for (const selection of [{ ids }, { filter: {} }])
      for (const to of [[stranger.userId], [stranger.userId, agent.userId]])
        expect(await bulk(leader, 'assignments', { selection, to })).toMatchObject(refused);
    const disable = (isDisabled: boolean) =>
      server.database.asOwner('update users set is_enabled = not $2 where id = $1', [leader.userId, isDisabled]);
    await disable(true);
    for (const selection of [{ ids }, { filter: {} }])
      expect(await bulk(administrator, 'assignments', { selection, to })).toMatchObject(refused);
    await disable(false);
    expect(new Set(await owners())).toEqual(new Set([null]));
    expect(await bulk(leader, 'assignments', { selection: { ids }, to: [agent.userId] })).toMatchObject({ done: 5 });
  });

  test('come into the department to which their agent is being moved in the same moment', async () => {
    const ids = await put(3, null);
    const elsewhere = newId();
    await server.database.asOwner(
      "insert into departments (tenant_id, id, name, path) values ($1, $2::uuid, '二部', $2::text || '/')",
      [tenantId, elsewhere],
    );
    const moving = (departmentId: string, meanwhile: () => Promise<unknown>) =>
      server.database.db.tenant(tenantId, async (tx) => {
        await tx.updateTable('users').set({ departmentId }).where('id', '=', agent.userId).execute();
        await publish(tx, 'agent.moved', { agentIds: [agent.userId], departmentId });
        await meanwhile();
      });
    const assigning: Promise<unknown>[] = [];
    await moving(elsewhere, async () => {
      assigning.push(bulk(administrator, 'assignments', { selection: { ids }, to: [agent.userId] }));
      await Promise.race([assigning[0], isWaiting()]);
    });
    expect(await assigning[0]).toMatchObject({ done: 3 });
    expect(await countOf(`customers where department_id = '${elsewhere}'`)).toBe(3);
    await moving(departmentId, async () => {});
    expect(await countOf(`customers where department_id = '${departmentId}'`)).toBe(3);
  });

  test('are tried again where others hold them; when a later group fails, it is said what was done and what not', async () => {
    const ids = await put(250, agent);
    const change = { company: '南山贸易' };
    await failingAt('true', '40P01', 1);
    expect(await bulk(administrator, 'changes', { selection: { ids }, change })).toMatchObject({
      status: 200,
      done: 250,
      notDone: 0,
    });
    await failingAt(`new.id = '${ids[249]}'`, 'P0001');
    expect(await bulk(administrator, 'changes', { selection: { ids }, change: { company: '北山贸易' } })).toMatchObject(
      {
        status: 200,
        done: 200,
        notDone: 50,
      },
    );
    expect(await countOf("customers where company = '北山贸易'")).toBe(200);
    await failingAt('true', 'P0001');
    expect((await bulk(administrator, 'changes', { selection: { ids }, change })).status).toBe(500);
  });

  test('get a category, which the log calls by its name; one that is none is refused', async () => {
    const ids = await put(2, agent);
    const reply = await as(administrator, 'POST', '/customer-categories', { name: '老客户', parentId: null });
    const { id } = reply.json<{ id: string }>();
    const change = (categoryId: string | null) =>
      bulk(administrator, 'changes', { selection: { ids }, change: { categoryId } });
    expect(await change(id)).toMatchObject({ done: 2 });
    expect(await countOf(`customers where category_id = '${id}'`)).toBe(2);
    expect(await lastLogged(administrator)).toMatchObject({ after: { categoryId: '老客户' } });
    expect(await change(newId())).toMatchObject({
      status: 400,
      fields: [{ path: 'change.categoryId', rule: 'reference' }],
    });
    expect(await change(null)).toMatchObject({ done: 2 });
    expect(await countOf('customers where category_id is null')).toBe(2);
  });

  test('[U1] [P4] get a number, which the log masks also where it is a short one', async () => {
    const field = plainField({ owner: 'customers', key: 'desk', type: 'phone', labels: { zh: '座机', en: 'Desk' } });
    expect((await as(administrator, 'POST', '/fields', field)).statusCode).toBe(200);
    const ids = await put(1, agent);
    for (const selection of [{ ids }, { filter: {} }])
      expect(await bulk(administrator, 'changes', { selection, change: { fields: { desk: '10086' } } })).toMatchObject({
        status: 200,
      });
    expect(JSON.stringify(await lastLogged(administrator))).toContain('10086');
    await server.database.asOwner(
      "update roles set masks_numbers = true, scope = 'all', permissions = array_append(permissions, 'audit.read') where tenant_id = $1 and code = 'inspector'",
      [tenantId],
    );
    await server.sessions.refreshTenant(tenantId);
    const { items } = (await as(inspector, 'GET', '/audit?limit=100')).json<{ items: { action: string }[] }>();
    const ofBulk = items.filter(({ action }) => action === 'customer.change-many');
    expect(ofBulk.length).toBeGreaterThan(1);
    expect(JSON.stringify(ofBulk)).not.toContain('10086');
  });

  test.each([
    ['administrator', 200, 200, 200],
    ['supervisor', 200, 200, 200],
    ['leader', 403, 200, 200],
    ['agent', 403, 403, 200],
    ['inspector', 403, 403, 403],
  ] as const)('[U1] the %s: deleting %d, assigning %d, changing %d', async (who, deletes, assigns, changes) => {
    const user = { administrator, supervisor, leader, agent, inspector }[who];
    const ids = await put(1, agent);
    const selection = { ids };
    expect((await bulk(user, 'changes', { selection, change: { company: '南山贸易' } })).status).toBe(changes);
    expect((await bulk(user, 'assignments', { selection, to: [agent.userId] })).status).toBe(assigns);
    expect((await bulk(user, 'deletions', { selection })).status).toBe(deletes);
  });

  test('have one field changed, which is checked as in the form; hostile text stays text', async () => {
    const levels = {
      key: 'level',
      type: 'select',
      options: ['a', 'b'].map((code) => ({
        id: code,
        code,
        labels: { zh: code, en: code },
        color: '',
        parentId: null,
        isRetired: false,
      })),
    };
    for (const field of [levels, { key: 'papers', type: 'file' }, { key: 'size', type: 'number' }])
      expect(
        (
          await as(
            administrator,
            'POST',
            '/fields',
            plainField({ owner: 'customers', labels: { zh: field.key, en: field.key }, ...field }),
          )
        ).statusCode,
      ).toBe(200);
    const ids = await put(2, agent);
    const selection = { ids };
    const change = (one: object) => bulk(administrator, 'changes', { selection, change: one });
    const shown = async () => (await as(administrator, 'GET', `/customers/${ids[0]}`)).json<Customer>();
    const hostile = '=1+1 <script>\u202e😀';
    expect(await change({ company: hostile })).toMatchObject({ done: 2 });
    expect(await change({ fields: { level: 'b' } })).toMatchObject({ done: 2 });
    expect(await change({ fields: { size: '12' } })).toMatchObject({ done: 2 });
    expect(await shown()).toMatchObject({ company: hostile, fields: { level: 'b', size: '12' }, version: 4 });
    expect(await change({ fields: { level: null } })).toMatchObject({ done: 2 });
    expect((await shown()).fields).toEqual({ size: '12' });
    for (const wrong of [
      {},
      { name: '同名' },
      { company: 'a', note: 'b' },
      { fields: {} },
      { fields: { level: 'a', size: '1' } },
      { fields: { level: 'c' } },
      { fields: { size: 'viele' } },
      { fields: { papers: [] } },
      { fields: { unknown: 'x' } },
      { stage: 'unknown' },
      { phone: '15400000001' },
    ])
      expect(await change(wrong), JSON.stringify(wrong)).toMatchObject({ status: 400, code: 'input.invalid' });
  });

  test('keep what a colleague changes in the same moment', async () => {
    const [id] = await put(1, agent);
    const [saved] = await Promise.all([
      as(administrator, 'PATCH', `/customers/${id}`, { version: 1, address: '南京路 1 号' }),
      bulk(administrator, 'changes', { selection: { ids: [id] }, change: { company: '南山贸易' } }),
    ]);
    const { company, address } = (await as(administrator, 'GET', `/customers/${id}`)).json<Customer>();
    expect(company).toBe('南山贸易');
    expect(address).toBe(saved.statusCode === 200 ? '南京路 1 号' : '');
  });
});

describe('[C3] [C7] a whole query', () => {
  test('is deleted by a job for who says their own password again', async () => {
    await put(1203, agent);
    const selection = { filter: {} };
    expect(await bulk(administrator, 'deletions', { selection })).toMatchObject({ code: 'bulk.password-needed' });
    expect(await bulk(administrator, 'deletions', { selection, password: 'guessed-1' })).toMatchObject({
      code: 'session.wrong-password',
    });
    expect(await countOf('background_jobs')).toBe(0);
    const { job } = await bulk(administrator, 'deletions', { selection, password: testPassword });
    expect(job).toMatchObject({ kind: 'bulk-delete', subject: 'customers', state: 'waiting' });
    expect(await ended(administrator, job!.id)).toMatchObject({
      state: 'done',
      total: 1203,
      result: { updated: 1203, skipped: 0 },
    });
    expect([await countOf('customers'), await countOf('deleted_customers'), await countOf('bulk_targets')]).toEqual([
      0, 1203, 0,
    ]);
  });

  test('or the first of it in the order of the list, shared out evenly over all batches', async () => {
    await put(1500, null);
    const to = [agent.userId, leader.userId, supervisor.userId];
    const selection = { filter: { search: '客户' }, first: 1001, sort: 'created' };
    const { job } = await bulk(administrator, 'assignments', { selection, to });
    expect(await ended(administrator, job!.id)).toMatchObject({ state: 'done', result: { updated: 1001, skipped: 0 } });
    const all = await owners();
    expect(all.slice(0, 499).every((owner) => owner === null)).toBe(true);
    expect(to.map((id) => all.filter((owner) => owner === id).length)).toEqual([334, 334, 333]);
  });

  test('means those whom the filter found as it began, also where it changes what is filtered by', async () => {
    await put(700, agent);
    await server.database.asOwner("update customers set stage = 'lead'");
    const selection = { filter: { fields: 'stage:is:lead' } };
    const { job } = await bulk(supervisor, 'changes', { selection, change: { stage: 'won' } });
    expect(await ended(supervisor, job!.id)).toMatchObject({ state: 'done', result: { updated: 700 } });
    expect(await countOf("customers where stage = 'won'")).toBe(700);
  });

  test('goes on where it was, and skips who is out of reach or gone by then', async () => {
    const ids = await put(1400, agent);
    const selection = { filter: {} };
    const { job } = await bulk(supervisor, 'changes', { selection, change: { company: '南山贸易' } });
    // As a process leaves it that was killed behind its first batch.
    await server.database.asOwner(
      `insert into bulk_targets (tenant_id, job_id, place, record_id)
       select tenant_id, $1, row_number() over (order by created_at desc, id desc), id from customers`,
      [job!.id],
    );
    await server.database.asOwner(
      `update background_jobs set state = 'running', started_at = now(), total = 1400, done = 1000, result = '{"created": 0, "updated": 1000, "skipped": 0, "rows": 1000}'`,
    );
    await server.database.asOwner('update customers set owner_id = $1, department_id = null where id = $2', [
      stranger.userId,
      ids[0],
    ]);
    await as(administrator, 'DELETE', `/customers/${ids[1]}`);
    expect(await ended(supervisor, job!.id)).toMatchObject({
      state: 'done',
      done: 1400,
      result: { updated: 1398, skipped: 2 },
    });
    expect(await countOf("customers where company = '南山贸易'")).toBe(398);
  });

  test('waits for whoever holds its customers, however often, and counts faults from where it came to', async () => {
    await put(1200, agent);
    const { job } = await bulk(supervisor, 'changes', { selection: { filter: {} }, change: { company: '南山贸易' } });
    await server.database.asOwner('update background_jobs set failures = 4');
    await failingAt('true', '55P03', 7);
    expect(await ended(supervisor, job!.id)).toMatchObject({ state: 'done', result: { updated: 1200 } });
    expect(await countOf('background_jobs where failures > 0')).toBe(0);
  });

  test('is written down in parts, each without a look at another table for each row', async () => {
    expect(await countOf("pg_constraint where conrelid = 'bulk_targets'::regclass and contype = 'f'")).toBe(0);
    await put(2001, null);
    const { job } = await bulk(administrator, 'assignments', { selection: { filter: {} }, to: [] });
    await server.database.asOwner(`
      create function few() returns trigger language plpgsql as $$
        begin
          if (select count(*) from added) > 2000 then raise exception 'too many at once'; end if;
          return null;
        end $$;
      create trigger few after insert on bulk_targets referencing new table as added for each statement execute function few()`);
    expect(await ended(administrator, job!.id)).toMatchObject({
      state: 'done',
      total: 2001,
      result: { updated: 2001 },
    });
    await server.database.asOwner('drop trigger few on bulk_targets');
  });

  test('ends when its starter may not do it any more, and when they cancel it', async () => {
    await put(3, agent);
    const selection = { filter: {} };
    const one = await bulk(supervisor, 'deletions', { selection, password: testPassword });
    await as(supervisor, 'DELETE', `/jobs/${one.job!.id}`);
    expect(await ended(supervisor, one.job!.id)).toMatchObject({ state: 'cancelled' });
    const other = await bulk(supervisor, 'deletions', { selection, password: testPassword });
    await server.database.asOwner(
      "update roles set permissions = array_remove(permissions, 'customer.delete') where code = 'supervisor'",
    );
    await server.sessions.refreshTenant(tenantId);
    expect(await ended(supervisor, other.job!.id)).toMatchObject({ state: 'failed', error: 'forbidden' });
    expect(await countOf('customers')).toBe(3);
  });
});
