/** The category of a customer: in forms, lists, sheets and the audit log, and the counts of the tree beside the list. */
import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '@bahu/contract/audit.ts';
import type { CustomerCategory } from '@bahu/contract/customer-categories.ts';
import { shownScopes, type CategoryCounts, type Customer, type ShownScope } from '@bahu/contract/customers.ts';
import { newId } from '../../../kernel/ids.ts';
import { drawing } from '../../../test-draw.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { joinCounts } from './category-counts.ts';

const { server, drive, admin, rowsOf } = await openTransfers();
const text = (...lines: string[]): string => lines.join('\r\n');
const request = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
  server.request(user, method, `/api${path}`, body);
async function category(name: string, parentId: string | null = null): Promise<string> {
  const reply = await request(admin(), 'POST', '/customer-categories', { name, parentId });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<CustomerCategory>().id;
}
const leads = await category('意向客户');
const high = await category('高意向', leads);
const south = await category('华南', high);
const sold = await category('成交客户');
const soldSouth = await category('华南', sold);
const all = [leads, high, south, sold, soldSouth];

let made = 0;
const customer = async (more: object = {}, user = admin()): Promise<Customer> => {
  const body = { name: `分类 ${++made}`, phone: `1390006${String(made).padStart(4, '0')}`, ...more };
  const reply = await request(user, 'POST', '/customers', body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Customer>();
};
const filterOf = (id: string | null): string =>
  encodeURIComponent(id === null ? 'categoryId:empty:' : `categoryId:is:${id}`);
const listed = async (user: TestUser, id: string | null, shown?: ShownScope) => {
  const path = `/customers?limit=100&fields=${filterOf(id)}${shown ? `&shown=${shown}` : ''}`;
  const reply = await request(user, 'GET', path);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<{ items: Customer[]; total: number }>();
};
const countsOf = async (user: TestUser, shown?: ShownScope): Promise<CategoryCounts> =>
  (await request(user, 'GET', `/customers/categories${shown ? `?shown=${shown}` : ''}`)).json<CategoryCounts>();

describe('the category of a customer', () => {
  test('[C1] [C2] is given, changed and taken away, and one that is none is refused at its field', async () => {
    const one = await customer({ categoryId: high });
    expect(one.categoryId).toBe(high);
    const change = (version: number, categoryId: string | null) =>
      request(admin(), 'PATCH', `/customers/${one.id}`, { version, categoryId });
    expect((await change(1, sold)).json<Customer>().categoryId).toBe(sold);
    expect((await change(2, null)).json<Customer>().categoryId).toBeNull();
    const unknown = await change(3, newId());
    expect(unknown.json()).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'categoryId', rule: 'reference' }],
    });
    expect(
      (await request(admin(), 'PATCH', `/customers/${one.id}`, { version: 3, company: '不碰分类' })).statusCode,
    ).toBe(200);
  });

  test('[C1] [P4] is in the audit log by its words, and only where it changed', async () => {
    const one = await customer({ categoryId: south });
    await request(admin(), 'PATCH', `/customers/${one.id}`, { version: 1, categoryId: sold, company: '南山' });
    await request(admin(), 'PATCH', `/customers/${one.id}`, { version: 2, categoryId: sold, company: '北山' });
    const { items } = (await request(admin(), 'GET', `/audit?recordId=${one.id}`)).json<{ items: AuditEntry[] }>();
    const told = items.map(({ before, after }) => [
      (before as Record<string, unknown> | null)?.['categoryId'],
      (after as Record<string, unknown> | null)?.['categoryId'],
    ]);
    expect(told).toEqual([
      [undefined, undefined],
      ['意向客户 > 高意向 > 华南', '成交客户'],
      [undefined, '意向客户 > 高意向 > 华南'],
    ]);
  });

  test('[C1] [C3] that is gone is none of a customer who comes back into the table', async () => {
    const id = newId();
    await server.database.asOwner(
      "insert into customers (tenant_id, id, name, phone, category_id) values ($1, $2, '回来', '+8615410300001', $3)",
      [server.tenant.id, id, newId()],
    );
    expect((await request(admin(), 'GET', `/customers/${id}`)).json<Customer>().categoryId).toBeNull();
  });

  test('[C1] [P2] of another company is none', async () => {
    const reply = await request(server.otherTenant.administrator, 'POST', '/customers', {
      name: '借分类',
      phone: '13900069999',
      categoryId: leads,
    });
    expect(reply.json()).toMatchObject({ code: 'input.invalid' });
    const filtered = await request(server.otherTenant.administrator, 'GET', `/customers?fields=${filterOf(leads)}`);
    expect(filtered.json()).toMatchObject({ code: 'input.invalid' });
  });

  test('[C1] finds with a filter those of the category and of all below it, or those of none', async () => {
    await server.database.asOwner('delete from customers');
    const ids: string[] = [];
    for (const categoryId of [...all, null]) ids.push((await customer({ categoryId })).id);
    const found = async (id: string | null) => {
      const places = (await listed(admin(), id)).items.map((one) => ids.indexOf(one.id));
      return places.toSorted((a, b) => a - b);
    };
    expect(await found(leads)).toEqual([0, 1, 2]);
    expect(await found(south)).toEqual([2]);
    expect(await found(sold)).toEqual([3, 4]);
    expect(await found(null)).toEqual([5]);
  });
});

