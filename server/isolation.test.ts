/** The database itself keeps tenants apart: what its catalogue must say, and what another tenant sees of each table. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from './kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from './kernel/test-database.ts';

/** Read before a tenant is known: at sign-in and when an engine looks for work. They hold no customer's data. */
const openTables = new Set(['tenants', 'engine_lease']);
/** Of the whole installation; closed to every transaction that runs for a tenant. */
const platformTables = new Set([
  'operators',
  'operator_sessions',
  'operator_second_factors',
  'operator_log',
  'platform_settings',
  'region_tables',
  'vault_check',
]);
/** The runner's own ledger; closed to the application. */
const closedTables = new Set(['bahu_migrations']);

let database: TestDatabase;
let tables: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  const rows = await database.asOwner<{ relname: string }>(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname",
  );
  tables = rows
    .map((row) => row.relname)
    .filter((name) => ![openTables, platformTables, closedTables].some((others) => others.has(name)));
});
afterAll(() => database.drop());

describe('[P2] the catalogue', () => {
  test('forces row-level security with both clauses on every table of tenants', async () => {
    const rows = await database.asOwner<{ relname: string; forced: boolean; clauses: string[] }>(
      `
      select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,
        array(select coalesce(p.qual, '') || ' / ' || coalesce(p.with_check, '') from pg_policies p
          where p.tablename = c.relname and p.roles <> '{bahu_definer}') as clauses
      from pg_class c where c.relname = any($1) order by 1`,
      [tables],
    );
    expect(rows).toEqual(
      tables.map((relname) => ({
        relname,
        forced: true,
        clauses: ['(tenant_id = bahu_tenant()) / (tenant_id = bahu_tenant())'],
      })),
    );
    expect(tables.length).toBeGreaterThan(20);
  });

  test('opens no more to functions that run with the rights of their owner than four tables, to be read', async () => {
    const rows = await database.asOwner<{ tablename: string; cmd: string }>(
      "select tablename, cmd from pg_policies where schemaname = 'public' and roles && '{bahu_definer}' order by 1",
    );
    expect(rows).toEqual(
      ['audit_rows', 'calls', 'customer_numbers', 'customers'].map((tablename) => ({ tablename, cmd: 'SELECT' })),
    );
  });

  test('closes the tables of the platform to every transaction of a tenant', async () => {
    const rows = await database.asOwner<{ relname: string; forced: boolean; clauses: string[] }>(
      `
      select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,
        array(select coalesce(p.qual, '') || ' / ' || coalesce(p.with_check, '') from pg_policies p where p.tablename = c.relname) as clauses
      from pg_class c where c.relname = any($1) order by 1`,
      [[...platformTables]],
    );
    const clauses = ['(bahu_tenant() IS NULL) / (bahu_tenant() IS NULL)'];
    expect(rows).toEqual([...platformTables].toSorted().map((relname) => ({ relname, forced: true, clauses })));
  });

  test('begins every key of a table of tenants with the tenant, or a taken key would tell of another', async () => {
    const rows = await database.asOwner<{ name: string; first: string }>(
      `
      select i.indexrelid::regclass::text as name, a.attname as first from pg_index i
      join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where i.indisunique and c.relname = any($1)`,
      [tables],
    );
    // A token's hash is random: nobody can guess one to ask for.
    expect(rows.filter((row) => row.first !== 'tenant_id').map((row) => row.name)).toEqual(['sessions_token_hash_key']);
    expect(rows.length).toBeGreaterThan(tables.length);
  });

  test('refers from tenant to tenant only', async () => {
    const rows = await database.asOwner<{ name: string; columns: string[] }>(
      `
      select k.conname as name, array(select a.attname::text from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as columns
      from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'f' and c.relname = any($1)`,
      [tables],
    );
    expect(rows.filter((row) => !row.columns.includes('tenant_id'))).toEqual([]);
  });

  test('gives the application nothing to own, no way round, and no partition by its own name', async () => {
    const [role] = await database.asOwner(
      "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles where rolname = 'bahu_app'",
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
    });
    expect(await database.asOwner("select relname from pg_class where pg_get_userbyid(relowner) = 'bahu_app'")).toEqual(
      [],
    );
    expect(await database.asOwner("select viewname from pg_views where schemaname = 'public'")).toEqual([]);
    const partitions = await database.asOwner(
      "select relname from pg_class where relispartition and relkind = 'r' and has_table_privilege('bahu_app', oid, 'select')",
    );
    expect(partitions).toEqual([]);
  });

  test('lets functions that run as the owner be called only with the tenant inside', async () => {
    const rows = await database.asOwner<{ proname: string; body: string; path: string[] | null }>(`
      select proname, pg_get_functiondef(oid) as body, proconfig as path from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`);
    for (const { proname, body, path } of rows) {
      expect(body, proname).toContain('bahu_tenant()');
      expect(
        path?.some((setting) => setting.startsWith('search_path=')),
        proname,
      ).toBe(true);
    }
    expect(rows.length).toBeGreaterThanOrEqual(4);
  });

  test('keeps the audit log from being changed', async () => {
    const tenantId = newId();
    await database.asOwner("insert into tenants (id, code, name) values ($1, '100009', 'A')", [tenantId]);
    const write = (statement: ReturnType<typeof sql>) => database.db.tenant(tenantId, (tx) => statement.execute(tx));
    await expect(write(sql`update audit_rows set action = 'x'`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from audit_rows`)).rejects.toThrow('permission denied');
    await expect(write(sql`insert into tenants (id, code, name) values (${newId()}, '100010', 'B')`)).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('[P2] another tenant', () => {
  test('sees no row of any table, and can neither change nor remove one', async () => {
    const [ours, theirs] = [newId(), newId()];
    await database.asOwner("insert into tenants (id, code, name) values ($1, '100011', 'A'), ($2, '100012', 'B')", [
      ours,
      theirs,
    ]);
    // One row per table, made from the catalogue, so that a table of tomorrow is tested too.
    for (const table of tables) {
      await database.asOwner(`
        do $$ declare statement text; begin
          set local session_replication_role = replica;
          select format('insert into %I (%s) values (%s)', '${table}', string_agg(quote_ident(attname), ', '), string_agg(value, ', ')) into statement from (
            select a.attname, case when a.attname = 'tenant_id' then quote_literal('${theirs}') when t.typcategory = 'A' then quote_literal('{}')
              when t.typname = 'uuid' then 'gen_random_uuid()' when t.typname = 'timestamptz' then 'now()' when t.typname = 'jsonb' then quote_literal('{}')
              when t.typname = 'bool' then 'false' when t.typname = 'bytea' then quote_literal('\\x00') when t.typcategory = 'N' then '1'
              when a.attname = 'extension' then quote_literal('800')
              else coalesce((select quote_literal((regexp_match(pg_get_constraintdef(k.oid), '''([a-z-]+)''::text'))[1]) from pg_constraint k
                where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1), quote_literal('x')) end as value
            from pg_attribute a join pg_type t on t.oid = a.atttypid
            where a.attrelid = '${table}'::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and a.attgenerated = '' and a.attidentity = '' and not a.atthasdef
              -- One of a browser has one, and that is what it is when nothing else is said.
              or a.attrelid = '${table}'::regclass and '${table}' = 'softphones' and a.attname = 'secret') columns;
          execute statement;
        end $$`);
    }
    for (const table of tables) {
      const as = <T>(tenantId: string, statement: string) =>
        database.db.tenant(tenantId, (tx) => sql.raw<T>(statement).execute(tx));
      expect((await as(theirs, `select 1 from ${table}`)).rows, table).toHaveLength(1);
      expect((await as(ours, `select 1 from ${table}`)).rows, table).toHaveLength(0);
      if (table.startsWith('audit_')) continue;
      expect((await as(ours, `update ${table} set tenant_id = tenant_id`)).numAffectedRows, table).toBe(0n);
      expect((await as(ours, `delete from ${table}`)).numAffectedRows, table).toBe(0n);
    }
    expect(
      (
        await database.db.system((tx) =>
          sql.raw(tables.map((table) => `select 1 from ${table}`).join(' union all ')).execute(tx),
        )
      ).rows,
    ).toEqual([]);
  });
});

describe('[P2] [R1] the number of a caller who withholds it', () => {
  test('is kept apart: the application writes it, never reads it, and no fact holds it', async () => {
    const [tenantId, callId] = [newId(), newId()];
    await database.asOwner("insert into tenants (id, code, name) values ($1, '100013', 'A')", [tenantId]);
    const write = () =>
      database.db.tenant(tenantId, (tx) =>
        sql`
      insert into call_events (tenant_id, call_id, seq, at, type, data) values (${tenantId}, ${callId}, 1, now(), 'caller-withheld', '{"number": "+8613900000042"}') on conflict do nothing`.execute(
          tx,
        ),
      );
    await write();
    await write();
    const read = (statement: string) =>
      database.db.tenant(tenantId, (tx) => sql.raw<{ data: unknown }>(statement).execute(tx));
    expect((await read('select data from call_events')).rows).toEqual([{ data: {} }]);
    for (const statement of [
      'select * from kept.withheld_numbers',
      'update kept.withheld_numbers set number = number',
      'delete from kept.withheld_numbers',
    ]) {
      await expect(read(statement)).rejects.toThrow('permission denied');
    }
    expect(await database.asOwner('select number from kept.withheld_numbers where call_id = $1', [callId])).toEqual([
      { number: '+8613900000042' },
    ]);
  });
});
