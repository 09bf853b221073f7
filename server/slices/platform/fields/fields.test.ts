import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Field } from '@bahu/contract/fields.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { nextField } from './test-field.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';
const asAdmin = (method: Method, url: string, body?: object) =>
  server.request(server.tenant.administrator, method, `/api${url}`, body);
const option = (code: string, zh: string) => ({
  id: code,
  code,
  labels: { zh, en: `${code} option` },
  color: '',
  parentId: null,
  isRetired: false,
});
const design = async (change: object = {}): Promise<Field> => {
  const reply = await asAdmin('POST', '/fields', nextField(change));
  expect(reply.json()).toMatchObject({ version: 1 });
  return reply.json<Field>();
};
let line = 0;
const create = async (name: string, fields: object) => {
  line += 1;
  return asAdmin('POST', '/customers', { name, phone: `1380013${String(line).padStart(4, '0')}`, fields });
};
const namesBy = async (filter: string) =>
  (await asAdmin('GET', `/customers?fields=${encodeURIComponent(filter)}`))
    .json<{ items: Customer[] }>()
    .items.map(({ name }) => name)
    .toSorted();

describe('designed fields', () => {
  test('[C6] hold values of customers, which come back by code, change one by one and are in the audit log', async () => {
    const level = await design({ type: 'select', options: [option('vip', '贵宾'), option('normal', '普通')] });
    const birthday = await design({ type: 'date' });
    const made = (await create('张三', { [level.key]: '贵宾', [birthday.key]: '1990/1/2' })).json<Customer>();
    expect(made.fields).toEqual({ [level.key]: 'vip', [birthday.key]: '1990-01-02' });
    const changed = await asAdmin('PATCH', `/customers/${made.id}`, { version: 1, fields: { [level.key]: 'normal' } });
    expect(changed.json<Customer>().fields).toEqual({ [level.key]: 'normal', [birthday.key]: '1990-01-02' });
    const [row] = await server.database.asOwner(
      "select before, after from audit_rows where action = 'customer.change' and record_id = $1",
      [made.id],
    );
    expect(row).toEqual({ before: { [level.key]: 'vip' }, after: { [level.key]: 'normal' } });
    const emptied = await asAdmin('PATCH', `/customers/${made.id}`, { version: 2, fields: { [level.key]: null } });
    expect(emptied.json<Customer>().fields).toEqual({ [birthday.key]: '1990-01-02' });
  });

  test('[C6] refuse what is no value, an unknown code, and a record without what the browser requires', async () => {
    const amount = await design({ type: 'number' });
    expect((await create('李四', { [amount.key]: 'much', nothing: 'x' })).json()).toMatchObject({
      code: 'input.invalid',
      fields: [
        { path: 'fields.nothing', rule: 'unknown' },
        { path: `fields.${amount.key}`, rule: 'number' },
      ],
    });
    const must = await design({ required: { web: true, mobile: false, pop: false } });
    expect((await create('李四', {})).json()).toMatchObject({
      fields: [{ path: `fields.${must.key}`, rule: 'required' }],
    });
    await asAdmin('PATCH', `/fields/${must.id}`, { version: 1, state: 'off' });
    expect((await create('李四', {})).statusCode).toBe(200);
  });

  test('[C6] [C1] are filtered by, with an index and without, and say what an unknown filter is', async () => {
    const amount = await design({ type: 'number', isSearchable: true });
    const city = await design({ type: 'text', isSearchable: true });
    for (const [name, sum, place] of [
      ['甲', '9', 'Paris'],
      ['乙', '10', '深圳'],
      ['丙', '-3', 'paris'],
    ] as const)
      await create(name, { [amount.key]: sum, [city.key]: place });
    await create('丁', {});
    const asked = async () => [
      await namesBy(`${amount.key}:from:9`),
      await namesBy(`${amount.key}:to:-3`),
      await namesBy(`${amount.key}:is:10,9`),
      await namesBy(`${city.key}:is:PARIS`),
      await namesBy(`${city.key}:starts:pa;${amount.key}:from:0`),
    ];
    const expected = [['乙', '甲'], ['丙'], ['乙', '甲'], ['丙', '甲'], ['甲']];
    expect(await asked()).toEqual(expected);
    await server.database.asOwner('update field_definitions set is_indexed = true where id = $1', [amount.id]);
    expect(await asked()).toEqual(expected);
    expect(await namesBy(`${amount.key}:empty:`)).toContain('丁');
    for (const wrong of ['nothing:is:1', `${amount.key}:is:x`, `${amount.key}:starts:1`, 'x'])
      expect((await asAdmin('GET', `/customers?fields=${encodeURIComponent(wrong)}`)).json()).toMatchObject({
        code: 'input.invalid',
      });
  });

  test('[C6] [C1] are filtered by where lists offer it: by what is searchable, and by several choices; of others the refusal says why', async () => {
    const options = [option('a', '甲'), option('b', '乙')];
    const tags = await design({ type: 'multi-select', options });
    const plain = await design({ type: 'text' });
    const long = await design({ type: 'multi-line' });
    await create('有签', { [tags.key]: ['a'], [plain.key]: 'x', [long.key]: 'x' });
    expect(await namesBy(`${tags.key}:is:a`)).toEqual(['有签']);
    for (const filter of [`${plain.key}:is:x`, `${plain.key}:filled:`, `${long.key}:filled:`, 'address:filled:'])
      expect((await asAdmin('GET', `/customers?fields=${encodeURIComponent(filter)}`)).json(), filter).toMatchObject({
        code: 'input.invalid',
        fields: [{ path: 'fields', rule: 'not-searchable' }],
      });
    await asAdmin('PATCH', `/fields/${plain.id}`, { version: 1, isSearchable: true });
    expect(await namesBy(`${plain.key}:is:x`)).toEqual(['有签']);
  });

  test('[C6] have their default in new records: several choices, a path, an agent', async () => {
    const options = [option('a', '甲'), option('b', '乙'), { ...option('c', '丙'), parentId: 'a' }];
    const agent = server.tenant.agent.userId;
    const made = [
      await design({ type: 'multi-select', options: options.slice(0, 2), default: ['b', 'a'] }),
      await design({ type: 'cascade', options, default: ['a', 'c'] }),
      await design({ type: 'agent', default: agent }),
    ];
    const [tags, path, adviser] = made.map(({ key }) => key) as [string, string, string];
    expect(made.map((field) => field.default)).toEqual([['b', 'a'], ['a', 'c'], agent]);
    const defaults = { [tags]: ['b', 'a'], [path]: ['a', 'c'], [adviser]: agent };
    expect((await create('默认', {})).json<Customer>().fields).toMatchObject(defaults);
    expect((await create('另选', { [tags]: ['a'] })).json<Customer>().fields).toMatchObject({
      ...defaults,
      [tags]: ['a'],
    });
    const without = (await create('不选', { [tags]: [], [path]: null })).json<Customer>().fields;
    expect([without[tags], without[path]]).toEqual([undefined, undefined]);
    const change = (body: object) => asAdmin('PATCH', `/fields/${made[0]!.id}`, body);
    expect((await change({ version: 1, default: ['a', 'gone'] })).json()).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'default', rule: 'default' }],
    });
    expect((await change({ version: 1, default: 'a' })).json<Field>().default).toEqual(['a']);
    expect((await change({ version: 2, type: 'select' })).json<Field>().default).toBe('a');
    expect((await change({ version: 3, default: [] })).json<Field>().default).toBe('');
    for (const { id } of made.slice(1)) await asAdmin('PATCH', `/fields/${id}`, { version: 1, default: '' });
  });

  test('[C6] keep and show every value when code, list or type change, and tell beforehand what will not fit', async () => {
    const options = [option('a', '甲级'), option('b', '乙级')];
    const rank = await design({ type: 'select', isSearchable: true, options });
    const made = (await create('钱七', { [rank.key]: 'a' })).json<Customer>();
    const shown = async () => (await asAdmin('GET', `/customers/${made.id}`)).json<Customer>().fields;
    const change = async (body: object) => {
      const { version } = (await asAdmin('GET', '/fields?owner=customers'))
        .json<{ items: Field[] }>()
        .items.find(({ id }) => id === rank.id)!;
      expect((await asAdmin('PATCH', `/fields/${rank.id}`, { version, ...body })).statusCode).toBe(200);
    };
    await change({ key: 'rank', options: [{ ...option('b', '乙级'), id: 'o2' }] });
    expect(await shown()).toMatchObject({ rank: 'a' });
    const misfits = async (body: object) => (await asAdmin('POST', `/fields/${rank.id}/misfits`, body)).json<unknown>();
    expect(await misfits({ type: 'number' })).toEqual({
      filled: 1,
      misfits: 1,
      examples: [{ value: 'a', records: 1 }],
      retired: [],
    });
    const only = { ...option('c', '丙级'), id: 'new' };
    await change({ options: [{ ...option('a', '甲级'), id: 'o1' }] });
    expect(await misfits({ options: [only] })).toEqual({
      filled: 1,
      misfits: 0,
      examples: [],
      retired: [{ labels: { zh: '甲级', en: 'a option' }, records: 1 }],
    });
    expect(await misfits({ options: [only, { ...option('a', '甲级'), id: 'o1' }] })).toMatchObject({ retired: [] });
    await change({ options: [{ ...option('b', '乙级'), id: 'o2' }] });
    await change({ type: 'number' });
    // A list of codes, so that nobody takes what is left of a choice for a text.
    expect(await shown()).toMatchObject({ rank: ['a'] });
    await change({ state: 'off' });
    expect(await shown()).not.toHaveProperty('rank');
    await change({ state: 'all', type: 'select', options: [{ ...option('gold', '金级'), id: 'o1' }] });
    expect(await shown()).toMatchObject({ rank: 'gold' });
    expect(await namesBy('rank:is:gold')).toEqual(['钱七']);
  });

  test('[P2] [C6] stay within their tenant, and only who may design them changes them', async () => {
    const field = await design();
    const { otherTenant, tenant } = server;
    const body = { version: 1, state: 'off' };
    expect((await server.request(otherTenant.administrator, 'PATCH', `/api/fields/${field.id}`, body)).statusCode).toBe(
      404,
    );
    expect((await server.request(tenant.agent, 'PATCH', `/api/fields/${field.id}`, body)).statusCode).toBe(403);
    const others = await server.request(otherTenant.administrator, 'GET', '/api/fields?owner=customers');
    expect(others.json()).toMatchObject({ items: [] });
  });

  test('[U1] [C6] a number in a designed field is masked, found by no filter of who may not see it, and kept when they save', async () => {
    const second = await design({ type: 'phone', isSearchable: true });
    const remark = await design({ type: 'text' });
    const { agent } = server.tenant;
    const own = await server.request(agent, 'POST', '/api/customers', {
      name: '孙八',
      phone: '13800139999',
      fields: { [second.key]: '13900000042', [remark.key]: '找老板 13900000042' },
    });
    const { id, fields } = own.json<Customer>();
    expect(fields).toEqual({ [second.key]: '139****0042', [remark.key]: '找老板 139****0042' });
    const asked = await server.request(agent, 'GET', `/api/customers?fields=${second.key}:is:13900000042`);
    expect(asked.json()).toMatchObject({ code: 'forbidden' });
    const saved = await server.request(agent, 'PATCH', `/api/customers/${id}`, {
      version: 1,
      fields: { [second.key]: '139****0042', [remark.key]: '找老板娘 139****0042' },
    });
    expect(saved.statusCode).toBe(200);
    expect((await asAdmin('GET', `/customers/${id}`)).json<Customer>().fields).toEqual({
      [second.key]: '13900000042',
      [remark.key]: '找老板娘 13900000042',
    });
  });

  test('[C6] [P2] stand in the audit log with the parts that changed, before and after', async () => {
    const field = await design({ labels: { zh: '审计字段', en: 'Audited field' } });
    await asAdmin('PATCH', `/fields/${field.id}`, { version: 1, width: 200, isSearchable: true });
    const rows = await server.database.asOwner(
      'select action, record_name, before, after from audit_rows where record_id = $1 order by id',
      [field.id],
    );
    expect(rows).toMatchObject([
      { action: 'field.create', record_name: '审计字段', after: { key: field.key, type: 'text', width: 140 } },
      { action: 'field.change', record_name: '审计字段' },
    ]);
    expect([rows[1]!['before'], rows[1]!['after']]).toEqual([
      { width: 140, isSearchable: false },
      { width: 200, isSearchable: true },
    ]);
  });

  test('[C6] are put into an order, and a second editor is told that they were too late', async () => {
    const [first, second] = [await design(), await design()];
    const ordered = await asAdmin('PUT', '/fields/order', { owner: 'customers', ids: [second.id, first.id] });
    expect(
      ordered
        .json<{ items: Field[] }>()
        .items.slice(0, 2)
        .map(({ id }) => id),
    ).toEqual([second.id, first.id]);
    await asAdmin('PATCH', `/fields/${first.id}`, { version: 1, width: 200 });
    expect((await asAdmin('PATCH', `/fields/${first.id}`, { version: 1, width: 300 })).json()).toMatchObject({
      code: 'conflict',
    });
  });
});
