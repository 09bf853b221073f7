/** What is told of values that would not fit a change, and what that must not tell. */
import { expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Field } from '@bahu/contract/fields.ts';
import { newId } from '../../../kernel/ids.ts';
import { canary, hidden, openCanary } from '../../../test-canary.ts';
import type { TestUser } from '../../../test-server.ts';
import { nextField } from './test-field.ts';

const { server, mine, theirs, ask, setRole } = await openCanary();
const { administrator, leader, agent } = server.tenant;
const option = (code: string, label: string) => ({
  id: code,
  code,
  labels: { zh: label, en: label },
  color: '',
  parentId: null,
  isRetired: false,
});
async function design(change: object): Promise<Field> {
  const reply = await ask(administrator, 'POST', '/fields', nextField(change));
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Field>();
}
async function put(id: string, fields: object): Promise<void> {
  const { version } = (await ask(administrator, 'GET', `/customers/${id}`)).json<Customer>();
  expect((await ask(administrator, 'PATCH', `/customers/${id}`, { version, fields })).statusCode).toBe(200);
}
interface Misfits {
  filled: number;
  misfits: number;
  examples: { value: string; records: number }[];
}
const misfits = async (user: TestUser, { id }: Field, body: object): Promise<Misfits> =>
  (await ask(user, 'POST', `/fields/${id}/misfits`, body)).json<Misfits>();

test('[U1] [C6] values are shown as examples under the mask, and to those alone who may read every record', async () => {
  const field = await design({ type: 'phone' });
  for (const id of [mine, theirs]) await put(id, { [field.key]: canary });
  const whole = { filled: 2, misfits: 2, examples: [{ value: canary, records: 2 }] };
  expect(await misfits(administrator, field, { type: 'date' })).toMatchObject(whole);
  await setRole('leader', "permissions = permissions || '{field.manage}', scope = 'all'");
  expect(await misfits(leader, field, { type: 'date' })).toMatchObject({
    filled: 2,
    misfits: 2,
    examples: [{ value: '154****9981', records: 2 }],
  });
  for (const narrow of [
    "scope = 'department'",
    "scope = 'all', permissions = array_remove(permissions, 'customer.read')",
  ]) {
    await setRole('leader', narrow);
    expect(await misfits(leader, field, { type: 'date' })).toMatchObject({ filled: 2, misfits: 2, examples: [] });
  }
});

test('[U1] [C6] a list of guessed numbers tells nobody under the mask which of them a record has', async () => {
  const field = await design({ type: 'phone', isSearchable: true });
  await put(mine, { [field.key]: canary });
  await setRole('leader', "scope = 'all', permissions = permissions || '{customer.read,field.manage}'");
  const guesses = [`+86${canary}`, '+8615400000002'].map((number, i) => option(`guess-${i}`, number));
  const asked = (options: object[]) => misfits(leader, field, { type: 'select', options });
  expect(await asked(guesses)).toEqual(await asked(guesses.slice(1)));
  const change = { version: field.version, type: 'select', options: guesses };
  expect((await ask(leader, 'PATCH', `/fields/${field.id}`, change)).statusCode).toBe(200);
  const read = async (user: TestUser) =>
    (await ask(user, 'GET', `/customers/${mine}`)).json<Customer>().fields[field.key];
  expect([await read(administrator), await read(agent)]).toEqual(['guess-0', '154****9981']);
  const total = async (user: TestUser) =>
    (await ask(user, 'GET', `/customers?fields=${field.key}:is:guess-0`)).json<{ total: number }>().total;
  expect([await total(administrator), await total(agent)]).toEqual([1, 0]);
});

test('[C6] any number of different values is checked, and those that look like ids among them', async () => {
  const field = await design({ type: 'text' });
  const { id: tenantId } = server.tenant;
  await server.database.asOwner(
    `insert into customers (tenant_id, id, name, phone, fields)
     select $1, gen_random_uuid(), '甲', '+86153' || lpad(i::text, 8, '0'), jsonb_build_object($2::text, gen_random_uuid()::text)
     from generate_series(1, 2500) i`,
    [tenantId, field.fieldId],
  );
  await put(mine, { [field.key]: newId() });
  expect(await misfits(administrator, field, { type: 'agent' })).toMatchObject({ filled: 2501, misfits: 2501 });
  expect(await misfits(administrator, field, { type: 'multi-line' })).toMatchObject({ filled: 2501, misfits: 0 });
});

test('[U1] filters of designed fields in a shared view and in the audit log hide numbers and parts of numbers, however they are written', async () => {
  const second = await design({ type: 'phone' });
  const note = await design({ type: 'text' });
  const rank = await design({ type: 'select', options: [option('1547326', '级')] });
  const filters = `${second.key}:is:154%207326%209981,%31%35%34%37326;${note.key}:starts:47326;${rank.key}:is:1547326`;
  const view = { name: '查找', search: { fields: filters, search: '47326' }, isShared: true };
  expect((await ask(administrator, 'POST', '/lists/customers/views', view)).statusCode).toBe(200);
  const seen = (await ask(agent, 'GET', '/lists/customers')).json<{ views: { search: { fields: string } }[] }>();
  expect(seen.views[0]!.search).toEqual({
    fields: `${second.key}:is:154****9981,*****26;${note.key}:starts:***26;${rank.key}:is:1547326`,
    search: '***26',
  });
  const job = { kind: 'customers', format: 'csv', language: 'en', filter: { fields: filters, search: '47326' } };
  expect((await ask(administrator, 'POST', '/exports', job)).statusCode).toBe(200);
  await setRole('leader', "permissions = permissions || '{audit.read}', scope = 'all'");
  for (const action of ['view.save', 'export.start']) {
    const rows = await ask(leader, 'GET', `/audit?action=${action}`);
    expect(rows.json<{ items: object[] }>().items).toHaveLength(1);
    expect(decodeURIComponent(rows.body)).not.toMatch(hidden);
  }
});