describe('the tree beside the list', () => {
  const { administrator, supervisor, leader, inspector, agent, stranger, departmentId } = server.tenant;
  const readers = { administrator, supervisor, leader, inspector, agent, stranger };
  const owners = [agent.userId, leader.userId, stranger.userId, null];

  /** Whatever the reader may see, the tree says what the list finds when a line of it is chosen. */
  async function expectAsListed(): Promise<void> {
    for (const [name, reader] of Object.entries(readers))
      for (const shown of [undefined, ...shownScopes]) {
        const { items, none, total } = await countsOf(reader, shown);
        const of = `${name}, ${shown ?? 'all'}`;
        for (const { id, count } of items)
          expect([of, id, count]).toEqual([of, id, (await listed(reader, id, shown)).total]);
        expect([of, none]).toEqual([of, (await listed(reader, null, shown)).total]);
        const path = `/customers${shown ? `?shown=${shown}` : ''}`;
        expect([of, total]).toEqual([of, (await request(reader, 'GET', path)).json<{ total: number }>().total]);
      }
  }

  test('[C1] [U1] counts what the list finds, for every role and shown scope, whatever was written, moved and removed', async () => {
    await server.database.asOwner('delete from customers');
    const draw = drawing('categories of customers');
    const numbers = Array.from({ length: 40 }, (_, i) => i);
    const place = () => [draw.one([...all, null]), draw.one([departmentId, null]), draw.one(owners)];
    for (const i of numbers)
      await server.database.asOwner(
        `insert into customers (tenant_id, id, name, phone, category_id, department_id, owner_id)
         values ($1, gen_random_uuid(), '数', '+86154100' || lpad($2::text, 5, '0'), $3, $4, $5)`,
        [server.tenant.id, i, ...place()],
      );
    await expectAsListed();
    for (const i of draw.some(numbers, 15))
      await server.database.asOwner(
        `update customers set category_id = $3, department_id = $4, owner_id = $5
         where tenant_id = $1 and phone = '+86154100' || lpad($2::text, 5, '0')`,
        [server.tenant.id, i, ...place()],
      );
    await server.database.asOwner('delete from customers where phone like $1', ['%7']);
    await expectAsListed();
    const rows = async () =>
      (await server.database.asOwner<{ n: number }>('select count(*)::int as n from customer_counts'))[0]!.n;
    const before = await rows();
    // So few at once that many transactions are needed.
    const most = 4;
    await server.database.asOwner(`
      create function few() returns trigger language plpgsql as $$
        begin
          if (select count(*) from gone) > ${most} then raise exception 'too many at once'; end if;
          return null;
        end $$;
      create trigger few after delete on customer_counts referencing old table as gone for each statement execute function few()`);
    await joinCounts(server.database.db, 0, most);
    await server.database.asOwner('drop trigger few on customer_counts');
    expect(await rows()).toBeLessThan(before);
    const kinds = await server.database.asOwner(
      'select from customer_counts group by tenant_id, category_id, department_id, owner_id',
    );
    expect(await rows()).toBe(kinds.length);
    await expectAsListed();
  });

  test('[C1] makes nobody wait who writes customers of the same category, owner and department, nor the joining of the counts', async () => {
    const insert = (tx: Parameters<Parameters<typeof server.database.db.tenant>[1]>[0], phone: string) =>
      tx
        .insertInto('customers')
        .values({
          tenantId: server.tenant.id,
          id: newId(),
          name: '同时',
          phone,
          ownerId: agent.userId,
          departmentId,
          categoryId: leads,
        })
        .execute();
    const { total } = await countsOf(administrator);
    await server.database.db.tenant(server.tenant.id, async (tx) => {
      await insert(tx, '+8615410100001');
      // The other ends while this one is open: it would wait for ever.
      await server.database.db.tenant(server.tenant.id, (other) => insert(other, '+8615410100002'));
      await joinCounts(server.database.db, 0);
      expect((await countsOf(administrator)).total).toBe(total + 1);
    });
    expect((await countsOf(administrator)).total).toBe(total + 2);
  });
});

