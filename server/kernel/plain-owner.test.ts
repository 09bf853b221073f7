/** An owner of the schema who is no superuser: forced row-level security hides all rows from them, and a migration has to change these all the same. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate, type DatabaseUrls } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { before, fill, openOldDatabase, type OldDatabase, type Run } from './test-old-database.ts';

let standard: TestDatabase;
let database: OldDatabase;
beforeAll(async () => {
  standard = await createTestDatabase();
});
afterEach(() => database.close());
afterAll(() => standard.drop());

const forced = `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'kept') and c.relforcerowsecurity and not c.relispartition order by 1`;
const protect = "select prosrc from pg_proc where proname = 'bahu_protect'";

/** Applies the migrations up to 0096 as earlier releases did, which left `force` where it was. */
async function migrateAsBefore({ owner }: DatabaseUrls): Promise<void> {
  const client = new Client({ connectionString: owner });
  await client.connect();
  const folder = await before(97);
  try {
    for (const name of (await readdir(folder)).sort()) {
      const text = await readFile(path.join(folder, name), 'utf8');
      const row = [Number(name.slice(0, 4)), name, createHash('sha256').update(text).digest('hex')];
      const { rows } = await client.query('select from bahu_migrations where number = $1', [row[0]]);
      if (rows.length > 0) continue;
      await client.query('begin');
      await client.query('insert into bahu_migrations (number, name, checksum) values ($1, $2, $3)', row);
      await client.query(text);
      await client.query('commit');
    }
  } finally {
    await client.end();
  }
}

/** What 0064, 0071 and 0077 change: a customer, roles, a saved list, a follow-up with a searchable field. */
async function fillOld(run: Run): Promise<{ tenant: string; customer: string }> {
  const { tenant, agents } = await fill(run, '100001');
  const customer = newId();
  await run(
    "insert into customers (tenant_id, id, name, phone, phone_extension) values ($1, $2, '客户', '+8613900000001', '8')",
    [tenant, customer],
  );
  await run(
    `insert into roles (tenant_id, id, code, name, scope, permissions, masks_numbers, is_built_in)
     select $1, gen_random_uuid(), code, code, 'all', '{user.read}', false, true from unnest(array['supervisor', 'administrator']) code`,
    [tenant],
  );
  await run(
    `insert into list_views (tenant_id, id, user_id, list, name, search)
     select tenant_id, gen_random_uuid(), user_id, 'customers', '意向', '{"stage": "lead", "fields": "x:is:1"}' from agents where id = $1`,
    [agents.sales],
  );
  await run(
    `insert into field_definitions (tenant_id, id, owner, field_id, key, type, labels, state, required, position, width, slot)
     values ($1, gen_random_uuid(), 'follow-ups', 'f1', 'amount', 'number', '{}', 'active', '{}', 1, 1, 2)`,
    [tenant],
  );
  await run(
    `insert into follow_ups (tenant_id, id, customer_id, agent_id, service_type, stage, call_state, current_state, channel, content, fields)
     values ($1, gen_random_uuid(), $2, $3, 'consult', '', 'connected', 'open', 'phone', '', '{"f1": "7"}')`,
    [tenant, customer, agents.sales],
  );
  return { tenant, customer };
}

/** The same rows as they stand now. */
async function rowsOf(run: Run, tenant: string) {
  return {
    numbers: await run(
      'select customer_id, number, extension, is_primary, is_duplicate from customer_numbers where tenant_id = $1 order by is_primary, number',
      [tenant],
    ),
    rights: await run(
      `select code, array(select name from unnest(permissions) name where name like 'blacklist.%' order by 1) as names
       from roles where tenant_id = $1 and is_built_in order by code`,
      [tenant],
    ),
    lists: await run('select search from list_views where tenant_id = $1', [tenant]),
    keys: await run('select field_keys[2] as key from follow_ups where tenant_id = $1', [tenant]),
  };
}

