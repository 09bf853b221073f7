/** The program itself, as it is started: a process, an embedded database, a port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { endPostmaster, findPostmaster } from './postgres/postmaster.ts';

const password = 'demo-pass-1';
const children: ChildProcess[] = [];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bahu-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
});
afterAll(async () => {
  const left = findPostmaster(path.join(folder, 'postgres'));
  if (left) await endPostmaster(left.pid);
  rmSync(folder, { recursive: true, force: true });
});

interface Program {
  child: ChildProcess;
  output: () => string;
  exited: Promise<number | null>;
}

function start(
  env: Record<string, string> = {},
  { roles = 'api,worker', openFiles }: { roles?: string; openFiles?: number } = {},
): Program {
  const server = [
    process.execPath,
    '--import',
    fileURLToPath(import.meta.resolve('tsx')),
    fileURLToPath(new URL('main.ts', import.meta.url)),
    `--roles=${roles}`,
  ];
  const child = spawn('/bin/sh', ['-c', `${openFiles ? `ulimit -n ${openFiles}; ` : ''}exec "$@"`, 'sh', ...server], {
    env: { ...process.env, BAHU_DATA: folder, BAHU_PORT: '0', BAHU_DEMO_PASSWORD: password, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  return { child, output: () => output, exited: once(child, 'exit').then(([code]) => code as number | null) };
}

/** The address that the program says it listens on. */
async function listening({ child, output }: Program): Promise<string> {
  for (;;) {
    const url = /"url":"([^"]+)"/.exec(output())?.[1];
    if (url) return url;
    if (child.exitCode !== null) throw new Error(output());
    await delay(20);
  }
}

const signIn = (url: string, account: string) =>
  fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  });
const ready = async (url: string) => (await fetch(`${url}/readyz`)).status;

describe('the server', () => {
  test('[P5] makes the schema and a demo tenant with users of every role on its first start, and leaves both alone on its second', async () => {
    const first = start();
    const url = await listening(first);
    for (const [extension, code] of [
      ['800', 'administrator'],
      ['801', 'supervisor'],
      ['802', 'agent'],
      ['807', 'leader'],
      ['808', 'inspector'],
    ]) {
      const reply = await signIn(url, `100001${extension}`);
      expect(await reply.json()).toMatchObject({
        role: { code },
        tenant: { code: '100001', canCall: true },
        demo: true,
      });
    }
    const cookie = (await signIn(url, '100001/admin')).headers.get('set-cookie')!.split(';')[0]!;
    const customers = (await (await fetch(`${url}/api/customers?limit=100`, { headers: { cookie } })).json()) as {
      total: number;
      items: { followUpCount: number; phone: string }[];
    };
    expect(customers.total).toBe(61);
    expect(customers.items.every((customer) => /^154\d{8}$/.test(customer.phone))).toBe(true);
    expect(customers.items.filter((customer) => customer.followUpCount > 0).length).toBeGreaterThan(10);
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    expect(findPostmaster(path.join(folder, 'postgres'))).toBeNull();
    const second = start();
    const again = await fetch(`${await listening(second)}/api/customers`, { headers: { cookie } });
    expect(((await again.json()) as { total: number }).total).toBe(61);
  });

  test('is replaced after a kill -9 by one that finds the database running and the sessions valid', async () => {
    const first = start();
    const url = await listening(first);
    const cookie = (await signIn(url, '100001802')).headers.get('set-cookie')!.split(';')[0]!;
    const database = findPostmaster(path.join(folder, 'postgres'))!;
    first.child.kill('SIGKILL');
    await first.exited;
    const second = start();
    const me = await fetch(`${await listening(second)}/api/session`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({ extension: '802' });
    expect(findPostmaster(path.join(folder, 'postgres'))).toEqual(database);
  });

  test('starts a database that dies again, and goes on', async () => {
    const program = start();
    const url = await listening(program);
    expect(await ready(url)).toBe(200);
    const { pid } = findPostmaster(path.join(folder, 'postgres'))!;
    process.kill(pid, 'SIGSTOP'); // whoever connects now waits
    const waiting = signIn(url, '100001803');
    process.kill(pid, 'SIGKILL');
    const refused = await waiting;
    expect([200, 503]).toContain(refused.status);
    while ((await ready(url)) !== 200) await delay(50);
    expect((await signIn(url, '100001803')).status).toBe(200);
    expect(findPostmaster(path.join(folder, 'postgres'))!.pid).not.toBe(pid);
    expect(program.child.exitCode).toBeNull();
  });

  test('says in one sentence that its folder or its port is taken', async () => {
    const program = start();
    await listening(program);
    const twin = start();
    expect(await twin.exited).toBe(1);
    expect(twin.output()).toContain(`Another Bahu server (process ${program.child.pid}) works with ${folder} already`);
    program.child.kill('SIGTERM');
    await program.exited;
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const late = start({ BAHU_PORT: String(port) });
    expect(await late.exited).toBe(1);
    expect(late.output().trim().split('\n').at(-1)).toBe(
      `Port ${port} of 127.0.0.1 is taken by another program: choose another one with BAHU_PORT.`,
    );
    expect(findPostmaster(path.join(folder, 'postgres'))).toBeNull();
    other.close();
  });

  test('serves other machines by HTTPS with a certificate of its own, WebSockets too', async () => {
    const url = await listening(start({ BAHU_HOST: '0.0.0.0' }));
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const ca = readFileSync(path.join(folder, 'tls/certificate.pem'));
    const body = JSON.stringify({ account: '100001800', password });
    const [status, cookie] = await new Promise<[number, string]>((resolve, reject) => {
      const call = request(
        `${url}/api/session`,
        { method: 'POST', ca, headers: { 'content-type': 'application/json', origin: url } },
        (reply) => resolve([reply.statusCode!, String(reply.headers['set-cookie'])]),
      );
      call.on('error', reject);
      call.end(body);
    });
    expect([status, cookie]).toEqual([200, expect.stringContaining('Secure')]);
    const socket = new WebSocket(`${url.replace('https', 'wss')}/realtime`, {
      ca,
      headers: { origin: url, cookie: cookie.split(';')[0]! },
    });
    await once(socket, 'open');
    socket.send('{"ping":1}');
    expect(String((await once(socket, 'message'))[0])).toBe('{"pong":1}');
    socket.terminate();
  });

  test('[P5] says in its log and on /readyz that the system allows fewer open files than its calls may need', async () => {
    const media = {
      BAHU_ARI: 'http://bahu:x@127.0.0.1:1',
      BAHU_ASTERISK_VOICES: folder,
      BAHU_ASTERISK_RECORDINGS: folder,
      BAHU_ASTERISK_SPOOL: folder,
    };
    const program = start({ ...media, BAHU_MAX_CALLS: '500' }, { roles: 'api,engine', openFiles: 2000 });
    const { troubles } = (await (await fetch(`${await listening(program)}/readyz`)).json()) as { troubles: object[] };
    expect(troubles).toContainEqual(
      expect.objectContaining({
        code: 'descriptors.few',
        what: expect.stringContaining('2000 open files and 500 calls'),
      }),
    );
    expect(program.output()).toContain('2000 open files and 500 calls');
  });
});
