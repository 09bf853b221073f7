import { connect, type AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '../errors.ts';
import { createHealth, type Health } from '../health.ts';
import { createLog } from '../log.ts';
import { createApp } from './app.ts';
import { serveWeb } from './static-files.ts';
import { createMetrics, serveStatus } from './status.ts';

let app: FastifyInstance;
let health: Health;
const lines: string[] = [];
beforeEach(async () => {
  lines.splice(0);
  app = await createApp({
    log: createLog('info', { write: (line) => void lines.push(line) }),
    tls: null,
    trustedProxies: [],
  });
  health = createHealth({ now: () => 0 });
  serveStatus(app, health, createMetrics());
});
afterEach(() => app.close());

const page = { accept: 'text/html,*/*' };

describe('errors', () => {
  const throwing = async (error: unknown) => {
    app.get('/x', async () => {
      throw error;
    });
    return app.inject('/x');
  };

  test('a defect says nothing of itself but the id under which it stands in the log', async () => {
    const reply = await throwing(new Error('password of 15400000042 is secret'));
    const { id, ...rest } = reply.json<{ id: string }>();
    expect([reply.statusCode, rest]).toEqual([500, { code: 'internal' }]);
    const line = lines.find((text) => text.includes('"a defect"'))!;
    expect(line).toContain(id);
    expect(line).toContain('app.test.ts');
    expect(line).not.toContain('15400000042');
  });

  test.each([
    ['a refusal', new Refusal('user.licence-full', { licensed: 3 }), 409, 'user.licence-full'],
    ['a database that is away', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'service.unavailable'],
    ['a database that restarts', Object.assign(new Error('x'), { code: '57P01' }), 503, 'service.unavailable'],
    ['a value that the database cannot hold', Object.assign(new Error('x'), { code: '22008' }), 400, 'input.invalid'],
    ['a division by zero of ours', Object.assign(new Error('x'), { code: '22012' }), 500, 'internal'],
    ['a thing that is no error', 'x', 500, 'internal'],
  ])('%s answers with its code', async (_what, error, status, code) => {
    const reply = await throwing(error);
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([status, code]);
  });
});

describe('the web application', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'bahu-web-'));
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(path.join(folder, 'index.html'), '<h1>八百呼</h1>');
    writeFileSync(path.join(folder, 'assets/app-1a2b.js'), 'x');
  });

  test('answers its own addresses with its page, which is asked for anew each time', async () => {
    await serveWeb(app, folder);
    for (const url of ['/', '/customers/1?tab=2', '/calls']) {
      const reply = await app.inject({ url, headers: page });
      expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([
        200,
        '<h1>八百呼</h1>',
        'no-cache',
      ]);
      expect(reply.headers['content-security-policy']).toContain("script-src 'self';");
    }
    const asset = await app.inject('/assets/app-1a2b.js');
    expect(asset.headers['cache-control']).toContain('immutable');
  });

  test('answers neither a missing file nor an unknown route of the interface with its page', async () => {
    await serveWeb(app, folder);
    for (const [url, headers] of [
      ['/assets/app-0000.js', {}],
      ['/api/nothing', page],
      ['/../package.json', {}],
      ['/%2e%2e/package.json', {}],
      ['/.env', {}],
    ] as const) {
      const reply = await app.inject({ url, headers });
      expect(reply.body, url).not.toContain('八百呼');
      expect(reply.statusCode, url).toBeGreaterThanOrEqual(400);
    }
  });

  test('says what to do when it is not built', async () => {
    await serveWeb(app, path.join(folder, 'nowhere'));
    expect((await app.inject({ url: '/', headers: page })).body).toContain('npm run build');
  });
});

describe('a database that cannot answer', () => {
  test.each([
    ['frozen', new Error('Query read timeout')],
    ['frozen before a connection', new Error('timeout exceeded when trying to connect')],
    ['slow', Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })],
    ['without room', Object.assign(new Error('could not extend file'), { code: '53100' })],
    ['gone', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
  ])('[A2.10] that is %s is answered with a code that says to try again, never as a defect', async (_what, error) => {
    app.get('/x', async () => {
      throw error;
    });
    const reply = await app.inject('/x');
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([503, 'service.unavailable']);
  });
});

