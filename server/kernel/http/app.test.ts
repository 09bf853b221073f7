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
  app = await createApp({ log: createLog('info', { write: (line) => void lines.push(line) }), tls: null, trustedProxies: [] });
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
      expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([200, '<h1>八百呼</h1>', 'no-cache']);
      expect(reply.headers['content-security-policy']).toContain("script-src 'self';");
    }
    const asset = await app.inject('/assets/app-1a2b.js');
    expect(asset.headers['cache-control']).toContain('immutable');
  });

  test('answers neither a missing file nor an unknown route of the interface with its page', async () => {
    await serveWeb(app, folder);
    for (const [url, headers] of [['/assets/app-0000.js', {}], ['/api/nothing', page], ['/../package.json', {}], ['/%2e%2e/package.json', {}], ['/.env', {}]] as const) {
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

describe('the status', () => {
  test('is ready when every dependency answers', async () => {
    expect((await app.inject('/healthz')).json()).toEqual({ alive: true });
    health.add('database', async () => undefined);
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    health.add('media engine', () => Promise.reject(new Error('away')));
    const reply = await app.inject('/readyz');
    expect([reply.statusCode, reply.json<{ isReady: boolean }>().isReady]).toEqual([503, false]);
  });

  test('tells this machine what is in trouble, and others only whether it is ready', async () => {
    health.add('calls', () => Promise.reject(new Error('no engine for 200001')));
    health.watch(() => [{ code: 'disk.full', what: 'nothing is recorded', params: { megabytes: 3 } }]);
    expect((await app.inject('/readyz')).json()).toMatchObject({ isReady: false, dependencies: [{ error: 'no engine for 200001' }], troubles: [{ code: 'disk.full', what: 'nothing is recorded' }] });
    const elsewhere = await app.inject({ url: '/readyz', remoteAddress: '192.0.2.1' });
    expect([elsewhere.statusCode, elsewhere.json()]).toEqual([503, { isReady: false, dependencies: [{ name: 'calls', isUp: false, ageMs: null }] }]);
  });

  test('gives figures to this machine and to nobody behind a proxy', async () => {
    await app.inject('/healthz');
    expect((await app.inject('/metrics')).body).toContain('bahu_http_request_seconds_count{method="GET",route="/healthz",status="200"} 1');
    expect((await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1' })).statusCode).toBe(404);
    expect((await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '192.0.2.1' } })).statusCode).toBe(404);
  });
});
