/** Functions with their owner's rights: walked in the catalogue, and attacked as the application's role. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  // As at every start; a clone brings none of its template's privileges along.
  await migrate(database.urls);
});
afterAll(() => database.drop());

const asApp = (statement: string) => database.db.system((tx) => sql.raw(statement).execute(tx));

interface Definer {
  name: string;
  owner: string;
  issuper: boolean;
  bypasses: boolean;
  config: string[] | null;
  open: boolean;
}
const definers = () =>
  database.asOwner<Definer>(
    `select p.oid::regprocedure::text as name, r.rolname as owner, r.rolsuper as issuper, r.rolbypassrls as bypasses, p.proconfig as config,
     exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) as open
   from pg_proc p join pg_roles r on r.oid = p.proowner join pg_namespace n on n.oid = p.pronamespace
   where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );

describe('[P2] functions that run with their owner’s rights', () => {
  test('[P2] each belongs to a role that is no superuser and bound by policies, and searches pg_temp last', async () => {
    const found = await definers();
    expect(found.map(({ name }) => name.replace(/\(.*/, ''))).toEqual(
      expect.arrayContaining(['bahu_add_job', 'bahu_create_tenant', 'bahu_customers_by_name', 'bahu_audit_by_words']),
    );
    for (const { name, owner, issuper, bypasses, config } of found) {
      expect({ name, owner, issuper, bypasses }).toEqual({
        name,
        owner: 'bahu_definer',
        issuper: false,
        bypasses: false,
      });
      expect(config, name).toContain('search_path=pg_catalog, public, pg_temp');
    }
  });

  test('[P2] those that write are for the application’s role alone', async () => {
    const writing = (await definers()).filter(({ name }) => /^bahu_(add|create)_/.test(name));
    expect(writing.length).toBeGreaterThanOrEqual(3);
    expect(writing.filter(({ open }) => open).map(({ name }) => name)).toEqual([]);
  });

  test('[P2] a function of a later migration is closed at the next start', async () => {
    await database.asOwner('create function careless() returns int language sql security definer as $$ select 1 $$');
    await migrate(database.urls);
    expect(await definers()).toContainEqual(
      expect.objectContaining({
        name: 'careless()',
        owner: 'bahu_definer',
        config: ['search_path=pg_catalog, public, pg_temp'],
      }),
    );
    await database.asOwner('drop function careless()');
  });
});

describe('[P2] the application’s role', () => {
  test('[P2] can make neither temporary nor lasting objects, and belongs to no other role', async () => {
    await expect(asApp('create temp table tenants (id uuid)')).rejects.toThrow(
      'permission denied to create temporary tables',
    );
    await expect(asApp('create table public.mine (id uuid)')).rejects.toThrow('permission denied for schema public');
    await expect(asApp('create schema mine')).rejects.toThrow('permission denied for database');
    expect(
      await database.asOwner("select roleid::regrole::text from pg_auth_members where member = 'bahu_app'::regrole"),
    ).toEqual([]);
    await expect(asApp('set role bahu_definer')).rejects.toThrow('permission denied to set role');
  });

  test('[P2] gains nothing from a temporary table that stands in for ours, even where it could make one', async () => {
    const [{ name }] = (await database.asOwner<{ name: string }>('select current_database() as name')) as [
      { name: string },
    ];
    await database.asOwner(`grant temporary on database "${name}" to bahu_app`);
    const id = newId();
    const attack = database.db.system(async (tx) => {
      const run = (statement: string) => sql.raw(statement).execute(tx);
      await run('create temp table tenants (like public.tenants)');
      await run('create temp table seen (name text)');
      await run('grant insert on seen, tenants to public');
      await run(
        'create function pg_temp.evil() returns trigger language plpgsql as $$ begin insert into seen values (current_user); return new; end $$',
      );
      await run('create trigger evil before insert on tenants for each row execute function pg_temp.evil()');
      await run(`select bahu_create_tenant('${id}', null, 'x', '', 1, 1, 0, null, '{}')`);
      return (await sql<{ name: string }>`select name from seen`.execute(tx)).rows;
    });
    expect(await attack).toEqual([]);
    expect(await database.asOwner('select id from public.tenants where id = $1', [id])).toEqual([{ id }]);
    await database.asOwner(`revoke temporary on database "${name}" from bahu_app`);
  });
});