describe('the status', () => {
  test('is ready when every dependency answers', async () => {
    expect((await app.inject('/healthz')).json()).toEqual({ alive: true });
    health.add('database', async () => undefined);
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    health.add('media server', () => Promise.reject(new Error('away')));
    const reply = await app.inject('/readyz');
    expect([reply.statusCode, reply.json<{ isReady: boolean }>().isReady]).toEqual([503, false]);
  });

  test('tells this machine what is in trouble, and others only whether it is ready', async () => {
    health.add('calls', () => Promise.reject(new Error('no engine for 200001')));
    health.watch(() => [{ code: 'disk.full', what: 'nothing is recorded', params: { megabytes: 3 } }]);
    expect((await app.inject('/readyz')).json()).toMatchObject({
      isReady: false,
      dependencies: [{ error: 'no engine for 200001' }],
      troubles: [{ code: 'disk.full', what: 'nothing is recorded' }],
    });
    const elsewhere = await app.inject({ url: '/readyz', remoteAddress: '192.0.2.1' });
    expect([elsewhere.statusCode, elsewhere.json()]).toEqual([
      503,
      { isReady: false, dependencies: [{ name: 'calls', isUp: false, ageMs: null }] },
    ]);
  });

  const metrics = async (options: { headers?: Record<string, string>; remoteAddress?: string } = {}) =>
    (await app.inject({ url: '/metrics', ...options })).statusCode;

  test('gives figures to this machine and to nobody behind a proxy', async () => {
    await app.inject('/healthz');
    expect((await app.inject('/metrics')).body).toContain(
      'bahu_http_request_seconds_count{method="GET",route="/healthz",status="200"} 1',
    );
    expect(await metrics({ remoteAddress: '192.0.2.1' })).toBe(404);
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via']) {
      expect(await metrics({ headers: { [name]: '127.0.0.1' } }), name).toBe(404);
    }
    expect(await metrics({ headers: { host: 'phone.example.com' } })).toBe(404);
  });

  test('gives no figures to one who claims to be this machine, through a proxy that is believed', async () => {
    const behind = await createApp({ log: createLog('silent'), tls: null, trustedProxies: ['127.0.0.1'] });
    serveStatus(behind, health, createMetrics());
    expect((await behind.inject({ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(
      404,
    );
    await behind.close();
  });

  test('gives figures to the holder of the token from anywhere', async () => {
    const open = await createApp({ log: createLog('silent'), tls: null, trustedProxies: [] });
    serveStatus(open, health, createMetrics(), 'a-token-of-some-length');
    const ask = async (authorization: string) =>
      (await open.inject({ url: '/metrics', remoteAddress: '192.0.2.1', headers: { authorization } })).statusCode;
    expect([
      await ask('Bearer a-token-of-some-length'),
      await ask('Bearer a-token-of-some-lengtH'),
      await ask('Bearer '),
    ]).toEqual([200, 404, 404]);
    await open.close();
  });
});

describe('[P2] on the wire', () => {
  /** What comes back for these bytes until the connection ends. */
  const speak = async (text: string, more?: () => string | null): Promise<string> => {
    if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    let heard = '';
    socket.on('data', (bytes) => void (heard += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    const pour = (): void => {
      for (let next = more?.(); next; next = more?.()) if (!socket.write(next)) return void socket.once('drain', pour);
    };
    socket.write(text, pour);
    await new Promise((resolve) => void socket.on('close', resolve));
    return heard;
  };

  test.each([
    ['a path that cannot be decoded', 'GET /api/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '400'],
    ['a path that is none', 'GET /%%% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '400'],
    ['what is no HTTP', 'nonsense\r\n\r\n', '400'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(40_000)}\r\n\r\n`, '431'],
    ['an unknown path', 'GET /api/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '404'],
  ])('%s is answered with the headers of every answer', async (_what, text, status) => {
    const heard = await speak(text);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(heard.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(heard.toLowerCase()).toContain("frame-ancestors 'none'");
  });

  test('a body that nobody reads does not keep a connection open, however much is sent', async () => {
    let sent = 0;
    const heard = await speak(
      'POST /api/nothing HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nContent-Length: 100000000000\r\n\r\n',
      () => {
        sent += 65_536;
        return sent < 100_000_000_000 ? 'x'.repeat(65_536) : null;
      },
    );
    expect(heard).toMatch(/^HTTP\/1\.1 4/);
    expect(sent).toBeLessThan(100_000_000_000);
  });
});
