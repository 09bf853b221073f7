import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Field } from '@bahu/contract/fields.ts';
import type { Todo } from '@bahu/contract/todos.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { plainField } from '../../platform/fields/test-field.ts';

const { server, admin } = await openTransfers();
const { agent, leader } = server.tenant;
const dayMs = 86_400_000;

let key = '';
beforeAll(async () => {
  const labels = { zh: '生日', en: 'Birthday' };
  const reply = await server.request(
    admin(),
    'POST',
    '/api/fields',
    plainField({ owner: 'customers', key: 'birthday', type: 'date', labels }),
  );
  expect(reply.statusCode, reply.body).toBe(200);
  ({ key } = reply.json<Field>());
});
afterEach(async () => {
  await server.database.asOwner('delete from todo_reads');
});

const setRule = async (birthdays: object): Promise<void> => {
  const own = (await server.request(admin(), 'GET', '/api/tenant')).json<{ version: number }>();
  const reply = await server.request(admin(), 'PATCH', '/api/tenant', { version: own.version, birthdays });
  expect(reply.statusCode, reply.body).toBe(200);
};
let made = 0;
const bornOn = async (user: TestUser, name: string, day: string): Promise<Customer> => {
  made += 1;
  const body = { name, phone: `1390007${String(made).padStart(4, '0')}`, fields: { [key]: day } };
  const reply = await server.request(user, 'POST', '/api/customers', body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Customer>();
};
const calendar = async (user: TestUser, from: string, until: string): Promise<Todo[]> => {
  const { items } = (await server.request(user, 'GET', `/api/todos/calendar?from=${from}&until=${until}`)).json<{
    items: Todo[];
  }>();
  return items.filter(({ kind }) => kind === 'birthday');
};
const unread = async (user: TestUser): Promise<Todo[]> =>
  (await server.request(user, 'GET', '/api/todos')).json<{ items: Todo[] }>().items;

describe("[C8] customers' birthdays", () => {
  test('are reminded of to the agent of the customer alone, in the morning, so many days before', async () => {
    await setRule({ field: key, daysBefore: 2 });
    const about = await bornOn(agent, '寿星', '1988-12-05');
    await bornOn(leader, '别人的', '1988-12-05');
    const week = ['2026-11-30T00:00:00Z', '2026-12-07T00:00:00Z'] as const;
    expect(await calendar(agent, ...week)).toMatchObject([
      {
        kind: 'birthday',
        id: about.id,
        title: '寿星',
        about: 'birthday',
        detail: '2026-12-05',
        at: '2026-12-03T01:00:00.000Z',
        customerId: about.id,
        isTimed: true,
        isMovable: false,
      },
    ]);
    expect(await calendar(server.otherTenant.administrator, ...week)).toEqual([]);
    await setRule({ field: '', daysBefore: 2 });
    expect(await calendar(agent, ...week)).toEqual([]);
  });

  test('of 29 February are on the 28th of other years', async () => {
    await setRule({ field: key, daysBefore: 0 });
    await bornOn(agent, '闰日', '2000-02-29');
    const days = async (year: number) =>
      (await calendar(agent, `${year}-02-20T00:00:00Z`, `${year}-03-10T00:00:00Z`)).map(({ detail }) => detail);
    expect(await days(2027)).toEqual(['2027-02-28']);
    expect(await days(2028)).toEqual(['2028-02-29']);
  });

  test('are open until they are over or done with, and come again a year later', async () => {
    await setRule({ field: key, daysBefore: 30 });
    // In two weeks: due since the morning sixteen days ago, whatever hour it is.
    const day = new Date(Date.now() + 14 * dayMs).toISOString().slice(5, 10);
    const about = await bornOn(leader, '即将', `1992-${day}`);
    const ids = async () => (await unread(leader)).flatMap(({ kind, id }) => (kind === 'birthday' ? [id] : []));
    expect(await ids()).toContain(about.id);
    const read = () => server.request(leader, 'POST', `/api/todos/birthday/${about.id}/read`);
    expect((await server.request(agent, 'POST', `/api/todos/birthday/${about.id}/read`)).statusCode).toBe(404);
    expect((await read()).statusCode).toBe(200);
    expect(await ids()).not.toContain(about.id);
    await server.database.asOwner("update todo_reads set read_at = read_at - interval '1 year'");
    expect(await ids()).toContain(about.id);
    expect((await read()).statusCode).toBe(200);
    expect(await ids()).not.toContain(about.id);
  });
});
