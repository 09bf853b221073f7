import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListedFollowUp } from '@bahu/contract/follow-ups.ts';
import type { Field } from '@bahu/contract/fields.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { listFields, orderOf, rowsBehind } from '../../platform/fields/index.ts';
import { followUpOrders } from './order.ts';

let server: TestServer;
let amount: Field;
/** Of each follow-up its amount and its next reminder, in the order in which they were written. */
const written = {
  甲: ['10', '2026-03-03T01:00:00.000Z'],
  乙: ['9', null],
  丙: ['-3', '2026-03-01T01:00:00.000Z'],
  丁: ['100.5', null],
  戊: [null, '2026-03-02T01:00:00.000Z'],
  己: [null, null],
  庚: ['9', '2026-03-01T01:00:00.000Z'],
} as const;

const ask = (as: TestUser, query: string) => server.request(as, 'GET', `/api/follow-ups?${query}`);
/** Every page of two, one after the other. */
async function pages(as: TestUser, sort: string): Promise<string[]> {
  const contents: string[] = [];
  for (let cursor = ''; ;) {
    const reply = await ask(as, `limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`);
    const page = reply.json<{ items: ListedFollowUp[]; next: string | null }>();
    contents.push(...page.items.map(({ content }) => content));
    if (page.next === null) return contents;
    cursor = page.next;
  }
}

beforeAll(async () => {
  server = await createTestServer();
  const { administrator, agent } = server.tenant;
  const design = async (key: string, type: string, isSearchable: boolean) => {
    const reply = await server.request(administrator, 'POST', '/api/fields', {
      owner: 'follow-ups',
      key,
      type,
      labels: { zh: `字段 ${key}`, en: `Field ${key}` },
      options: [],
      state: 'all',
      isSearchable,
      required: { web: false, mobile: false, pop: false },
      width: 140,
      default: '',
    });
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json<Field>();
  };
  amount = await design('amount', 'number', true);
  await design('due', 'date', true);
  await design('plain', 'text', false);
  const customer = async (as: TestUser, name: string, phone: string) =>
    (await server.request(as, 'POST', '/api/customers', { name, phone })).json<{ id: string }>();
  const [ours, mine] = [
    await customer(administrator, '公司的', '13900040001'),
    await customer(agent, '坐席的', '13900040002'),
  ];
  for (const [content, [value, remindAt]] of Object.entries(written)) {
    const reply = await server.request(
      administrator,
      'POST',
      `/api/customers/${content === '庚' ? mine.id : ours.id}/follow-ups`,
      {
        serviceType: 'consult',
        stage: '',
        callState: 'connected',
        currentState: 'open',
        channel: 'phone',
        content,
        ...(value && { fields: { amount: value } }),
        ...(remindAt && { remindAt }),
      },
    );
    expect(reply.statusCode, reply.body).toBe(200);
  }
});
afterAll(() => server.stop());

describe('[C1] [C6] the list of follow-ups', () => {
  test('[C1] [C6] is sorted by when they were written, by the next reminder, and by designed fields both ways, page after page', async () => {
    const { administrator } = server.tenant;
    const newest = ['庚', '己', '戊', '丁', '丙', '乙', '甲'];
    expect(await pages(administrator, 'created')).toEqual(newest);
    expect(await pages(administrator, 'remind')).toEqual(['丙', '庚', '戊', '甲', '乙', '丁', '己']);
    for (const isIndexed of [false, true]) {
      await server.database.asOwner('update field_definitions set is_indexed = $1 where id = $2', [
        isIndexed,
        amount.id,
      ]);
      expect(await pages(administrator, 'field.amount')).toEqual(['丙', '乙', '庚', '甲', '丁', '戊', '己']);
      expect(await pages(administrator, 'field.amount.desc')).toEqual(['丁', '甲', '庚', '乙', '丙', '己', '戊']);
    }
    const whole = await ask(administrator, '');
    expect(whole.json<{ items: ListedFollowUp[] }>().items.map(({ content }) => content)).toEqual(newest);
  });

  test('[C1] [U1] holds in each order only those of customers in the scope, and sorts by no number for whom numbers are masked', async () => {
    const { agent } = server.tenant;
    for (const sort of ['created', 'remind', 'field.due']) expect(await pages(agent, sort), sort).toEqual(['庚']);
    expect((await ask(agent, 'sort=field.amount')).json()).toMatchObject({ code: 'forbidden' });
  });

  test.each(['field.nothing', 'field.plain', 'name', 'remind.desc', 'constructor', 'field.amount;drop table x'])(
    '[C1] [P2] refuses to be sorted by %j, and a cursor of another order',
    async (sort) => {
      const { administrator } = server.tenant;
      expect((await ask(administrator, `sort=${encodeURIComponent(sort)}`)).json()).toMatchObject({
        code: 'input.invalid',
      });
      const { next } = (await ask(administrator, 'limit=2&sort=remind')).json<{ next: string }>();
      expect((await ask(administrator, `limit=2&cursor=${next}`)).json()).toMatchObject({ code: 'input.invalid' });
    },
  );

  test.each([
    ['created', 'follow_ups_by_time'],
    ['remind', 'follow_ups_by_reminder'],
    ['field.amount', 'follow_ups_by_field_1'],
  ])('[C1] sorted by %s is read from %s without sorting, however many there are', async (sort, index) => {
    const { id: tenantId, administrator } = server.tenant;
    await server.database.asOwner(
      `insert into follow_ups (tenant_id, id, customer_id, agent_id, service_type, stage, call_state, current_state, channel, content, remind_at, fields)
       select $1, gen_random_uuid(), c.id, $2, 'consult', '', 'connected', 'open', 'phone', 'x', now() + i * interval '1 minute',
         jsonb_build_object($3::text, i::text)
       from generate_series(1, 4000) i, (select id from customers where name = '公司的') c`,
      [tenantId, administrator.userId, amount.fieldId],
    );
    await server.database.asOwner('analyze follow_ups');
    const plan = await server.database.db.tenant(tenantId, async (tx) => {
      expect((await listFields(tx, 'follow-ups')).find(({ key }) => key === 'amount')?.isIndexed).toBe(true);
      const reader = { tenantId, masksNumbers: false } as Parameters<typeof orderOf>[1];
      const order = await orderOf(tx, reader, followUpOrders, sort);
      const found = tx.selectFrom('followUps as f').select('f.id');
      const plans: string[] = [];
      await rowsBehind(found, { order, after: null, limit: 51 }, async (next) => {
        plans.push(JSON.stringify(await next.explain('json')));
        return Array.from({ length: 51 });
      });
      return plans.join('\n');
    });
    expect(plan).toContain(index);
    expect(plan).not.toContain('"Sort"');
  });
});
