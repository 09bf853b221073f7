import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { phoneOfCustomer } from '../../work/desk/store.ts';
import { findIds } from './search.ts';
import { findByNumber } from './store.ts';

let server: TestServer;
let ofCustomer: Customer;
beforeAll(async () => {
  server = await createTestServer();
  ofCustomer = await create('多号码', '15430001001');
});
afterAll(() => server.stop());

const admin = () => server.tenant.administrator;
const reader = () =>
  ({
    tenantId: server.tenant.id,
    userId: admin().userId,
    masksNumbers: false,
    scope: 'all',
    scopes: {},
    departmentIds: [],
  }) as never as Principal;
const ask = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
  server.request(user, method, `/api${path}`, body);
const create = async (name: string, phone: string): Promise<Customer> =>
  (await ask(admin(), 'POST', '/customers', { name, phone })).json<Customer>();
const open = async (id: string, user = admin()): Promise<Customer> =>
  (await ask(user, 'GET', `/customers/${id}`)).json<Customer>();
const save = ({ id, version }: Customer, more: object, user = admin()) =>
  ask(user, 'PATCH', `/customers/${id}`, { version, ...more });
const kept = ({ numbers }: Customer) => numbers.slice(1).map(({ id }) => ({ id }));
const add = async (id: string, phone: string, more: object = {}, user = admin()) => {
  const customer = await open(id, user);
  return save(customer, { numbers: [...kept(customer), { phone, ...more }] }, user);
};
const whose = (number: string) => server.database.db.tenant(server.tenant.id, (tx) => findByNumber(tx, number));
const found = async (text: string) =>
  (await ask(admin(), 'GET', `/customers?search=${text}`)).json<{ items: Customer[] }>().items.map(({ id }) => id);
const lines = ({ numbers }: Customer) =>
  numbers.map(({ number, extension, label }) => `${number}/${extension}/${label}`);

describe('a customer with several numbers', () => {
  test('[C2] is found by each of them, in the list and by a call', async () => {
    const second = (await add(ofCustomer.id, '0755-26540981转8001', { label: 'work' })).json<Customer>();
    expect(lines(second)).toEqual(['15430001001//', '075526540981/8001/work']);
    expect(second.version).toBe(2);
    const third = (await add(ofCustomer.id, '15430001003', { label: 'mobile' })).json<Customer>();
    expect(third.numbers).toHaveLength(3);
    for (const text of ['15430001001', '26540981', '15430001003'])
      expect(await found(text), text).toEqual([ofCustomer.id]);
    expect((await whose('+8615430001003'))?.id).toBe(ofCustomer.id);
    expect((await whose('+8675526540981'))?.id).toBe(ofCustomer.id);
  });

  test('[C2] is in a list once, however many of the numbers fit', async () => {
    expect((await found('1543000100')).filter((id) => id === ofCustomer.id)).toHaveLength(1);
  });

  test('[C2] is found once however few are wanted, by a further number where the primary one does not fit', async () => {
    const several = await Promise.all([1, 2, 3].map((nth) => create(`同段 ${nth}`, `1543777${nth}000`)));
    for (const [index, { id }] of several.entries())
      for (const end of [1, 2, 3]) expect((await add(id, `1543888${index}00${end}`)).statusCode).toBe(200);
    const search = (pattern: string, most: number) =>
      server.database.db.tenant(server.tenant.id, (tx) => findIds(tx, reader(), pattern, most));
    for (const text of ['1543888', '15437771', '1543'])
      for (const most of [1, 2, 3]) {
        const ids = await search(text, most);
        expect(new Set(ids).size, `${text}, ${most}`).toBe(ids.length);
        expect(ids.length, `${text}, ${most}`).toBe(text === '15437771' ? 1 : most);
      }
    expect((await search('1543888', 50)).toSorted()).toEqual(several.map(({ id }) => id).toSorted());
  });

  test('[C2] [A2.2] is called by the number that is chosen, with its extension', async () => {
    const { numbers } = (await ask(admin(), 'GET', `/customers/${ofCustomer.id}`)).json<Customer>();
    const party = (numberId?: string) =>
      server.database.db.tenant(server.tenant.id, (tx) =>
        phoneOfCustomer(
          tx,
          { agentId: admin().userId, scope: 'all', scopes: {}, departmentIds: [] } as never,
          ofCustomer.id,
          numberId,
        ),
      );
    expect(await party()).toMatchObject({ number: '+8615430001001', keys: '' });
    expect(await party(numbers[1]!.id)).toMatchObject({ number: '+8675526540981', keys: '8001' });
    expect(await party(admin().userId)).toBeNull();
  });

  test('[C2] has at most ten numbers', async () => {
    const { id } = await create('很多号码', '15430002000');
    for (let i = 1; i < 10; i++) expect((await add(id, `1543000200${i}`)).statusCode).toBe(200);
    expect((await add(id, '15430002010')).json()).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'numbers', rule: 'maxItems', limit: 9 }],
    });
  });
});

