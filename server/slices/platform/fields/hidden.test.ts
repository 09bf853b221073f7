/** Definitions and the audit log before a reader whose role masks numbers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Field } from '@bahu/contract/fields.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { nextField } from './test-field.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
  await server.database.asOwner(
    `update roles set masks_numbers = true, scope = 'all', permissions = permissions || '{field.manage,audit.read}'
     where tenant_id = $1 and code = 'supervisor'`,
    [server.tenant.id],
  );
  await server.sessions.refreshTenant(server.tenant.id);
});
afterAll(() => server.stop());

const request = (user: TestUser, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const design = async (change: object): Promise<Field> => {
  const reply = await request(server.tenant.administrator, 'POST', '/fields', nextField(change));
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Field>();
};
const listed = async (user: TestUser, { id }: Field): Promise<Field> =>
  (await request(user, 'GET', '/fields?owner=customers'))
    .json<{ items: Field[] }>()
    .items.find((field) => field.id === id)!;

describe('[C6] [U1] numbers in definitions, before who may see none', () => {
  test('[C6] [U1] are masked in defaults and labels, also short ones of a field of numbers', async () => {
    const { administrator, supervisor } = server.tenant;
    const line = await design({ type: 'phone', default: '95500', labels: { zh: '热线', en: 'Hotline' } });
    const text = await design({ default: '回拨 13900001234', labels: { zh: '找 13900001234', en: 'Ask 13900001234' } });
    const list = await design({
      type: 'select',
      options: [
        {
          id: 'x',
          code: 'main',
          labels: { zh: '总机 0755-26540805', en: 'Desk 0755-26540805' },
          color: '',
          parentId: null,
          isRetired: false,
        },
      ],
    });
    expect((await listed(supervisor, line)).default).toBe('***00');
    expect(await listed(supervisor, text)).toMatchObject({
      default: '回拨 139****1234',
      labels: { zh: '找 139****1234', en: 'Ask 139****1234' },
    });
    expect(JSON.stringify(await listed(supervisor, list))).not.toContain('26540805');
    for (const field of [line, text, list]) expect(await listed(administrator, field)).toEqual(field);
  });

  test('[C6] [U1] stay as they are when such an editor saves what they saw, and when their new record begins with it', async () => {
    const { administrator, supervisor } = server.tenant;
    const line = await design({ type: 'phone', default: '13900001234', labels: { zh: '备用线', en: 'Spare' } });
    const text = await design({ default: '找 13900001234' });
    for (const field of [line, text]) {
      const { labels, default: shown } = await listed(supervisor, field);
      const saved = await request(supervisor, 'PATCH', `/fields/${field.id}`, {
        version: 1,
        labels,
        default: shown,
        width: 200,
      });
      expect(saved.statusCode, saved.body).toBe(200);
      expect(await listed(administrator, field)).toEqual({ ...field, width: 200, version: 2 });
    }
    const fields = Object.fromEntries(
      await Promise.all(
        [line, text].map(async ({ key, ...field }) => [key, (await listed(supervisor, { key, ...field })).default]),
      ),
    ) as object;
    const made = await request(supervisor, 'POST', '/customers', { name: '默认', phone: '13900007777', fields });
    expect(made.statusCode, made.body).toBe(200);
    const seen = await request(administrator, 'GET', `/customers/${made.json<Customer>().id}`);
    expect(seen.json<Customer>().fields).toMatchObject({ [line.key]: '13900001234', [text.key]: '找 13900001234' });
  });

  test('[P4] [U1] are masked in the audit log, also short ones of a field of numbers', async () => {
    const { administrator, supervisor } = server.tenant;
    const line = await design({ type: 'phone', default: '95566', labels: { zh: '银行', en: 'Bank' } });
    const made = await request(administrator, 'POST', '/customers', {
      name: '短号',
      phone: '13900008888',
      fields: { [line.key]: '95588' },
    });
    const { id } = made.json<Customer>();
    await request(administrator, 'PATCH', `/customers/${id}`, { version: 1, fields: { [line.key]: '95599转12' } });
    const log = async (user: TestUser, of: string) => (await request(user, 'GET', `/audit?recordId=${of}`)).body;
    const [shown, hidden] = [await log(administrator, id), await log(supervisor, id)];
    for (const number of ['95588', '95599']) {
      expect(shown).toContain(number);
      expect(hidden).not.toContain(number);
    }
    expect(await log(administrator, line.id)).toContain('95566');
    expect(await log(supervisor, line.id)).not.toContain('95566');
  });
});
