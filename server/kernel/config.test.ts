import { expect, test } from 'vitest';
import { isLoopback, readConfig } from './config.ts';
import { SetupError } from './errors.ts';

test('an empty environment gives a server on loopback with all roles and the embedded database', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 8800,
    tls: null,
    database: null,
    logLevel: 'info',
    demo: { isWanted: true },
  });
  expect([...config.roles]).toEqual(['api', 'engine', 'worker']);
});

test('[P2] [P1] limits hold unless they are set otherwise, one by one', () => {
  const standard = { key: 600, session: 1200, address: 300, tenant: 12_000, userAtOnce: 16, tenantAtOnce: 64 };
  expect(readConfig({}).limits).toEqual(standard);
  const names = {
    key: 'BAHU_LIMIT_KEY',
    session: 'BAHU_LIMIT_SESSION',
    address: 'BAHU_LIMIT_ADDRESS',
    tenant: 'BAHU_LIMIT_TENANT',
    userAtOnce: 'BAHU_LIMIT_USER_AT_ONCE',
    tenantAtOnce: 'BAHU_LIMIT_TENANT_AT_ONCE',
  };
  for (const [limit, name] of Object.entries(names)) {
    expect(readConfig({ [name]: '7' }).limits).toEqual({ ...standard, [limit]: 7 });
    expect(readConfig({ [name]: '0' }).limits).toEqual({ ...standard, [limit]: 0 });
    expect(() => readConfig({ [name]: '-1' })).toThrow(name);
  }
});

test.each([
  ['a port that is none', { BAHU_PORT: '80000' }, [], 'BAHU_PORT'],
  ['a certificate without a key', { BAHU_TLS_CERT: 'a.pem' }, [], 'BAHU_TLS_KEY'],
  ['an origin with a path', { BAHU_ORIGINS: 'https://a.example/x' }, [], 'BAHU_ORIGINS'],
  ['a database without the application role', { DATABASE_URL: 'postgres://x' }, [], 'DATABASE_APP_URL'],
  ['a role that does not exist', {}, ['--roles=api,cook'], '--roles'],
  ['a log level that does not exist', { BAHU_LOG: 'loud' }, [], 'BAHU_LOG'],
])('refuses %s in one sentence that names the setting', (_what, env, args, name) => {
  expect(() => readConfig(env, args)).toThrow(SetupError);
  expect(() => readConfig(env, args)).toThrow(name);
});

test('knows which addresses are of this machine only', () => {
  expect(['127.0.0.1', '127.8.8.8', 'localhost', '::1'].every(isLoopback)).toBe(true);
  expect(['0.0.0.0', '192.0.2.1', '::'].some(isLoopback)).toBe(false);
});
