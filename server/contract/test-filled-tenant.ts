/** A tenant with a record of every kind, as the slices bring them in their `test-walk.ts`. */
import { walks } from '../test-walks.ts';
import type { TestServer, TestTenant } from '../test-server.ts';

export interface FilledTenant {
  /** Ids of records, one or more of every table that has ids. */
  readonly ids: readonly string[];
  /** The same, table by table. */
  readonly kinds: readonly (readonly string[])[];
}

/** Fills a tenant with what every slice brings; every name in it contains `name`, so that one can look for it. */
export async function fillTenant(server: TestServer, tenant: TestTenant, name: string): Promise<FilledTenant> {
  const make = async (path: string, body: object): Promise<void> => {
    const reply = await server.request(tenant.administrator, 'POST', `/api${path}`, body);
    if (reply.statusCode !== 200) throw new Error(`${path}: ${reply.statusCode} ${reply.body}`);
  };
  for (const { records } of walks) for (const [path, body] of records?.(name, tenant) ?? []) await make(path, body);
  for (const { fill } of walks) await fill?.(server, tenant, name);
  return readTenant(server, tenant.id);
}

/** Up to three ids of every table of a tenant, from the catalogue, so that a table of tomorrow is walked too. */
async function readTenant(server: TestServer, tenantId: string): Promise<FilledTenant> {
  const tables = await server.database.asOwner<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' join pg_attribute i on i.attrelid = c.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`);
  const ids = await Promise.all(
    tables.map(({ name }) =>
      server.database.asOwner<{ id: string }>(`select id from ${name} where tenant_id = $1 order by id limit 3`, [
        tenantId,
      ]),
    ),
  );
  const kinds = [[tenantId], ...ids.filter((rows) => rows.length > 0).map((rows) => rows.map((row) => row.id))];
  return { ids: kinds.flat(), kinds };
}

/** A fingerprint of all that a tenant owns, but of what its own sign-ins leave behind. */
export async function fingerprintOf(server: TestServer, tenantId: string): Promise<Record<string, string | null>> {
  const tables = await server.database.asOwner<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('sessions', 'sign_ins', 'sign_in_tries')`);
  const prints = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await server.database.asOwner<{ print: string | null }>(
        `select md5(string_agg(t::text, ',' order by t::text)) as print from ${name} t where tenant_id = $1`,
        [tenantId],
      );
      return [name, row!.print] as const;
    }),
  );
  return Object.fromEntries(prints);
}
