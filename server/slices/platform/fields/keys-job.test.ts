import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Field } from '@bahu/contract/fields.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { JobCtx } from '../../../kernel/jobs.ts';
import { createLog } from '../../../kernel/log.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { fieldConditions, fieldOrder } from './filter-sql.ts';
import { createFieldKeysJob } from './keys-job.ts';
import { listFields } from './store.ts';

let server: TestServer;
/** More than one batch of the job. */
const records = 4500;

const request = async (method: 'POST' | 'PATCH', path: string, body: object): Promise<Field> => {
  const reply = await server.request(server.tenant.administrator, method, `/api${path}`, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Field>();
};
const design = (key: string, type: string, zh: string, isSearchable = false): Promise<Field> =>
  request('POST', '/fields', {
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
const log = createLog('error', { write: (line) => void server.logged.push(line) });
const ctxWith = (tenant: JobCtx['tenant']): JobCtx => ({ tenantId: server.tenant.id, attempt: 1, log, tenant });
const inTenant: JobCtx['tenant'] = (work) => server.database.db.tenant(server.tenant.id, work);
const makeKeys = (field: Field, tenant = inTenant) => createFieldKeysJob().handle({ id: field.id }, ctxWith(tenant));
const stateOf = async (field: Field) => {
  const [row] = await server.database.asOwner<{ slot: number; is_indexed: boolean }>(
    'select slot, is_indexed from field_definitions where id = $1',
    [field.id],
  );
  return row!;
};
const withoutKey = async (field: Field): Promise<number> => {
  const { slot } = await stateOf(field);
  const [row] = await server.database.asOwner<{ count: number }>(
    `select count(*)::int as count from customers where jsonb_exists(fields, $1) and field_keys[${slot}] is null`,
    [field.fieldId],
  );
  return row!.count;
};

beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

describe('the keys by which lists filter and sort by a designed field', () => {
  let amount: Field;
  beforeAll(async () => {
    amount = await design('amount', 'number', '金额');
    await server.database.asOwner(
      `insert into customers (tenant_id, id, name, phone, fields)
       select $1, gen_random_uuid(), '客户' || i, '+86154' || lpad(i::text, 8, '0'), jsonb_build_object($2::text, i::text)
       from generate_series(1, ${records}) i`,
      [server.tenant.id, amount.fieldId],
    );
  });

  test('[C6] [C1] are made of all records by the job, batch after batch, and lists use them only then', async () => {
    amount = await request('PATCH', `/fields/${amount.id}`, { version: amount.version, isSearchable: true });
    expect(await stateOf(amount)).toEqual({ slot: 1, is_indexed: false });
    expect(await withoutKey(amount)).toBe(records);
    await makeKeys(amount);
    expect(await withoutKey(amount)).toBe(0);
    expect(await stateOf(amount)).toEqual({ slot: 1, is_indexed: true });
  });

  test('[C6] are not taken for made when the field changed while the job ran, until it ran again', async () => {
    amount = await request('PATCH', `/fields/${amount.id}`, { version: amount.version, type: 'text' });
    let isChanged = false;
    await makeKeys(amount, async (work) => {
      const done = await inTenant(work);
      if (!isChanged) {
        isChanged = true;
        amount = await request('PATCH', `/fields/${amount.id}`, { version: amount.version, type: 'number' });
      }
      return done;
    });
    expect((await stateOf(amount)).is_indexed).toBe(false);
    await makeKeys(amount);
    expect((await stateOf(amount)).is_indexed).toBe(true);
  });

  test('[C6] are left alone by a job of a field that is gone from the index', async () => {
    const other = await design('other', 'text', '其他', true);
    await request('PATCH', `/fields/${other.id}`, { version: other.version, isSearchable: false });
    await makeKeys(other);
    expect((await stateOf(other)).is_indexed).toBe(false);
  });

  test('[C6] [C1] are none of an earlier field that had the place, for records without a value of the new one', async () => {
    const was = await design('was', 'text', '旧栏', true);
    await server.database.asOwner(
      "update customers set fields = fields || jsonb_build_object($1::text, '绿') where name in ('客户7', '客户8')",
      [was.fieldId],
    );
    await makeKeys(was);
    await request('PATCH', `/fields/${was.id}`, { version: was.version, isSearchable: false });
    const next = await design('next', 'text', '新栏', true);
    expect((await stateOf(next)).slot).toBe((await stateOf(amount)).slot + 1);
    await server.database.asOwner(
      "update customers set fields = fields || jsonb_build_object($1::text, '红') where name = '客户9'",
      [next.fieldId],
    );
    await makeKeys(next);
    const found = (filter: string) =>
      inTenant(async (tx) => {
        const reader = { tenantId: server.tenant.id, masksNumbers: false } as Principal;
        const conditions = await fieldConditions(tx, reader, await listFields(tx, 'customers'), filter);
        const { rows } = await sql<{ name: string }>`
          select c.name from customers c where ${sql.join(conditions, sql` and `)} order by c.name`.execute(tx);
        return rows.map(({ name }) => name);
      });
    expect(await found(`next:is:${encodeURIComponent('绿')}`)).toEqual([]);
    expect(await found(`next:is:${encodeURIComponent('红')}`)).toEqual(['客户9']);
  });

  test.each([
    ['is', 'amount:is:4000', 'without an order'],
    ['from', 'amount:from:4490', 'in the order of the field'],
    ['to', 'amount:to:12', 'in the order of the field'],
  ])(
    '[C1] [C6] %s is answered by the partial index of the field, under row-level security',
    async (_, filter, order) => {
      await makeKeys(amount);
      await server.database.asOwner('analyze customers');
      const plan = await inTenant(async (tx) => {
        const reader = { tenantId: server.tenant.id, masksNumbers: false } as Principal;
        const fields = await listFields(tx, 'customers');
        const [condition] = await fieldConditions(tx, reader, fields, filter);
        const { key } = fieldOrder(reader, fields, 'field.amount', 'c')!;
        const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select c.id from customers c where ${condition!}
        ${order.startsWith('in') ? sql`order by ${key}, c.id limit 50` : sql``}`.execute(tx);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
      expect(plan).toMatch(/customers_by_field_1[^]*Index Cond: .*field_keys/);
      expect(plan).not.toContain('Sort');
    },
  );

  test('[C1] [C6] [U1] are looked for with the departments of the reader in one index, which knows of both', async () => {
    await makeKeys(amount);
    const [own, other] = [server.tenant.departmentId, server.otherTenant.departmentId];
    await server.database.asOwner('update customers set department_id = $1 where hashtext(id::text) % 2 = 0', [own]);
    await server.database.asOwner('vacuum (analyze) customers');
    const plan = await inTenant(async (tx) => {
      const reader = { tenantId: server.tenant.id, masksNumbers: false } as Principal;
      const filter = 'amount:from:1000;amount:to:2000';
      const conditions = await fieldConditions(tx, reader, await listFields(tx, 'customers'), filter);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select c.id from customers c
        where ${sql.join(conditions, sql` and `)} and c.department_id = any(${[own, other]}::uuid[])`.execute(tx);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/customers_by_field_1[^]*Index Cond: .*field_keys.*department_id = ANY/);
    expect(plan).not.toContain('BitmapAnd');
  });

  test('[C1] [C6] are an order of the whole list, read from the partial index without sorting', async () => {
    await makeKeys(amount);
    await server.database.asOwner('analyze customers');
    const plan = await inTenant(async (tx) => {
      const reader = { tenantId: server.tenant.id, masksNumbers: false } as Principal;
      const { key, isFilled } = fieldOrder(reader, await listFields(tx, 'customers'), 'field.amount', 'c')!;
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select c.id from customers c where ${isFilled} order by ${key}, c.id limit 50`.execute(tx);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('Index Scan using customers_by_field_1');
    expect(plan).not.toContain('Sort');
  });

  test('[C1] [C6] have statistics, by which a range is known to be narrow or wide, and how many have no value', async () => {
    await server.database.asOwner(
      `insert into customers (tenant_id, id, name, phone)
       select $1, gen_random_uuid(), '无' || i, '+86155' || lpad(i::text, 8, '0') from generate_series(1, ${records / 9}) i`,
      [server.tenant.id],
    );
    await server.database.asOwner('analyze customers');
    const guessed = (filter: string) =>
      inTenant(async (tx) => {
        const reader = { tenantId: server.tenant.id, masksNumbers: false } as Principal;
        const conditions = await fieldConditions(tx, reader, await listFields(tx, 'customers'), filter);
        const { rows } = await sql<Record<string, [{ Plan: { 'Plan Rows': number } }]>>`
          explain (format json) select c.id from customers c where ${sql.join(conditions, sql` and `)}`.execute(tx);
        return Object.values(rows[0]!)[0]![0].Plan['Plan Rows'];
      });
    expect(await guessed('amount:from:10;amount:to:20')).toBeLessThan(records / 20);
    expect(await guessed('amount:from:10;amount:to:4400')).toBeGreaterThan(records / 2);
    expect(await guessed('amount:empty')).toBeGreaterThan(records / 12);
    expect(await guessed('amount:empty')).toBeLessThan(records / 7);
  });
});
