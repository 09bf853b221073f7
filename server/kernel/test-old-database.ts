/** A database whose schema is an older one, filled by hand; what a migration makes of its rows is looked at after `migrate`. */
import { copyFile, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { newId } from './ids.ts';
import { migrate, type DatabaseUrls } from './migrate.ts';
import { createTestDatabase } from './test-database.ts';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));

/** Runs SQL in the old database, past row-level security. */
export type Run = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

export interface OldDatabase {
  urls: DatabaseUrls;
  run: Run;
  close(): Promise<void>;
}

/**
 * A database with the migrations below `number` alone. It belongs to the superuser of the cluster, or to a plain owner, who is none and is bound
 * by row-level security; `run` sees all rows in either case.
 */
export async function openOldDatabase(
  number: number,
  owner: 'superuser' | 'plain' = 'superuser',
): Promise<OldDatabase> {
  const cluster = await createTestDatabase();
  const name = `old_${process.pid}`;
  const plain = owner === 'plain' ? { username: `plain_${process.pid}`, password: 'plain' } : null;
  if (plain)
    await cluster.asOwner(`create role ${plain.username} login nosuperuser createrole password '${plain.password}'`);
  await cluster.asOwner(`create database ${name} template template0 ${plain ? `owner ${plain.username}` : ''}`);
  const named = (url: string, as = {}) => Object.assign(new URL(url), { pathname: `/${name}`, ...as }).href;
  const urls = { owner: named(cluster.urls.owner, plain ?? {}), app: named(cluster.urls.app) };
  const client = new Client({ connectionString: named(cluster.urls.owner) });
  await migrate(urls, await before(number));
  await client.connect();
  return {
    urls,
    run: async <Row>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as Row[],
    close: async () => {
      await client.end();
      await cluster.asOwner(`drop database if exists ${name} with (force)`);
      if (plain) await cluster.asOwner(`drop role ${plain.username}`);
      await cluster.drop();
    },
  };
}

/** The migrations with lower numbers. */
export async function before(number: number): Promise<string> {
  const older = await mkdtemp(path.join(tmpdir(), 'bahu-older-'));
  const names = (await readdir(folder)).filter((one) => Number(one.slice(0, 4)) < number);
  await Promise.all(names.map((one) => copyFile(path.join(folder, one), path.join(older, one))));
  return older;
}

/** One tenant as it stood in the older schema. */
export interface Old {
  tenant: string;
  departments: Record<'top' | 'sales' | 'night' | 'support', string>;
  agents: Record<'sales' | 'night' | 'support' | 'nowhere', string>;
}

/** A tenant with a tree of departments and an agent in each. */
export async function fill(run: Run, code: string): Promise<Old> {
  const tenant = newId();
  await run("insert into tenants (id, code, name) values ($1, $2, '旧')", [tenant, code]);
  const role = newId();
  await run(
    "insert into roles (tenant_id, id, code, name, scope, permissions, masks_numbers) values ($1, $2, 'agent', 'r', 'own', '{}', false)",
    [tenant, role],
  );
  const department = async (words: string, parent: { id: string; path: string } | null) => {
    const id = newId();
    const own = `${parent?.path ?? '/'}${id}/`;
    await run('insert into departments (tenant_id, id, parent_id, name, path) values ($1, $2, $3, $4, $5)', [
      tenant,
      id,
      parent?.id ?? null,
      words,
      own,
    ]);
    return { id, path: own };
  };
  const top = await department('客服中心', null);
  const [sales, support] = [await department('售前组', top), await department('售后组', top)];
  const night = await department('夜班', sales);
  let extension = 800;
  // Until 0072 a user and their agent had an id each.
  const [hasTwoIds] = await run(
    "select from information_schema.columns where table_name = 'agents' and column_name = 'user_id'",
  );
  const agent = async (departmentId: string | null) => {
    const id = newId();
    const user = hasTwoIds ? newId() : id;
    await run(
      "insert into users (tenant_id, id, role_id, department_id, name, password_hash) values ($1, $2, $3, $4, 'x', 'x')",
      [tenant, user, role, departmentId],
    );
    const columns = hasTwoIds ? ['id', 'user_id'] : ['id'];
    await run(
      `insert into agents (tenant_id, extension, ${columns.join()}) values ($1, $2, ${columns.map((_, i) => `$${i + 3}`).join()})`,
      [tenant, String(++extension), id, user].slice(0, columns.length + 2),
    );
    return id;
  };
  const agents = {
    sales: await agent(sales.id),
    night: await agent(night.id),
    support: await agent(support.id),
    nowhere: await agent(null),
  };
  return { tenant, departments: { top: top.id, sales: sales.id, night: night.id, support: support.id }, agents };
}
