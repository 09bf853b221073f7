/** Forward-only migrations: numbered .sql files, each in one transaction, one runner at a time. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { runMigrations as installJobs } from 'graphile-worker';
import { Client } from 'pg';
import { SetupError } from './errors.ts';
import { withForceLifted } from './lifted-force.ts';

export interface DatabaseUrls {
  /** Owner of the schema: migrations, partitions and the job queue. */
  owner: string;
  /** Role bahu_app: everything else. */
  app: string;
}

interface Migration {
  number: number;
  name: string;
  text: string;
  checksum: string;
}

const standardFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../migrations');
const oldestServer = 150_000;
/** Any number will do, as long as all our runners take the same. */
const lockNumber = 800_800_800;

/**
 * Brings the schema up to date and returns the names of the migrations applied now.
 * @throws SetupError when the server is too old, a role may do too much, or an applied migration was changed afterwards.
 */
export async function migrate(urls: DatabaseUrls, folder: string = standardFolder): Promise<string[]> {
  const client = new Client({ connectionString: urls.owner });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber]);
    await checkServer(client);
    await ensureAppRole(client, urls.app);
    await client.query(
      'create table if not exists bahu_migrations (number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())',
    );
    await installJobs({ connectionString: urls.owner });
    const applied: string[] = [];
    for (const migration of await readMigrations(folder)) {
      if (await apply(client, migration)) applied.push(migration.name);
    }
    await prepare(client);
    return applied;
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const twin = names.find((name, i) => name.slice(0, 4) === names[i + 1]?.slice(0, 4));
  if (twin) throw new SetupError(`Two migrations have the number of ${twin}: give one of them the next free number.`);
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return {
        number: Number(name.slice(0, 4)),
        name,
        text,
        checksum: createHash('sha256').update(text).digest('hex'),
      };
    }),
  );
}

/** Applies one migration unless it was applied before. The number goes in first, so that whoever comes second collides with it and not with half a schema. */
async function apply(client: Client, migration: Migration): Promise<boolean> {
  const known = await client.query<{ checksum: string }>('select checksum from bahu_migrations where number = $1', [
    migration.number,
  ]);
  if (known.rows[0]) {
    if (known.rows[0].checksum === migration.checksum) return false;
    throw new SetupError(
      `Migration ${migration.name} was changed after it had been applied to this database: put the old text back and write a new migration.`,
    );
  }
  await client.query('begin');
  try {
    await client.query('insert into bahu_migrations (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await withForceLifted(client, () => client.query(migration.text));
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return true;
}

/**
 * What each start calls: it closes what functions with their owner's rights could be misused for (0026-definers.sql), and has the months'
 * partitions ready before the first call. A schema from before either has nothing to call.
 */
async function prepare(client: Client): Promise<void> {
  for (const [name, call] of [
    ['bahu_close_definers', 'bahu_close_definers()'],
    ['bahu_make_partitions', 'bahu_make_partitions(now(), 4)'],
  ] as const) {
    const { rows } = await client.query('select from pg_proc where proname = $1', [name]);
    if (rows.length) await client.query(`call ${call}`);
  }
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; provider: string; locale: string }>(
    `select current_setting('server_version_num')::int as version, pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datctype as locale
     from pg_database where datname = current_database()`,
  );
  const server = rows[0]!;
  if (server.version < oldestServer)
    throw new SetupError(`This PostgreSQL is version ${Math.floor(server.version / 10_000)}; Bahu needs 15 or newer.`);
  if (server.encoding !== 'UTF8')
    throw new SetupError(`The database has the encoding ${server.encoding}; create it with encoding UTF8.`);
  if (server.provider === 'c' && ['C', 'POSIX'].includes(server.locale)) {
    throw new SetupError(
      'The database has the locale C, which cannot fold or search Chinese: create it with the locale C.UTF-8.',
    );
  }
}

/** The application's role must exist and must be bound by row-level security. */
async function ensureAppRole(client: Client, appUrl: string): Promise<void> {
  const url = new URL(appUrl);
  if (url.username !== 'bahu_app')
    throw new SetupError('The application connects as the role bahu_app: name it in DATABASE_APP_URL.');
  const { rows } = await client.query<{ super: boolean; bypass: boolean; member: string | null }>(
    `select rolsuper as super, rolbypassrls as bypass, (select min(roleid::regrole::text) from pg_auth_members where member = r.oid) as member
     from pg_roles r where rolname = 'bahu_app'`,
  );
  if (rows[0]?.super || rows[0]?.bypass)
    throw new SetupError(
      'The role bahu_app must not be superuser and must not bypass row-level security: alter role bahu_app nosuperuser nobypassrls.',
    );
  if (rows[0]?.member)
    throw new SetupError(
      `The role bahu_app must not have the rights of another role: revoke ${rows[0].member} from bahu_app.`,
    );
  if (rows[0]) return;
  await client.query(
    `create role bahu_app login nosuperuser nobypassrls nocreatedb nocreaterole password ${client.escapeLiteral(decodeURIComponent(url.password))}`,
  );
}
