import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { isAlive } from '../kernel/processes.ts';
import { endPostmaster } from './postmaster.ts';
import { openSecrets } from '../kernel/secrets.ts';

const isRoot = process.getuid?.() === 0;
const running: EmbeddedPostgres[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(mode = 0o711): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bahu-embedded-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    dataFolder,
    secrets: openSecrets(path.join(dataFolder, 'secrets.json')),
    settings: ['fsync=off'],
  });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
}

/** A program that starts a database and stays, for killing. */
const program = (dataFolder: string): string => `
  import { startEmbeddedPostgres } from ${JSON.stringify(fileURLToPath(new URL('embedded-postgres.ts', import.meta.url)))};
  import { openSecrets } from ${JSON.stringify(fileURLToPath(new URL('../kernel/secrets.ts', import.meta.url)))};
  const postgres = await startEmbeddedPostgres({ dataFolder: ${JSON.stringify(dataFolder)}, secrets: openSecrets(${JSON.stringify(path.join(dataFolder, 'secrets.json'))}) });
  console.log(JSON.stringify({ pid: postgres.pid, urls: postgres.urls }));
  setInterval(() => undefined, 1000);
`;
const tsx = fileURLToPath(import.meta.resolve('tsx'));
const asProgram = (folder: string): string[] => ['--import', tsx, '--input-type=module', '-e', program(folder)];

describe('the embedded PostgreSQL', () => {
  test('is created once, ends in order, and has its rows when it starts again', async () => {
    const folder = newFolder();
    const first = await start(folder);
    expect(first.origin).toBe('created');
    await ask(first.urls.owner, 'create table kept as select 42 as a');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start(folder);
    expect(second.origin).toBe('started');
    expect(await ask(second.urls.owner, 'select a from kept')).toBe(42);
    expect(statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('folds and splits Chinese and accented letters, and refuses a wrong password', async () => {
    const { urls } = await start(newFolder());
    expect(await ask(urls.owner, "select lower('ÄÉ') || upper('ñ')")).toBe('äéÑ');
    await ask(urls.owner, 'create extension pg_trgm');
    expect(await ask(urls.owner, "select cardinality(show_trgm('张三丰'))")).toBeGreaterThan(0);
    expect(
      await ask(
        urls.owner,
        `select string_agg(n, ',' order by n collate "zh-x-icu") from (values ('赵'), ('阿'), ('王')) x (n)`,
      ),
    ).toBe('阿,王,赵');
    for (const url of Object.values(urls))
      await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password');
  });

  test('plans its queries for pages that cost nearly the same in any order, and compiles none', async () => {
    const { urls } = await start(newFolder());
    for (const url of Object.values(urls)) {
      expect(await ask(url, 'show random_page_cost')).toBe('1.1');
      expect(await ask(url, 'show jit')).toBe('off');
    }
  });

  test('goes on when its starter is killed, and is adopted with everything that was committed', async () => {
    const folder = newFolder();
    const child = spawn(process.execPath, asProgram(folder), { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { pid, urls } = JSON.parse(line.toString()) as { pid: number; urls: EmbeddedPostgres['urls'] };
    await ask(urls.owner, 'create table kept as select 7 as a');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(true);
    const adopted = await start(folder);
    expect([adopted.origin, adopted.pid]).toEqual(['adopted', pid]);
    expect(await ask(adopted.urls.owner, 'select a from kept')).toBe(7);
    await adopted.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('starts again after it was killed itself, also when its old number belongs to another program', async () => {
    const folder = newFolder();
    const first = await start(folder);
    await ask(first.urls.owner, 'create table kept as select 1 as a');
    process.kill(first.pid, 'SIGKILL');
    await endPostmaster(first.pid);
    const pidFile = path.join(folder, 'postgres/postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${folder}/postgres\n1\n5432\n${folder}/postgres\n\n\nready   \n`);
    const second = await start(folder);
    expect(second.origin).toBe('started');
    expect(await ask(second.urls.owner, 'select a from kept')).toBe(1);
  });

  test('is created anew when its creation was cut short', async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, 'postgres.new/cluster'), { recursive: true });
    writeFileSync(path.join(folder, 'postgres.new/cluster/PG_VERSION'), '18');
    expect((await start(folder)).origin).toBe('created');
    expect(existsSync(path.join(folder, 'postgres.new'))).toBe(false);
  });

  test('lives in any folder: with spaces, Chinese and quotes, and too long for a socket', async () => {
    const odd = path.join(newFolder(), `八百呼 "data' $x`);
    const long = path.join(newFolder(), 'x'.repeat(120));
    for (const folder of [odd, long]) mkdirSync(folder, { mode: 0o711 });
    expect((await start(odd)).urls.app).toContain('host=');
    const { urls } = await start(long);
    expect(urls.app).not.toContain('host=');
    expect(await ask(urls.app, 'select current_user || inet_server_addr()')).toBe('bahu_app127.0.0.1/32');
  });

  test('says in PostgreSQL’s own words why it does not start', async () => {
    const folder = newFolder();
    await (await start(folder)).stop();
    writeFileSync(path.join(folder, 'postgres/postgresql.auto.conf'), "no_such_setting = 'x'\n");
    await expect(start(folder)).rejects.toThrow(
      /^PostgreSQL did not start: LOG: +unrecognized configuration parameter "no_such_setting".*FATAL:/,
    );
  });

  test.runIf(isRoot)(
    'started by root, lives where its account can reach it, with a link in a folder that only root may enter',
    async () => {
      const folder = newFolder(0o700);
      const first = await start(folder);
      expect(lstatSync(path.join(folder, 'postgres')).isSymbolicLink()).toBe(true);
      const outside = realpathSync(path.join(folder, 'postgres'));
      folders.push(path.dirname(outside));
      expect(outside.startsWith('/var/lib/bahu/')).toBe(true);
      expect(statSync(outside).uid).not.toBe(0);
      await first.stop();
      expect((await start(folder)).origin).toBe('started');
    },
  );

  test.runIf(isRoot)('started by an ordinary user, runs as that user', async () => {
    const folder = newFolder(0o700);
    chownSync(folder, 65_534, 65_534);
    const child = spawn(process.execPath, asProgram(folder), {
      stdio: ['ignore', 'pipe', 'inherit'],
      uid: 65_534,
      gid: 65_534,
      env: { ...process.env, HOME: folder, TMPDIR: folder },
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { pid } = JSON.parse(line.toString()) as { pid: number };
    expect(spawnSync('stat', ['-c', '%u', `/proc/${pid}`], { encoding: 'utf8' }).stdout.trim()).toBe('65534');
    child.kill('SIGKILL');
    await endPostmaster(pid);
  });
});