describe('the shown scope of the list', () => {
  test('[C1] [C7] shows the pool to an agent who lists only the own customers, and finds in it by name', async () => {
    await server.database.asOwner('delete from customers');
    const { agent } = server.tenant;
    const [own, pooled, others] = [
      await customer({ name: '自己的甲' }, agent),
      await customer({ name: '公海的甲' }),
      await customer({ name: '别人的甲' }),
    ];
    await server.database.asOwner('update customers set owner_id = null, department_id = null where id = $1', [
      pooled.id,
    ]);
    const found = async (query: string) =>
      (await request(agent, 'GET', `/customers?${query}`)).json<{ items: Customer[] }>().items.map(({ id }) => id);
    expect(await found('')).toEqual([own.id]);
    expect(await found('shown=mine')).toEqual([own.id]);
    for (const query of ['shown=pool', `shown=pool&search=${encodeURIComponent('的甲')}`])
      expect([query, await found(query)]).toEqual([query, [pooled.id]]);
    expect(await found(`search=${encodeURIComponent('的甲')}`)).toEqual([own.id]);
    expect(others.id).not.toBe(pooled.id);
    const { bytes } = await drive.exportFile(admin(), {
      kind: 'customers',
      filter: { shown: 'pool' },
      columns: ['name'],
    });
    expect(bytes.toString()).toContain('公海的甲');
    expect(bytes.toString()).not.toContain('别人的甲');
  });

  test('[C1] [U1] shows nobody more than they may see, the pool apart', async () => {
    const { leader, departmentId } = server.tenant;
    await server.database.asOwner('delete from customers');
    for (const [i, [owner, department]] of (
      [
        [null, departmentId],
        ['x', null],
        ['x', departmentId],
      ] as const
    ).entries())
      await server.database.asOwner(
        `insert into customers (tenant_id, id, name, phone, owner_id, department_id) values ($1, gen_random_uuid(), $2, $3, $4, $5)`,
        [server.tenant.id, `范围 ${i}`, `+861541020000${i}`, owner && server.tenant.stranger.userId, department],
      );
    const found = async (shown: ShownScope) =>
      (await request(leader, 'GET', `/customers?shown=${shown}`))
        .json<{ items: Customer[] }>()
        .items.map(({ name }) => name);
    expect(await found('mine')).toEqual([]);
    expect((await found('department')).toSorted()).toEqual(['范围 0', '范围 2']);
    expect(await found('pool')).toEqual(['范围 0']);
  });
});

