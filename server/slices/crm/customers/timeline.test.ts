/** The timeline of a customer: entries of several slices in one line, as each reader may see them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { TimelineItem, TimelineItemOf } from '@bahu/contract/timeline.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { timelineSources } from '../../together.ts';
import { listHistory } from './history.ts';
import { writeTestCall } from './test-call.ts';
import { plansOf } from './test-plans.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

interface Line {
  items: TimelineItem[];
  next: string | null;
  total: number;
}
let lastPhone = 15402100000;
const nextPhone = () => String(lastPhone++);
const created = async (user: TestUser, body: object = {}): Promise<Customer> =>
  (
    await server.request(user, 'POST', '/api/customers', { name: '往来', phone: nextPhone(), ...body })
  ).json<Customer>();
const change = async (user: TestUser, { id, version }: Customer, body: object): Promise<Customer> =>
  (await server.request(user, 'PATCH', `/api/customers/${id}`, { version, ...body })).json<Customer>();
const line = async (user: TestUser, id: string, query = ''): Promise<Line> =>
  (await server.request(user, 'GET', `/api/customers/${id}/history?${query}`)).json<Line>();
const kindsOf = ({ items }: Line): string[] => items.map(({ kind }) => kind).toSorted();
const edits = ({ items }: Line): TimelineItemOf<'edit'>[] => items.filter((item) => item.kind === 'edit');
const deal = { product: '专业版', dealKind: 'new', dealStage: 'negotiating', amount: '12800' };
const followUp = {
  serviceType: 'consult',
  stage: '',
  callState: 'connected',
  currentState: 'open',
  channel: 'phone',
  content: '说过',
};

async function withEverything(user: TestUser): Promise<Customer> {
  const customer = await created(user);
  await writeTestCall(server, {
    number: '+8615400000001',
    agentId: server.tenant.stranger.userId,
    customerId: customer.id,
  });
  for (const [path, body] of [
    ['follow-ups', followUp],
    ['deals', deal],
  ] as const)
    expect((await server.request(user, 'POST', `/api/customers/${customer.id}/${path}`, body)).statusCode).toBe(200);
  return customer;
}

describe('the timeline of a customer', () => {
  test('[A2.3] [C2] has calls, follow-ups, deals and edits in one line, page after page, each once', async () => {
    const { agent } = server.tenant;
    const customer = await withEverything(agent);
    const whole = await line(agent, customer.id);
    expect([kindsOf(whole), whole.total]).toEqual([['call', 'deal', 'edit', 'follow-up'], 4]);
    const paged: TimelineItem[] = [];
    let cursor = '';
    do {
      const page = await line(agent, customer.id, `limit=1${cursor}`);
      paged.push(...page.items);
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor);
    expect(paged).toEqual(whole.items);
  });

  test('[A2.3] is narrowed to kinds, and to what is the reader’s own, and counts what it shows', async () => {
    const { agent } = server.tenant;
    const { id } = await withEverything(agent);
    const found = async (query: string) => {
      const { items, total } = await line(agent, id, query);
      return [items.map(({ kind }) => kind).toSorted(), total];
    };
    expect(await found('kinds=deal')).toEqual([['deal'], 1]);
    expect(await found('kinds=deal,call')).toEqual([['call', 'deal'], 2]);
    expect(await found('mine=true')).toEqual([['deal', 'edit', 'follow-up'], 3]);
    expect(await found('kinds=call&mine=true')).toEqual([[], 0]);
    expect((await server.request(agent, 'GET', `/api/customers/${id}/history?kinds=nothing`)).statusCode).toBe(400);
  });

  test.each(['call.read', 'follow-up.read', 'deal.read'] as const)(
    '[U1] [A2.3] leaves out what its reader has no %s for, and does not count it',
    async (permission) => {
      const { agent, id: tenantId } = server.tenant;
      const { id } = await withEverything(agent);
      const set = async (how: string): Promise<void> => {
        await server.database.asOwner(`update roles set permissions = ${how} where tenant_id = $1 and code = 'agent'`, [
          tenantId,
        ]);
        await server.sessions.refreshTenant(tenantId);
      };
      await set(`array_remove(permissions, '${permission}')`);
      const seen = await line(agent, id);
      await set(`permissions || '{${permission}}'`);
      expect([kindsOf(seen).includes(permission.replace('.read', '')), seen.total]).toEqual([false, 3]);
    },
  );

  test('[P2] [U3] is of nobody whom the reader may not open', async () => {
    const { agent, stranger } = server.tenant;
    const { id } = await created(agent);
    expect((await server.request(stranger, 'GET', `/api/customers/${id}/history`)).statusCode).toBe(404);
    const other = server.otherTenant.administrator;
    expect((await server.request(other, 'GET', `/api/customers/${id}/history`)).statusCode).toBe(404);
  });
});

describe('an edit in the timeline', () => {
  test('[C2] says who changed what from what to what, and not that somebody looked at the number', async () => {
    const { agent, administrator } = server.tenant;
    const customer = await change(agent, await created(agent, { stage: 'lead' }), { stage: 'won' });
    await server.request(administrator, 'POST', `/api/customers/${customer.id}/number`);
    const [last, ...before] = edits(await line(agent, customer.id));
    expect(last).toMatchObject({
      action: 'customer.change',
      actorName: 'agent 802',
      via: 'session',
      before: { stage: 'lead' },
      after: { stage: 'won' },
    });
    expect(before.map(({ action }) => action)).toEqual(['customer.create']);
  });

  test('[U1] [C2] shows numbers as they are written, and masked to whom the role masks them', async () => {
    const { administrator, id: tenantId } = server.tenant;
    const phone = nextPhone();
    const customer = await created(administrator, { phone, note: `也打 ${phone}` });
    expect(edits(await line(administrator, customer.id))[0]!.after).toMatchObject({ phone });
    const setMask = async (masks: boolean): Promise<void> => {
      await server.database.asOwner('update roles set masks_numbers = $2 where tenant_id = $1', [tenantId, masks]);
      await server.sessions.refreshTenant(tenantId);
    };
    await setMask(true);
    const seen = await line(administrator, customer.id);
    await setMask(false);
    const text = JSON.stringify(seen);
    expect(seen.items).toHaveLength(1);
    for (const form of [phone, phone.slice(3)]) expect(text).not.toContain(form);
    expect(text).toContain(phone.slice(-4));
  });
});

describe('with 5,000 entries', () => {
  test('[A2.3] a page is read from the index of each kind, no more than it shows, and no row asks whose it is', async () => {
    const { agent, id: tenantId } = server.tenant;
    const customer = await withEverything(agent);
    const others = await created(agent);
    // One entry an hour of theirs, and as many each ten minutes of somebody else.
    const fill = async (count: number, insert: string): Promise<void> => {
      const rows = `select h.i, make_interval(hours => h.i) + make_interval(mins => o.j) as ago, case o.j when 0 then $2::uuid else $4::uuid end as of
        from generate_series(1, ${count}) h (i), (values (0), (10), (20), (30), (40), (50)) o (j)`;
      await server.database.asOwner(`with rows as (${rows}) ${insert} from rows`, [
        tenantId,
        customer.id,
        agent.userId,
        others.id,
      ]);
    };
    await fill(
      1500,
      `insert into calls (tenant_id, id, direction, started_at, number, own_number, agent_id, customer_id, outcome, talk_seconds)
      select $1, gen_random_uuid(), 'inbound', now() - ago, '+8615400000001', '+864000000800', $3, of, 'connected', 60`,
    );
    await fill(
      1500,
      `insert into follow_ups (tenant_id, id, customer_id, agent_id, service_type, stage, call_state, current_state, channel, content, created_at)
      select $1, gen_random_uuid(), of, $3, 'consult', '', 'connected', 'open', 'phone', '第 ' || i || ' 次', now() - ago`,
    );
    await fill(
      1500,
      `insert into audit_rows (tenant_id, id, at, actor_id, actor_name, action, record_type, record_id, before, after)
      select $1, gen_random_uuid(), now() - ago, $3, '林晓雯', 'customer.change', 'customer', of::text, '{"stage":"lead"}', '{"stage":"won"}'`,
    );
    await fill(
      500,
      `insert into deals (tenant_id, id, customer_id, agent_id, product, deal_kind, deal_stage, amount, created_at)
      select $1, gen_random_uuid(), of, $3, '专业版', 'new', 'negotiating', 100, now() - ago`,
    );
    await server.database.asOwner('vacuum (analyze) calls, follow_ups, audit_rows, deals');
    const [page] = await plansOf(server, agent, 'of_all', (tx, reader) =>
      listHistory(tx, reader, timelineSources, customer.id, {}),
    );
    for (const index of [
      'customer_id_started_at',
      'follow_ups_by_customer',
      'audit_rows_by_record',
      'deals_by_customer',
    ])
      expect(page).toContain(index);
    expect(page).not.toMatch(/Seq Scan|_by_time|tenant_id_started_at|^ *Filter: .*current_setting/m);
    const { items, total } = await line(agent, customer.id);
    expect([items.length, total]).toEqual([50, 5004]);
  });
});