const changed = (customer: string) => ({
  numbers: [{ customer_id: customer, number: '+8613900000001', extension: '8', is_primary: true, is_duplicate: false }],
  rights: [
    { code: 'administrator', names: ['blacklist.manage', 'blacklist.read'] },
    { code: 'supervisor', names: ['blacklist.read'] },
  ],
  lists: [{ search: { fields: 'stage:is:lead;x:is:1' } }],
  keys: [{ key: `p${'7000000'.padStart(21, '0')}` }],
});

describe('[P2] an owner of the schema who is no superuser', () => {
  test('[P2] sees the rows of all tenants in a migration, and every table is forced again afterwards', async () => {
    database = await openOldDatabase(28, 'plain');
    const { run, urls } = database;
    const early = await fill(run, '100002');
    await run(
      `insert into sign_ins (tenant_id, id, user_id, account, address, device, result)
       select tenant_id, id, user_id, '800', '192.0.2.1', '', 'ok' from agents where id = $1`,
      [early.agents.sales],
    );
    await migrate(urls, await before(64));
    const { tenant, customer } = await fillOld(run);
    await migrate(urls);
    expect(await rowsOf(run, tenant)).toEqual(changed(customer));
    expect(await run('select account, network from sign_in_tries order by 1', [])).toEqual([
      { account: '', network: '192.0.2.1' },
      { account: early.agents.sales, network: '192.0.2.1' },
    ]);
    expect(await run(forced)).toEqual(await standard.asOwner(forced));
    expect(await run(protect)).toEqual(await standard.asOwner(protect));
  });

  test('[P2] gets what earlier releases left undone, once, and no right that was taken away since', async () => {
    database = await openOldDatabase(64, 'plain');
    const { run, urls } = database;
    const { tenant, customer } = await fillOld(run);
    await migrateAsBefore(urls);
    expect(await rowsOf(run, tenant)).toEqual({
      numbers: [],
      rights: ['administrator', 'supervisor'].map((code) => ({ code, names: [] })),
      lists: [{ search: { stage: 'lead', fields: 'x:is:1' } }],
      keys: [{ key: null }],
    });
    const other = newId();
    // Nobody was known to have the number, so that another customer got it as a further one.
    await run("insert into customers (tenant_id, id, name, phone) values ($1, $2, '客户二', '+8613900000002')", [
      tenant,
      other,
    ]);
    await run(
      `insert into customer_numbers (tenant_id, id, customer_id, number, extension, position)
       values ($1, gen_random_uuid(), $2, '+8613900000001', '8', 1)`,
      [tenant, other],
    );

    await migrate(urls);
    const expected = changed(customer);
    const numbers = [
      { customer_id: other, number: '+8613900000001', extension: '8', is_primary: false, is_duplicate: false },
      { ...expected.numbers[0], is_duplicate: true },
      { customer_id: other, number: '+8613900000002', extension: '', is_primary: true, is_duplicate: false },
    ];
    expect(await rowsOf(run, tenant)).toEqual({ ...expected, numbers });

    await run("update roles set permissions = array_remove(permissions, 'blacklist.read') where code = 'supervisor'");
    const before97 = await rowsOf(run, tenant);
    await run('delete from bahu_migrations where number = 97');
    await migrate(urls);
    expect(await rowsOf(run, tenant)).toEqual(before97);
  });

  test('[P2] finds everything as it was after a migration that failed', async () => {
    database = await openOldDatabase(9000, 'plain');
    const { run, urls } = database;
    const folder = await mkdtemp(path.join(tmpdir(), 'bahu-migrations-'));
    await writeFile(path.join(folder, '9001-bad.sql'), 'create table bad (a int); select nonsense');
    await expect(migrate(urls, folder)).rejects.toThrow('nonsense');
    expect(await run(forced)).toEqual(await standard.asOwner(forced));
    expect(await run(protect)).toEqual(await standard.asOwner(protect));
  });
});