describe('the numbers of a customer in another order', () => {
  let made = 0;
  /** One with three numbers: 单位 first, then 手机 and one with an extension. */
  const threeNumbers = async () => {
    made += 1;
    const phone = (last: number) => `154310${String(made).padStart(2, '0')}00${last}`;
    const customer = await create('三个号码', phone(1));
    const labelled = await save(customer, {
      label: 'work',
      numbers: [
        { phone: phone(2), label: 'mobile' },
        { phone: phone(3), phoneExtension: '8' },
      ],
    });
    const stored = labelled.json<Customer>();
    const [first, second, third] = stored.numbers.map(({ id }) => id) as [string, string, string];
    return { customer: stored, phone, first, second, third };
  };
  type Three = Awaited<ReturnType<typeof threeNumbers>>;

  test.each<[string, (of: Three) => object, (of: Three) => string[]]>([
    [
      'another is the primary one, and the one that was stays where it is put',
      ({ first, second, third }) => ({ primaryId: third, numbers: [{ id: second }, { id: first }] }),
      ({ phone }) => [`${phone(3)}/8/`, `${phone(2)}//mobile`, `${phone(1)}//work`],
    ],
    [
      'another is the primary one, and all others stay when nothing is said of them',
      ({ second }) => ({ primaryId: second }),
      ({ phone }) => [`${phone(2)}//mobile`, `${phone(1)}//work`, `${phone(3)}/8/`],
    ],
    [
      'another is the primary one, and the one that was goes',
      ({ second, third }) => ({ primaryId: second, label: 'home', numbers: [{ id: third }] }),
      ({ phone }) => [`${phone(2)}//home`, `${phone(3)}/8/`],
    ],
    [
      'a new one is the primary one, and the one that was stays with its label',
      ({ phone, first, second }) => ({ phone: phone(4), label: '', numbers: [{ id: second }, { id: first }] }),
      ({ phone }) => [`${phone(4)}//`, `${phone(2)}//mobile`, `${phone(1)}//work`],
    ],
    [
      'further ones change places, with a new one between them',
      ({ phone, second, third }) => ({ numbers: [{ id: third }, { phone: phone(5) }, { id: second }] }),
      ({ phone }) => [`${phone(1)}//work`, `${phone(3)}/8/`, `${phone(5)}//`, `${phone(2)}//mobile`],
    ],
    [
      'one has another extension and label, one its own and the place of another',
      ({ second, third }) => ({ numbers: [{ id: third, phoneExtension: '9', label: 'home' }, { id: second }] }),
      ({ phone }) => [`${phone(1)}//work`, `${phone(3)}/9/home`, `${phone(2)}//mobile`],
    ],
    [
      'the primary one that stays is named among the others',
      ({ first, third }) => ({ numbers: [{ id: first }, { id: third }] }),
      ({ phone }) => [`${phone(1)}//work`, `${phone(3)}/8/`],
    ],
  ])('[C2] %s', async (_, change, expected) => {
    const three = await threeNumbers();
    const after = (await save(three.customer, change(three))).json<Customer>();
    expect(lines(after)).toEqual(expected(three));
    expect(after.version).toBe(three.customer.version + 1);
    expect([after.phone, after.phoneExtension]).toEqual([after.numbers[0]!.number, after.numbers[0]!.extension]);
    expect(after.numbers[0]!.id).toBe(after.id);
    expect(after.numbers.some(({ isDuplicate }) => isDuplicate)).toBe(false);
    for (const { number } of after.numbers) expect((await whose(`+86${number}`))?.id, number).toBe(after.id);
    const gone = three.customer.numbers.filter(({ number }) => !after.numbers.some((one) => one.number === number));
    for (const { number } of gone) expect(await whose(`+86${number}`), number).toBeUndefined();
  });

  test('[C2] stays as it is when the number that is to be the primary one is another customer’s, or is refused', async () => {
    const { customer, phone, first, third } = await threeNumbers();
    const taken = await create('占用', phone(7));
    for (const [body, code] of [
      [{ primaryId: taken.id }, 'not-found'],
      [{ primaryId: third, numbers: [{ id: first }, { phone: phone(7) }] }, 'customer.phone-taken-by'],
      [{ primaryId: third, version: 1 }, 'customer.changed-meanwhile'],
    ] as const) {
      expect((await save(customer, body)).json(), code).toMatchObject({ code });
      expect(await open(customer.id)).toEqual(customer);
    }
  });

  test('[C2] two who save at once: one of them is told, and nothing of theirs is kept', async () => {
    const { customer, phone, second, third } = await threeNumbers();
    const replies = await Promise.all([
      save(customer, { primaryId: second, numbers: [{ id: third }] }),
      save(customer, { numbers: [{ id: second }, { phone: phone(8) }] }),
    ]);
    expect(new Set(replies.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 409]));
    const isFirst = replies[0].statusCode === 200;
    expect((await whose(`+86${phone(8)}`))?.id).toBe(isFirst ? undefined : customer.id);
    expect((await open(customer.id)).numbers).toHaveLength(isFirst ? 2 : 3);
  });

  test('[C2] [U5] tells whoever may not see numbers nothing of a number that they guessed', async () => {
    const { agent } = server.tenant;
    const phone = (last: number) => `1543200000${last}`;
    const shapes = [];
    for (const [own, guess] of [
      [1, 1],
      [2, 3],
    ] as const) {
      const made = (await ask(agent, 'POST', '/customers', { name: '猜测', phone: phone(own) })).json<Customer>();
      const after = await save(made, { phone: phone(guess), numbers: [{ id: made.id }] }, agent);
      shapes.push(after.json<Customer>().numbers.map(({ isPrimary, isDuplicate }) => ({ isPrimary, isDuplicate })));
    }
    expect(shapes[0]).toEqual(shapes[1]);
  });
});

