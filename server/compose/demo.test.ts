import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPasswordOf, replaceManualPassword } from './demo.ts';
import { hashPassword, isPassword } from '../kernel/auth/passwords.ts';
import { manualPassword, readConfig } from '../kernel/config.ts';
import { createTestOperator } from '../slices/platform/operator/test-operator.ts';
import { createTestServer, testPassword, type TestServer } from '../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const secrets = () => 'a-random_secret-of-32-characters';
const passwordWith = (env: Record<string, string>) => demoPasswordOf(readConfig(env), secrets);

describe('[P5] the password of the demo', () => {
  test('[P5] is the manual’s where this machine alone can reach the server, and a random one everywhere else', () => {
    expect(passwordWith({})).toBe(manualPassword);
    expect(passwordWith({ BAHU_ORIGINS: 'http://127.0.0.1:8800' })).toBe(manualPassword);
    for (const env of [
      { BAHU_HOST: '0.0.0.0' },
      { BAHU_HOST: '192.0.2.1' },
      { BAHU_TRUSTED_PROXIES: '127.0.0.1' },
      { BAHU_ORIGINS: 'https://phone.example.com' },
    ]) {
      expect(passwordWith(env)).toMatch(/^[A-Za-z0-9]{12}$/);
      expect(passwordWith({ ...env, BAHU_DEMO_PASSWORD: 'right-horse-7' })).toBe('right-horse-7');
      expect(() => passwordWith({ ...env, BAHU_DEMO_PASSWORD: manualPassword }), JSON.stringify(env)).toThrow(
        'BAHU_DEMO_PASSWORD',
      );
    }
  });

  test('[P5] that was the manual’s is replaced for users and operators before others can reach the server; nobody else’s is', async () => {
    const { tenant, otherTenant, database } = server;
    const operator = await createTestOperator(server, 'demo');
    const hash = await hashPassword(manualPassword);
    await database.asOwner('update operators set password_hash = $1', [hash]);
    await database.asOwner('update users set password_hash = $1 where id = any($2)', [
      hash,
      [tenant.administrator.userId, otherTenant.administrator.userId],
    ]);
    await database.asOwner(
      "insert into trunks (tenant_id, id, name, host, is_simulated) values ($1, gen_random_uuid(), 't', 'h', true)",
      [tenant.id],
    );
    expect(await replaceManualPassword(database.db, 'fresh-river-5')).toBe(2);
    const stored = async (table: string, id: string) =>
      (await database.asOwner<{ password_hash: string }>(`select password_hash from ${table} where id = $1`, [id]))[0]!
        .password_hash;
    expect(await isPassword(await stored('users', tenant.administrator.userId), 'fresh-river-5')).toBe(true);
    expect(await isPassword(await stored('operators', operator.id), 'fresh-river-5')).toBe(true);
    expect(await isPassword(await stored('users', tenant.agent.userId), testPassword)).toBe(true);
    expect(await isPassword(await stored('users', otherTenant.administrator.userId), manualPassword), 'no demo').toBe(
      true,
    );
  });
});
