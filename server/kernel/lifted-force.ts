/**
 * An owner of the schema who is no superuser is bound by forced row-level security: without a tenant a migration would see no rows and change
 * none, without a word. While one runs, the policies bind the application's role alone.
 */
import type { Client } from 'pg';

/** `bahu_protect` forces the tables that a migration makes; those are forced at its end too. */
const replaceInProtect = (from: string, to: string): string => `
  if to_regprocedure('bahu_protect(regclass)') is not null then
    execute replace(pg_get_functiondef('bahu_protect(regclass)'::regprocedure), 'table %s ${from} row', 'table %s ${to} row');
  end if;`;

const alterAll = (condition: string, change: string): string => `
  for named in select oid from pg_class where ${condition} and relkind in ('r', 'p')
    and relnamespace in (select oid from pg_namespace where nspname in ('public', 'kept')) loop
    execute format('alter table %s ${change} row level security', named);
  end loop;`;

const block = (...steps: string[]): string =>
  `do $force$ declare named regclass; begin ${steps.join('\n')} end $force$`;

const lift = block(alterAll('relforcerowsecurity', 'no force'), replaceInProtect('force', 'no force'));
const putBack = block(
  alterAll('relrowsecurity and not relforcerowsecurity', 'force'),
  replaceInProtect('no force', 'force'),
);

/**
 * Runs a migration as one who sees all rows. To be called within its transaction: when it fails, the rollback puts everything back.
 * Every table with row-level security is forced afterwards.
 */
export async function withForceLifted(client: Client, work: () => Promise<unknown>): Promise<void> {
  const { rows } = await client.query<{ bound: boolean }>(
    'select not (rolsuper or rolbypassrls) as bound from pg_roles where rolname = current_user',
  );
  const isBound = rows[0]!.bound;
  if (isBound) await client.query(lift);
  await work();
  if (isBound) await client.query(putBack);
}
