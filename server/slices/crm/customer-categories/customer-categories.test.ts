import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '@bahu/contract/audit.ts';
import { categoryLimits, type CustomerCategory } from '@bahu/contract/customer-categories.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const path = '/api/customer-categories';
const asAdmin = (method: Method, url: string, body?: object) =>
  server.request(server.tenant.administrator, method, url, body);
const tree = async (user: TestUser = server.tenant.administrator): Promise<CustomerCategory[]> =>
  (await server.request(user, 'GET', path)).json<{ items: CustomerCategory[] }>().items;
const find = async (id: string): Promise<CustomerCategory> => (await tree()).find((one) => one.id === id)!;
const create = async (name: string, parentId: string | null = null): Promise<CustomerCategory> => {
  const reply = await asAdmin('POST', path, { name, parentId });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<CustomerCategory>();
};
const change = async (id: string, body: object) =>
  asAdmin('PATCH', `${path}/${id}`, { version: (await find(id)).version, ...body });
const codeOf = (reply: LightMyRequestResponse): string => reply.json<{ code: string }>().code;
/** The names below a category in their order, with their depth as dots. */
async function drawn(root: CustomerCategory): Promise<string[]> {
  const all = await tree();
  const pathOf = (one: CustomerCategory): string[] => [
    ...(one.parentId ? pathOf(all.find(({ id }) => id === one.parentId)!) : []),
    one.id,
  ];
  return all
    .filter((one) => one.id !== root.id && pathOf(one).includes(root.id))
    .map((one) => '.'.repeat(pathOf(one).length - pathOf(root).length - 1) + one.name);
}

describe('the tree of categories', () => {
  test('[C1] has parents before children and siblings in their order, and moves with all that lies below', async () => {
    const [root, other] = [await create('意向客户'), await create('成交客户')];
    const [high, low] = [await create('高意向', root.id), await create('一般', root.id)];
    await create('华南', high.id);
    expect(await drawn(root)).toEqual(['高意向', '.华南', '一般']);
    await change(low.id, { position: 0 });
    expect(await drawn(root)).toEqual(['一般', '高意向', '.华南']);
    await change(high.id, { parentId: other.id });
    expect([await drawn(root), await drawn(other)]).toEqual([['一般'], ['高意向', '.华南']]);
    expect(codeOf(await change(other.id, { parentId: high.id }))).toBe('customer-category.cycle');
    expect(await drawn(other)).toEqual(['高意向', '.华南']);
  });

  test('[C1] has names that differ among siblings, and none of blanks or with the sign between levels', async () => {
    const root = await create('售后');
    await create('维修', root.id);
    expect(codeOf(await asAdmin('POST', path, { name: '维修 ', parentId: root.id }))).toBe(
      'customer-category.name-taken',
    );
    await create('维修');
    for (const name of ['', '  ', 'A > B', 'A＞B'])
      expect(codeOf(await asAdmin('POST', path, { name, parentId: root.id }))).toBe('input.invalid');
  });

  test('[C1] is no deeper than its limit, whether by adding or by moving', async () => {
    let at = await create('一级');
    const top = at;
    for (let level = 2; level <= categoryLimits.levels; level++) at = await create(`${level} 级`, at.id);
    expect(codeOf(await asAdmin('POST', path, { name: '太深', parentId: at.id }))).toBe('customer-category.too-deep');
    const branch = await create('外面');
    expect(codeOf(await change(top.id, { parentId: branch.id }))).toBe('customer-category.too-deep');
  });

  test('[C1] refuses the one category more than it holds', async () => {
    const { id: tenantId } = server.otherTenant;
    await server.database.asOwner(
      `insert into customer_categories (tenant_id, id, name, path)
       select $1, i, i::text, i || '/' from (select gen_random_uuid() as i from generate_series(1, ${categoryLimits.categories})) g`,
      [tenantId],
    );
    const reply = await server.request(server.otherTenant.administrator, 'POST', path, { name: '多', parentId: null });
    expect(codeOf(reply)).toBe('customer-category.too-many');
  });

  test('[C1] says to the later of two editors that somebody was faster', async () => {
    const { id, version } = await create('两人改');
    await change(id, { name: '先改' });
    expect(codeOf(await asAdmin('PATCH', `${path}/${id}`, { version, name: '后改' }))).toBe('conflict');
  });
});

describe('removing a category', () => {
  test('[C1] is refused while another lies below it or any customer has it, whoever sees that customer', async () => {
    const [root, other] = [await create('要删'), await create('留着')];
    const below = await create('下级', root.id);
    expect(codeOf(await asAdmin('DELETE', `${path}/${root.id}`))).toBe('customer-category.has-below');
    await asAdmin('DELETE', `${path}/${below.id}`);
    const { json } = await server.request(server.tenant.stranger, 'POST', '/api/customers', {
      name: '有分类',
      phone: '15400077001',
      categoryId: root.id,
    });
    const customer = json<{ id: string; version: number }>();
    expect(codeOf(await asAdmin('DELETE', `${path}/${root.id}`))).toBe('customer-category.has-customers');
    await server.request(server.tenant.stranger, 'PATCH', `/api/customers/${customer.id}`, {
      version: customer.version,
      categoryId: other.id,
    });
    expect((await asAdmin('DELETE', `${path}/${root.id}`)).statusCode).toBe(200);
    expect(await find(root.id)).toBeUndefined();
  });
});

test('[C1] [U1] everybody who sees customers reads the tree, and who manages it changes it', async () => {
  const { agent, leader, supervisor } = server.tenant;
  const { id } = await create('只读');
  for (const [user, can] of [
    [agent, []],
    [leader, []],
    [supervisor, ['edit']],
  ] as const) {
    expect((await tree(user)).find((one) => one.id === id)!.can).toEqual(can);
    const reply = await server.request(user, 'POST', path, { name: user.userId.slice(-8), parentId: null });
    expect(reply.statusCode).toBe(can.length > 0 ? 200 : 403);
  }
});

test('[P2] [C1] a category of another company is no parent, and nobody’s to change', async () => {
  const { id } = await create('别家不见');
  const { administrator } = server.otherTenant;
  expect((await tree(administrator)).map((one) => one.id)).not.toContain(id);
  for (const [method, url, body] of [
    ['POST', path, { name: '借', parentId: id }],
    ['PATCH', `${path}/${id}`, { version: 1, name: '改' }],
    ['DELETE', `${path}/${id}`, undefined],
  ] as const)
    expect([404, 422]).toContain((await server.request(administrator, method, url, body)).statusCode);
  expect((await find(id)).name).toBe('别家不见');
});

test('[P4] [C1] a move is in the audit log with the places by their names', async () => {
  const [root, moved] = [await create('日志上级'), await create('日志移动')];
  await change(moved.id, { parentId: root.id });
  const { items } = (await asAdmin('GET', `/api/audit?recordId=${moved.id}`)).json<{ items: AuditEntry[] }>();
  const entry = items.find(({ action }) => action === 'customer-category.move')!;
  expect(entry).toMatchObject({
    before: { name: '日志移动', parent: null },
    after: { name: '日志移动', parent: '日志上级', position: 0 },
  });
});
