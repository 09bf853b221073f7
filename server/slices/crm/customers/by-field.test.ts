/** The heads of a board: how many customers and follow-ups of a list have each value of a field. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { FieldCount } from '@bahu/contract/field-counts.ts';
import { boardLimits } from '@bahu/domain/fields/board.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
const stages = ['lead', 'won', 'won', '', 'lost'] as const;
const option = (code: string) => ({
  id: code,
  code,
  labels: { zh: `等级${code}`, en: code },
  color: '',
  parentId: null,
  isRetired: false,
});

beforeAll(async () => {
  server = await createTestServer();
  const { administrator, agent } = server.tenant;
  const grade = {
    owner: 'customers',
    key: 'grade',
    type: 'radio',
    labels: { zh: '等级', en: 'Grade' },
    options: [option('key'), option('other')],
    state: 'all',
    isSearchable: true,
    required: { web: false, mobile: false, pop: false },
    width: 100,
    default: '',
  };
  expect((await server.request(administrator, 'POST', '/api/fields', grade)).statusCode).toBe(200);
  for (const [index, stage] of stages.entries()) {
    const body = {
      name: `看板 ${index}`,
      phone: `1390004000${index}`,
      stage,
      fields: { grade: index < 2 ? 'key' : '' },
    };
    const made = await server.request(index < 4 ? agent : administrator, 'POST', '/api/customers', body);
    const state = index % 2 === 0 ? 'open' : 'done';
    const written = { serviceType: 'consult', stage, callState: 'connected', currentState: state, channel: 'phone' };
    const path = `/api/customers/${made.json<Customer>().id}/follow-ups`;
    const followUp = await server.request(agent, 'POST', path, { ...written, content: `第 ${index} 次` });
    expect(followUp.statusCode, followUp.body).toBe(index < 4 ? 200 : 404);
  }
});
afterAll(() => server.stop());

const countsOf = async (as: TestUser, list: 'customers' | 'follow-ups', by: string, filter = '') => {
  const reply = await server.request(as, 'GET', `/api/${list}/by-field?by=${by}${filter}`);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<{ items: FieldCount[] }>().items;
};
const totalOf = async (as: TestUser, list: 'customers' | 'follow-ups', by: string, code: string, filter = '') => {
  const asked = code === '' ? `${by}:empty:` : `${by}:is:${code}`;
  const fields = filter.startsWith('&fields=') ? `${filter};${asked}` : `${filter}&fields=${asked}`;
  return (await server.request(as, 'GET', `/api/${list}?${fields.slice(1)}`)).json<{ total: number }>().total;
};

test('[C1] [C6] each column says how many records the list has in it, by fields of every kind, within filters and scope', async () => {
  const { administrator, supervisor, leader, agent } = server.tenant;
  for (const reader of [administrator, supervisor, leader, agent])
    for (const [list, by] of [
      ['customers', 'stage'],
      ['customers', 'grade'],
      ['follow-ups', 'currentState'],
      ['follow-ups', 'stage'],
    ] as const)
      for (const filter of [
        '',
        '&createdFrom=2026-01-01T00:00:00Z',
        ...(list === 'customers' ? ['&search=看板', '&fields=grade:is:key'] : []),
      ]) {
        const counts = await countsOf(reader, list, by, filter.replace('看板', encodeURIComponent('看板')));
        const totals = await Promise.all(
          counts.map(({ code }) => totalOf(reader, list, by, code, filter.replace('看板', encodeURIComponent('看板')))),
        );
        expect(
          counts.map(({ count }) => count),
          `${list} ${by} ${filter}`,
        ).toEqual(totals);
      }
  const own = Object.fromEntries((await countsOf(agent, 'customers', 'stage')).map(({ code, count }) => [code, count]));
  expect(own).toEqual({ '': 1, lead: 1, contacted: 0, interested: 0, negotiating: 0, won: 2, lost: 0 });
  expect((await countsOf(agent, 'follow-ups', 'currentState')).map(({ code }) => code)).toEqual([
    '',
    'open',
    'processing',
    'done',
  ]);
});

test('[C1] a search that finds nothing leaves every column empty', async () => {
  const counts = await countsOf(server.tenant.administrator, 'customers', 'stage', '&search=nobody-at-all');
  expect(counts.every(({ count, isExact }) => count === 0 && isExact)).toBe(true);
});

test('[C6] [U1] only fields that make a board are counted by, and a filter by what the mask hides stays refused', async () => {
  const { administrator, agent } = server.tenant;
  for (const by of ['company', 'phone', 'owner', 'title', 'nothing']) {
    const reply = await server.request(administrator, 'GET', `/api/customers/by-field?by=${encodeURIComponent(by)}`);
    expect(reply.json(), by).toMatchObject({ code: 'input.invalid', fields: [{ path: 'by', rule: 'unknown' }] });
  }
  const hostile = await server.request(
    administrator,
    'GET',
    `/api/customers/by-field?by=${encodeURIComponent("stage' or 1=1")}`,
  );
  expect(hostile.json()).toMatchObject({ code: 'input.invalid' });
  const masked = await server.request(agent, 'GET', '/api/customers/by-field?by=stage&fields=phone:is:13900040000');
  expect(masked.statusCode).toBeGreaterThanOrEqual(400);
});

test('[C1] a column with more records than are counted says so, the others stay exact', async () => {
  await server.database.asOwner(
    `insert into customers (tenant_id, id, name, phone, stage)
     select $1, gen_random_uuid(), '很多 ' || i, '+86154002' || lpad(i::text, 5, '0'), 'lead' from generate_series(1, ${boardLimits.counted}) i`,
    [server.tenant.id],
  );
  const counts = await countsOf(server.tenant.administrator, 'customers', 'stage');
  const of = (code: string) => counts.find((one) => one.code === code);
  expect(of('lead')).toEqual({ code: 'lead', count: boardLimits.counted, isExact: false });
  expect(of('won')).toEqual({ code: 'won', count: 2, isExact: true });
});