describe('the category in sheets', () => {
  const heads = '姓名,电话,客户分类';
  const categoryOf = async (phone: string): Promise<string | null> => {
    const { items } = (await request(admin(), 'GET', `/customers?search=${phone}`)).json<{ items: Customer[] }>();
    return items[0]!.categoryId;
  };

  test('[C4] [C5] is read by its path from the top, or by a name that no other has, and comes back as it was exported', async () => {
    const sheet = text(
      heads,
      '表一,13900067001,意向客户 > 高意向',
      '表二,13900067002,高意向',
      '表三,13900067003,成交客户＞华南',
      '表四,13900067004,',
    );
    await drive.importAll(admin(), sheet);
    const read = () => Promise.all([1, 2, 3, 4].map((i) => categoryOf(`1390006700${i}`)));
    expect(await read()).toEqual([high, high, soldSouth, null]);
    const { bytes } = await drive.exportFile(admin(), {
      kind: 'customers',
      filter: { search: '139000670' },
      columns: ['name', 'phone', 'categoryId'],
    });
    expect(bytes.toString()).toContain('成交客户 > 华南');
    await server.database.asOwner('update customers set category_id = null');
    await drive.importAll(admin(), bytes, { onExisting: 'update' });
    expect(await read()).toEqual([high, high, soldSouth, null]);
  });

  test('[C4] refuses a row with a name that is none, or that several have', async () => {
    const ready = await drive.map(
      admin(),
      await drive.upload(
        admin(),
        text(heads, '错一,13900067011,没有这个', '错二,13900067012,华南', '对,13900067013,高意向'),
      ),
    );
    expect((await rowsOf(ready)).map(({ state, errors }) => [state, ...errors.map(({ reason }) => reason)])).toEqual([
      ['invalid', 'choice'],
      ['invalid', 'choice'],
      ['new'],
    ]);
  });

  test('[C4] is set for all rows that say nothing of it, also without a column, and refused where there is no such category', async () => {
    const upload = () => drive.upload(admin(), text('姓名,电话', '全一,13900067031', '全二,13900067032'));
    const found = await upload();
    expect(found.fields.find(({ key }) => key === 'categoryId')!.settable).toContain('成交客户 > 华南');
    await drive.map(admin(), found, { forAll: { categoryId: '成交客户 > 华南' } });
    await drive.step(admin(), found.id, 'apply');
    expect(await categoryOf('13900067032')).toBe(soldSouth);
    const mixed = await drive.upload(admin(), text(heads, '全三,13900067033,意向客户', '全四,13900067034,'));
    await drive.map(admin(), mixed, { forAll: { categoryId: '成交客户' } });
    await drive.step(admin(), mixed.id, 'apply');
    expect([await categoryOf('13900067033'), await categoryOf('13900067034')]).toEqual([leads, sold]);
    const { id, mapping } = await upload();
    const body = { mapping, onExisting: 'skip', forAll: { categoryId: '没有这个' } };
    const refused = await server.app.inject({
      method: 'PUT',
      url: `/api/imports/${id}/mapping`,
      headers: { cookie: admin().cookie },
      payload: body,
    });
    expect(refused.json()).toMatchObject({ code: 'input.invalid', fields: [{ path: 'forAll', rule: 'enum' }] });
  });

  test('[C4] leaves the category where a cell is empty, undoing puts back the one before, and one that is gone is none', async () => {
    const gone = await category('要走');
    await drive.importAll(admin(), text(heads, '改一,13900067021,要走'));
    await drive.importAll(admin(), text(heads, '改一,13900067021,'), { onExisting: 'update' });
    expect(await categoryOf('13900067021')).toBe(gone);
    const changed = await drive.importAll(admin(), text(heads, '改一,13900067021,成交客户'), { onExisting: 'update' });
    expect(await categoryOf('13900067021')).toBe(sold);
    const ready = await drive.map(admin(), await drive.upload(admin(), text(heads, '新一,13900067022,要走')));
    expect((await request(admin(), 'DELETE', `/customer-categories/${gone}`)).statusCode).toBe(200);
    await drive.step(admin(), ready.id, 'apply');
    expect(await categoryOf('13900067022')).toBeNull();
    await drive.step(admin(), changed.id, 'undo');
    expect(await categoryOf('13900067021')).toBeNull();
  });
});

test('[C1] [P3] to whom numbers are masked, a number in the name of a category is masked, and the filter does not tell it', async () => {
  const id = await category('转 13900068888');
  await server.database.asOwner("update roles set masks_numbers = true where tenant_id = $1 and code = 'supervisor'", [
    server.tenant.id,
  ]);
  await server.sessions.refreshTenant(server.tenant.id);
  const { supervisor } = server.tenant;
  const shown = [
    (await request(supervisor, 'GET', '/customer-categories')).body,
    (await request(supervisor, 'GET', '/customers/categories')).body,
  ];
  for (const body of shown) {
    expect(body).toContain(id);
    expect(body).not.toContain('13900068888');
  }
  const asked = `/customers?fields=${encodeURIComponent(`categoryId:is:${encodeURIComponent('转 13900068888')}`)}`;
  expect((await request(supervisor, 'GET', asked)).json()).toMatchObject({ code: 'input.invalid' });
});