describe('a number that a customer has already', () => {
  test('[C2] is refused with their name to whoever may open them, as a first number and as a further one', async () => {
    const holder = await create('持有者', '15430003001');
    await add(holder.id, '15430003002');
    const other = await create('另一位', '15430003009');
    const refusal = { code: 'customer.phone-taken-by', params: { name: '持有者' } };
    expect((await add(other.id, '15430003002')).json()).toMatchObject(refusal);
    expect((await add(other.id, '15430003001')).json()).toMatchObject(refusal);
    expect((await ask(admin(), 'POST', '/customers', { name: '新', phone: '15430003002' })).json()).toMatchObject(
      refusal,
    );
  });

  test('[C2] [U1] is refused without a name to whoever may not open them', async () => {
    const holder = await create('别人的', '15430003101');
    const { supervisor, stranger } = server.tenant;
    await server.database.asOwner('update customers set owner_id = $1, department_id = null where id = $2', [
      stranger.userId,
      holder.id,
    ]);
    const refused = await ask(supervisor, 'POST', '/customers', { name: '新', phone: '15430003101' });
    expect(refused.json()).toMatchObject({ code: 'customer.phone-taken' });
    expect(refused.body).not.toContain('别人的');
  });

  test('[C2] [U5] is marked and not refused when whoever types it may not see numbers, and looks to them as any other', async () => {
    await create('先有的', '15430003201');
    const { agent } = server.tenant;
    const own = (await ask(agent, 'POST', '/customers', { name: '我的', phone: '15430003209' })).json<Customer>();
    const taken = await add(own.id, '15430003201', {}, agent);
    const free = await add(own.id, '15430003202', {}, agent);
    const shape = (body: string) => body.replace(/[0-9a-f-]{36}/g, 'id').replace(/"updatedAt":"[^"]*"/, '');
    expect(taken.statusCode).toBe(200);
    expect(taken.json<Customer>().numbers.map(({ number, isDuplicate }) => [number, isDuplicate])).toEqual([
      ['154****3209', false],
      ['154****3201', false],
    ]);
    expect(shape(free.body)).not.toContain('15430003202');
    const seen = (await ask(admin(), 'GET', `/customers/${own.id}`)).json<Customer>().numbers;
    expect(seen.map(({ isDuplicate }) => isDuplicate)).toEqual([false, true, false]);
    expect((await whose('+8615430003201'))?.name).toBe('先有的');
  });

  test('[C2] [U5] counts with the numbers that are typed blindly within an hour', async () => {
    const { agent } = server.tenant;
    const own = (await ask(agent, 'POST', '/customers', { name: '猜', phone: '15430003301' })).json<Customer>();
    await server.database.asOwner(
      `insert into audit_rows (tenant_id, id, actor_id, actor_name, action, record_type, after)
       select $1, gen_random_uuid(), $2, 'x', 'customer.add-number', 'customer', '{"phone": "1"}' from generate_series(1, 60)`,
      [server.tenant.id, agent.userId],
    );
    expect((await add(own.id, '15430003302', {}, agent)).json()).toMatchObject({ code: 'too-many-requests' });
  });
});

