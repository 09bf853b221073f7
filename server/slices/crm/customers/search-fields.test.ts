/** Designed fields where customers are looked for, and where other programs meet them. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Field } from '@bahu/contract/fields.ts';
import { createLog } from '../../../kernel/log.ts';
import type { TestUser } from '../../../test-server.ts';
import { createFieldKeysJob } from '../../platform/fields/keys-job.ts';
import { openNotices, until } from '../../platform/webhooks/test-notices.ts';

const { server, got, ask, add } = await openNotices();
const { administrator, agent, stranger } = server.tenant;
const log = createLog('error', { write: (line) => void server.logged.push(line) });

async function design(key: string, type: string, zh: string, isSearchable = true): Promise<Field> {
  const reply = await server.request(administrator, 'POST', '/api/fields', {
    owner: 'customers',
    key,
    type,
    labels: { zh, en: key },
    options: [],
    state: 'all',
    isSearchable,
    required: { web: false, mobile: false, pop: false },
    width: 140,
    default: '',
  });
  expect(reply.statusCode, reply.body).toBe(200);
  const field = reply.json<Field>();
  if (isSearchable)
    await createFieldKeysJob().handle(
      { id: field.id },
      {
        tenantId: server.tenant.id,
        attempt: 1,
        log,
        tenant: (work) => server.database.db.tenant(server.tenant.id, work),
      },
    );
  return field;
}
let line = 0;
const create = async (user: TestUser, name: string, fields: object): Promise<Customer> => {
  line += 1;
  const phone = `1540001${String(line).padStart(4, '0')}`;
  const reply = await server.request(user, 'POST', '/api/customers', { name, phone, fields });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Customer>();
};

beforeAll(async () => {
  await design('plate', 'text', '车牌');
  await design('card', 'number', '卡号');
  await design('home', 'phone', '家庭电话');
  await design('remark', 'text', '说明文字', false);
  await create(agent, '甲', { plate: '粤B 12345', card: '880012', home: '0755-26540555', remark: '只读文字' });
  await create(agent, '乙', { plate: '粤B 99999', card: '990012' });
  await create(stranger, '丙', { plate: '粤B 12399' });
});

describe('[C1] looking for a customer', () => {
  const inList = async (user: TestUser, typed: string) =>
    (await server.request(user, 'GET', `/api/customers?search=${encodeURIComponent(typed)}`))
      .json<{ items: Customer[] }>()
      .items.map(({ name }) => name)
      .toSorted();
  const everywhere = async (user: TestUser, typed: string) =>
    (await server.request(user, 'GET', `/api/search?text=${encodeURIComponent(typed)}`))
      .json<{ customers: { name: string }[] }>()
      .customers.map(({ name }) => name)
      .toSorted();

  test.each<[string, string[]]>([
    ['粤B 123', ['丙', '甲']],
    ['粤b', ['丙', '乙', '甲']],
    ['880012', ['甲']],
    ['88001', []],
    ['0755-26540555', ['甲']],
    ['只读', []],
    ['B 123', []],
  ])('[C1] [C6] by %j in searchable fields finds %j, in the list and everywhere', async (typed, names) => {
    expect(await inList(administrator, typed)).toEqual(names);
    expect(await everywhere(administrator, typed)).toEqual(names);
  });

  test('[U1] [C6] finds in them nobody outside of the scope, and nothing for who may not see numbers', async () => {
    expect(await inList(server.tenant.supervisor, '粤B 123')).toEqual(['甲']);
    expect(await inList(agent, '粤B 123')).toEqual([]);
    expect(await everywhere(agent, '880012')).toEqual([]);
  });
});

describe('[P2] [C6] other programs', () => {
  test('[P2] [C6] read of designed fields in the document of the API, and write and read them by code', async () => {
    const document = (await server.app.inject({ method: 'GET', url: '/v1/openapi.json' })).json<{
      paths: Record<string, Record<string, object>>;
    }>();
    const create = JSON.stringify(document.paths['/v1/customers']!['post']);
    expect(create).toContain('"fields"');
    expect(JSON.stringify(document.paths['/v1/customers/{id}/follow-ups']!['post'])).toContain('"fields"');
    expect(Object.keys(document.paths)).toContain('/v1/fields');
  });

  test('[P4] [C6] are told of designed fields when a customer is made or changed, as the API has them', async () => {
    await add(['customer.created', 'customer.changed']);
    const made = await create(administrator, '丁', { plate: '粤C 1' });
    await until(() => got.length === 1);
    await ask('PATCH', `/customers/${made.id}`, { version: made.version, fields: { plate: '粤C 2', card: '7' } });
    await until(() => got.length === 2);
    expect(got.map(({ body }) => (JSON.parse(body) as { data: Customer }).data.fields)).toEqual([
      { plate: '粤C 1' },
      { plate: '粤C 2', card: '7' },
    ]);
  });
});
