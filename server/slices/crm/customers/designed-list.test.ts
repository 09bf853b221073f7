import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Field } from '@bahu/contract/fields.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let amount: Field;
let expiry: Field;
let level: Field;

const amounts: Readonly<Record<string, string>> = { 甲: '10', 乙: '9', 丙: '-3', 丁: '100.5', 戊: '', 己: '', 庚: '9' };
const option = (code: string, zh: string) => ({
  id: code,
  code,
  labels: { zh, en: `${code} option` },
  color: 'green',
  parentId: null,
  isRetired: false,
});
const ask = (as: TestUser, path: string) => server.request(as, 'GET', `/api/customers?${path}`);

async function design(key: string, change: object): Promise<Field> {
  const reply = await server.request(server.tenant.administrator, 'POST', '/api/fields', {
    owner: 'customers',
    key,
    type: 'text',
    labels: { zh: `字段 ${key}`, en: `Field ${key}` },
    options: [],
    state: 'all',
    isSearchable: true,
    required: { web: false, mobile: false, pop: false },
    width: 140,
    default: '',
    ...change,
  });
  expect(reply.statusCode).toBe(200);
  return reply.json<Field>();
}

/** A day so many days from now on the tenant's clock, which is Beijing's. */
const dayFromNow = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  server = await createTestServer();
  amount = await design('amount', { type: 'number' });
  expiry = await design('expiry', { type: 'date' });
  level = await design('level', { type: 'select', options: [option('vip', '贵宾'), option('normal', '普通')] });
  await design('plain', { isSearchable: false });
  await design('second-phone', { type: 'phone' });
  const { administrator, agent } = server.tenant;
  for (const [index, [name, value]] of Object.entries(amounts).entries())
    await server.request(name === '庚' ? agent : administrator, 'POST', '/api/customers', {
      name,
      phone: `1380013600${index}`,
      fields: {
        amount: value,
        level: index % 2 ? 'vip' : 'normal',
        ...(name < '丙' ? {} : { expiry: dayFromNow(index) }),
      },
    });
});
afterAll(() => server.stop());

/** Every page of two, one after the other. */
async function pages(as: TestUser, sort: string): Promise<string[]> {
  const names: string[] = [];
  for (let cursor = ''; ;) {
    const reply = await ask(as, `limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`);
    const page = reply.json<{ items: Customer[]; next: string | null; total: number }>();
    names.push(...page.items.map(({ name }) => name));
    if (page.next === null) return names;
    cursor = page.next;
  }
}
const names = async (path: string) =>
  (await ask(server.tenant.administrator, path))
    .json<{ items: Customer[] }>()
    .items.map(({ name }) => name)
    .toSorted();

describe('the list of customers by designed fields', () => {
  test('[C1] [C6] is sorted by one, both ways, page after page, those without a value behind, with the index and without', async () => {
    const { administrator } = server.tenant;
    const sortedBoth = async () => [
      await pages(administrator, 'field.amount'),
      await pages(administrator, 'field.amount.desc'),
    ];
    // Equal values and those without one stand in the order in which they came, or against it.
    const expected = [
      ['丙', '乙', '庚', '甲', '丁', '戊', '己'],
      ['丁', '甲', '庚', '乙', '丙', '己', '戊'],
    ];
    await server.database.asOwner('update field_definitions set is_indexed = false where id = $1', [amount.id]);
    expect(await sortedBoth()).toEqual(expected);
    await server.database.asOwner('update field_definitions set is_indexed = true where id = $1', [amount.id]);
    expect(await sortedBoth()).toEqual(expected);
  });

  test('[C1] [U1] holds in each order only who is in the reader’s scope', async () => {
    for (const sort of ['created', 'name', 'field.expiry', 'field.expiry.desc'])
      expect((await ask(server.tenant.agent, `sort=${sort}`)).json(), sort).toMatchObject({
        items: [{ name: '庚' }],
        total: 1,
      });
  });

  test('[C1] [C6] is filtered by days counted from today, and by several values of a list', async () => {
    expect(expiry.isSearchable && level.isSearchable).toBe(true);
    const days = async (text: string) => names(`fields=${encodeURIComponent(`expiry:within:${text}`)}`);
    const dated = Object.keys(amounts).filter((name) => name >= '丙');
    const places = new Map(Object.keys(amounts).map((name, index) => [name, index]));
    const between = (from: number, to: number) =>
      dated.filter((name) => places.get(name)! >= from && places.get(name)! <= to).toSorted();
    expect(await days('0,4')).toEqual(between(0, 4));
    expect(await days('5,')).toEqual(between(5, 99));
    expect(await days(',-1')).toEqual([]);
    expect(await names('fields=level:is:vip,normal')).toEqual(Object.keys(amounts).toSorted());
    expect(await names('fields=level:is:vip;amount:from:50')).toEqual(['丁']);
  });

  test.each([
    'field.nothing',
    'field.plain',
    'field.level',
    'field.__proto__',
    'field.amount;drop table customers',
    'field.amount.up',
    'field.',
    "field.amount' desc",
    'constructor',
    '__proto__',
  ])('[C1] [P2] refuses to be sorted by %j', async (sort) => {
    const reply = await ask(server.tenant.administrator, `sort=${encodeURIComponent(sort)}`);
    expect(reply.json()).toMatchObject({ code: 'input.invalid' });
  });

  test.each(['expiry:within:1,0', 'expiry:within:x', 'amount:within:0,0', 'expiry:within:', 'level:within:0'])(
    '[C1] [P2] refuses the filter %s',
    async (filter) => {
      const reply = await ask(server.tenant.administrator, `fields=${encodeURIComponent(filter)}`);
      expect(reply.json()).toMatchObject({ code: 'input.invalid' });
    },
  );

  test('[C1] [U1] is sorted by nothing that may hold a number for a reader to whom numbers are masked', async () => {
    for (const sort of ['field.second-phone', 'field.amount.desc'])
      expect((await ask(server.tenant.agent, `sort=${sort}`)).json()).toMatchObject({ code: 'forbidden' });
    expect((await ask(server.tenant.agent, 'sort=field.expiry')).statusCode).toBe(200);
  });

  test('[C1] [C6] takes a cursor of its own order only', async () => {
    const page = await ask(server.tenant.administrator, 'limit=2&sort=field.amount');
    const { next } = page.json<{ next: string }>();
    const other = await ask(server.tenant.administrator, `limit=2&sort=field.amount.desc&cursor=${next}`);
    expect(other.json()).toMatchObject({ code: 'input.invalid' });
  });
});