describe('numbers that are written with their customer', () => {
  const count = async () =>
    (await server.database.asOwner<{ n: number }>('select count(*)::int as n from customer_numbers'))[0]!.n;
  const lines5 = [
    { phone: '15430005002', label: 'work' },
    { phone: '0755-26540985转12', label: 'home' },
    { phone: '154 3000 5002', label: '' },
  ];

  test('[C2] are saved with it, each with its extension and label, one that is written twice once', async () => {
    const body = { name: '一次保存', phone: '15430005001', label: 'mobile', numbers: lines5 };
    const made = (await ask(admin(), 'POST', '/customers', body)).json<Customer>();
    expect(lines(made)).toEqual(['15430005001//mobile', '15430005002//work', '075526540985/12/home']);
    expect(made.version).toBe(1);
    expect((await whose('+8615430005002'))?.id).toBe(made.id);
  });

  test('[C2] are refused as a whole when one of them is taken, with its place and its owner', async () => {
    const before = await count();
    const body = { name: '半途', phone: '15430005101', numbers: [{ phone: '15430005102' }, { phone: '15430005002' }] };
    expect((await ask(admin(), 'POST', '/customers', body)).json()).toMatchObject({
      code: 'customer.phone-taken-by',
      params: { name: '一次保存' },
      fields: [{ path: 'numbers.1.phone', rule: 'taken' }],
    });
    expect(await count()).toBe(before);
    expect(await found('半途')).toEqual([]);
  });

  test('[C2] are refused as a whole when one of them is no number', async () => {
    const before = await count();
    const body = { name: '半途', phone: '15430005101', numbers: [{ phone: '15430005102' }, { phone: '1543000510' }] };
    expect((await ask(admin(), 'POST', '/customers', body)).json()).toMatchObject({
      code: 'phone.invalid-number',
      fields: [{ path: 'numbers.1.phone' }],
    });
    expect(await count()).toBe(before);
  });

  test('[C2] are marked when whoever types them may not see numbers, also one that is the customer’s own', async () => {
    const { stranger } = server.tenant;
    const body = { name: '盲打', phone: '15430005201', numbers: [{ phone: '15430005002' }, { phone: '15430005202' }] };
    const made = (await ask(stranger, 'POST', '/customers', body)).json<Customer>();
    expect(made.numbers.map(({ number }) => number)).toEqual(['154****5201', '154****5002', '154****5202']);
    const kept = made.numbers.slice(1).map(({ id }) => ({ id }));
    const change = { version: made.version, numbers: [...kept, { phone: '15430005201' }] };
    const after = await ask(stranger, 'PATCH', `/customers/${made.id}`, change);
    expect(after.json<Customer>().numbers).toHaveLength(4);
    const seen = (await ask(admin(), 'GET', `/customers/${made.id}`)).json<Customer>().numbers;
    expect(seen.map(({ isDuplicate }) => isDuplicate)).toEqual([false, true, false, true]);
  });

  test('[C2] [U5] count one by one with what is typed blindly within an hour', async () => {
    const { stranger } = server.tenant;
    // Beside the four that they typed above.
    await server.database.asOwner(
      `insert into audit_rows (tenant_id, id, actor_id, actor_name, action, record_type, after)
       select $1, gen_random_uuid(), $2, 'x', 'customer.add-number', 'customer', '{"phone": "1"}' from generate_series(1, 54)`,
      [server.tenant.id, stranger.userId],
    );
    const before = await count();
    const body = { name: '数', phone: '15430005301', numbers: [{ phone: '15430005302' }, { phone: '15430005303' }] };
    expect((await ask(stranger, 'POST', '/customers', body)).json()).toMatchObject({ code: 'too-many-requests' });
    expect(await count()).toBe(before);
  });

  test('[C2] are changed with it in one save: those left out go, those kept are named, new ones come', async () => {
    const body = {
      name: '一次修改',
      phone: '15430005401',
      numbers: [{ phone: '15430005402' }, { phone: '15430005403' }],
    };
    const made = (await ask(admin(), 'POST', '/customers', body)).json<Customer>();
    const [, , third] = made.numbers;
    const numbers = [
      { id: third!.id, label: 'home' },
      { phone: '15430005404', label: 'work' },
    ];
    const change = { version: 1, phone: '15430005402', label: 'mobile', name: '改过', numbers };
    const after = (await ask(admin(), 'PATCH', `/customers/${made.id}`, change)).json<Customer>();
    expect(after).toMatchObject({ name: '改过', version: 2 });
    expect(lines(after)).toEqual(['15430005402//mobile', '15430005403//home', '15430005404//work']);
    expect(await whose('+8615430005401')).toBeUndefined();
  });

  test('[C2] stay as they were when the version is old, one is taken or one is another customer’s', async () => {
    const made = await create('不变', '15430005501');
    const second = (await add(made.id, '15430005502', { label: 'work' })).json<Customer>();
    const change = (more: object) =>
      ask(admin(), 'PATCH', `/customers/${made.id}`, { version: second.version, name: '变', ...more });
    const stranger = (await ask(admin(), 'GET', `/customers/${ofCustomer.id}`)).json<Customer>().numbers[1]!;
    for (const numbers of [[], [{ id: stranger.id }]])
      expect((await change({ version: 1, numbers })).json()).toMatchObject({ code: 'customer.changed-meanwhile' });
    expect((await change({ numbers: [{ phone: '15430005002' }] })).json()).toMatchObject({
      code: 'customer.phone-taken-by',
      fields: [{ path: 'numbers.0.phone' }],
    });
    expect((await change({ numbers: [{ id: stranger.id }] })).statusCode).toBe(404);
    expect((await ask(admin(), 'GET', `/customers/${made.id}`)).json<Customer>()).toEqual(second);
  });
});

test('[C2] [P4] every change of the numbers is in the audit log, whole for those who may see it', async () => {
  const { id } = await create('记录', '15430004001');
  const added = (await add(id, '15430004002')).json<Customer>();
  const [further] = kept(added);
  const named = (await save(added, { numbers: [{ ...further, label: 'home' }] })).json<Customer>();
  const swapped = (await save(named, { primaryId: further!.id })).json<Customer>();
  await save(swapped, { numbers: [] });
  const rows = await server.database.asOwner<{ action: string }>(
    "select action from audit_rows where record_id = $1 and action <> 'customer.change' order by at, id",
    [id],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'customer.create',
    'customer.add-number',
    'customer.change-number',
    'customer.change-number',
    'customer.remove-number',
  ]);
});
