import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Me } from '@bahu/contract/session.ts';
import { sessionCookie } from '../../../kernel/http/access.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, testPassword, type TestServer, type TestUser } from '../../../test-server.ts';
import { readStarter, type Starter } from '../jobs/starter.ts';
import { createTestOperator, operatorPassword, type TestOperator } from './test-operator.ts';

let server: TestServer;
let operator: TestOperator;
beforeAll(async () => {
  server = await createTestServer();
  operator = await createTestOperator(server, 'ops');
});
afterAll(() => server.stop());

const codeOf = (reply: LightMyRequestResponse) => reply.json<{ code?: string }>().code;

/** Enters a tenant; the answer asks in the session that this started. */
async function enter(tenantId: string, reason = '客户来电求助') {
  const reply = await operator.request('POST', `/tenants/${tenantId}/entry`, { reason });
  const cookie = reply.cookies.find(({ name }) => name === sessionCookie);
  return {
    reply,
    cookie,
    as: { ...server.tenant.administrator, cookie: `${sessionCookie}=${cookie?.value ?? ''}` } satisfies TestUser,
  };
}

describe('[P1] entering a tenant for support', () => {
  test('is a session of one hour with the rights of an administrator, which says who is here', async () => {
    const { reply, cookie, as } = await enter(server.tenant.id);
    expect([reply.statusCode, cookie]).toEqual([
      200,
      expect.objectContaining({ httpOnly: true, sameSite: 'Lax', path: '/' }),
    ]);
    const me = (await server.request(as, 'GET', '/api/session')).json<Me>();
    expect(me).toMatchObject({
      role: { code: 'administrator' },
      scope: 'all',
      tenant: { code: '100001' },
      mustChangePassword: false,
      support: { operator: '运营 ops' },
    });
    const minutes = (Date.parse(me.support!.endsAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThanOrEqual(60);
    expect((await server.request(as, 'GET', '/api/customers')).statusCode).toBe(200);
  });

  test('has no phone', async () => {
    const { as } = await enter(server.tenant.id);
    const { permissions } = (await server.request(as, 'GET', '/api/session')).json<Me>();
    expect(permissions.filter((name) => ['desk.use', 'call.place', 'demo.call'].includes(name))).toEqual([]);
    expect(codeOf(await server.request(as, 'POST', '/api/desk/calls', { number: '13900000042' }))).toBe('forbidden');
  });

  test('[P4] writes its reason, and every action in it, into the audit log in the name of the operator', async () => {
    const { as } = await enter(server.tenant.id, '核对导入的数据');
    expect(
      (await server.request(as, 'POST', '/api/customers', { name: '代录客户', phone: '13900000044' })).statusCode,
    ).toBe(200);
    const rows = await server.database.asOwner<{ action: string; after: object }>(
      "select action, via, actor_id, actor_name, after, address from audit_rows where tenant_id = $1 and at > now() - interval '1 minute' order by at desc, id desc limit 2",
      [server.tenant.id],
    );
    expect(rows).toEqual([
      expect.objectContaining({ action: 'customer.create', via: 'operator', actor_id: null, actor_name: '运营 ops' }),
      expect.objectContaining({
        action: 'support.enter',
        via: 'operator',
        actor_id: null,
        actor_name: '运营 ops',
        after: { reason: '核对导入的数据' },
        address: '127.0.0.1',
      }),
    ]);
    const { items } = (await operator.request('GET', `/log?tenant=${server.tenant.id}&limit=1`)).json<{
      items: object[];
    }>();
    expect(items[0]).toMatchObject({
      action: 'tenant.enter',
      after: { reason: '核对导入的数据' },
      tenantCode: '100001',
    });
  });

  test('is over after its hour, however much it is used', async () => {
    const { as } = await enter(server.tenant.id);
    expect((await server.request(as, 'GET', '/api/session')).statusCode).toBe(200);
    await server.database.asOwner(
      "update sessions set seen_at = seen_at - interval '10 minutes' where operator_id is not null",
    );
    const before = await server.database.asOwner(
      'select id, expires_at from sessions where operator_id is not null order by id',
    );
    await server.sessions.refreshTenant(server.tenant.id);
    await server.request(as, 'GET', '/api/session');
    expect(
      await server.database.asOwner('select id, expires_at from sessions where operator_id is not null order by id'),
    ).toEqual(before);
    await server.database.asOwner(
      "update sessions set expires_at = now() - interval '1 second' where operator_id is not null",
    );
    await server.sessions.endExpired(server.tenant.id);
    expect(codeOf(await server.request(as, 'GET', '/api/session'))).toBe('session.required');
  });

  test('ends with the account of its operator, and with their password', async () => {
    const ended = async (end: (other: TestOperator) => Promise<unknown>, name: string) => {
      const other = await createTestOperator(server, name);
      const token = (
        await other.request('POST', `/tenants/${server.tenant.id}/entry`, { reason: '核对' })
      ).cookies.find((cookie) => cookie.name === sessionCookie)!.value;
      const as = { ...server.tenant.administrator, cookie: `${sessionCookie}=${token}` };
      expect((await server.request(as, 'GET', '/api/customers')).statusCode).toBe(200);
      await end(other);
      return (await server.request(as, 'GET', '/api/customers')).statusCode;
    };
    expect(
      await ended((other) => operator.request('PATCH', `/operators/${other.id}`, { isEnabled: false }), 'leaver'),
    ).toBe(401);
    expect(
      await ended(
        (other) => other.request('POST', '/password', { current: operatorPassword, next: 'another-horse-9' }),
        'careful',
      ),
    ).toBe(401);
  });

  test('[P1] ends with the session of its operator: at the sign-out, and when its time is over', async () => {
    const other = await createTestOperator(server, 'visitor');
    const visit = async () => ({
      ...server.tenant.administrator,
      cookie: `${sessionCookie}=${(await other.request('POST', `/tenants/${server.tenant.id}/entry`, { reason: '核对' })).cookies.find((cookie) => cookie.name === sessionCookie)!.value}`,
    });
    await server.database.asOwner(
      "update operator_sessions set expires_at = now() + interval '10 minutes' where operator_id = $1",
      [other.id],
    );
    const as = await visit();
    const me = (await server.request(as, 'GET', '/api/session')).json<Me>();
    expect((Date.parse(me.support!.endsAt) - Date.now()) / 60_000).toBeLessThanOrEqual(10);
    expect((await server.request(as, 'GET', '/api/customers')).statusCode).toBe(200);
    await other.request('DELETE', '/session');
    expect((await server.request(as, 'GET', '/api/customers')).statusCode).toBe(401);
  });

  test('[P1] leaves nothing behind that goes on without it: no key, no address for notices, no job', async () => {
    const { as } = await enter(server.tenant.id);
    expect(codeOf(await server.request(as, 'POST', '/api/api-keys', { name: 'x', permissions: ['call.read'] }))).toBe(
      'forbidden',
    );
    expect(
      codeOf(
        await server.request(as, 'POST', '/api/webhooks', {
          url: 'https://example.com/x',
          events: ['customer.created'],
        }),
      ),
    ).toBe('forbidden');
    const { webhook } = (
      await server.request(server.tenant.administrator, 'POST', '/api/webhooks', {
        url: 'https://example.com/x',
        events: ['customer.created'],
      })
    ).json<{ webhook: { id: string; version: number } }>();
    expect(
      codeOf(
        await server.request(as, 'PATCH', `/api/webhooks/${webhook.id}`, {
          version: webhook.version,
          url: 'https://example.net/x',
        }),
      ),
    ).toBe('forbidden');
    const { id } = (
      await server.request(as, 'POST', '/api/exports', {
        kind: 'customers',
        format: 'csv',
        filter: {},
        language: 'zh-CN',
      })
    ).json<{ id: string }>();
    const starter = (
      await server.database.asOwner<{ starter: Starter }>('select starter from background_jobs where id = $1', [id])
    )[0]!.starter;
    const read = () => server.database.db.tenant(server.tenant.id, (tx) => readStarter(tx, server.tenant.id, starter));
    expect((await read()).via).toBe('operator');
    await server.request(as, 'DELETE', '/api/session');
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[P2] opens that tenant and no other', async () => {
    const { as } = await enter(server.tenant.id);
    const id = newId();
    await server.database.asOwner(
      "insert into customers (tenant_id, id, name, phone) values ($1, $2, '别家客户', '+8613900000045')",
      [server.otherTenant.id, id],
    );
    expect((await server.request(as, 'GET', `/api/customers/${id}`)).statusCode).toBe(404);
    expect((await server.request(as, 'GET', '/api/operator/tenants')).statusCode).toBe(401);
  });

  test('needs a reason and a tenant that exists', async () => {
    expect(codeOf((await enter(server.tenant.id, 'x')).reply)).toBe('input.invalid');
    expect((await enter(newId())).reply.statusCode).toBe(404);
  });

  test('works for a tenant that was suspended, for reading', async () => {
    await server.database.asOwner("update tenants set status = 'suspended' where id = $1", [server.otherTenant.id]);
    const { as } = await enter(server.otherTenant.id);
    expect((await server.request(as, 'GET', '/api/customers')).statusCode).toBe(200);
    expect(codeOf(await server.request(as, 'POST', '/api/customers', { name: 'x', phone: '13900000046' }))).toBe(
      'tenant.suspended',
    );
    await server.database.asOwner("update tenants set status = 'active' where id = $1", [server.otherTenant.id]);
  });
});

describe("[P1] an administrator's new password", () => {
  test('is random, ends their sessions, must be changed, unlocks them, and stands in the audit log', async () => {
    const { administrator, id } = server.otherTenant;
    await server.database.asOwner(
      "insert into sign_in_tries (tenant_id, account, network, failures, blocked_until) values ($1, $2, '127.0.0.1', 8, now() + interval '1 hour')",
      [id, administrator.userId],
    );
    const { account, password } = (await operator.request('POST', `/tenants/${id}/administrator`)).json<{
      account: string;
      password: string;
    }>();
    expect([account, password]).toEqual(['100002800', expect.stringMatching(/^[A-Za-z0-9]{12,}$/)]);
    expect(codeOf(await server.request(administrator, 'GET', '/api/session'))).toBe('session.required');
    const signIn = (word: string) =>
      server.app.inject({ method: 'POST', url: '/api/session', payload: { account, password: word } });
    expect((await signIn(testPassword)).statusCode).toBe(401);
    expect((await signIn(password)).json<Me>()).toMatchObject({ mustChangePassword: true });
    const rows = await server.database.asOwner(
      "select via, actor_name, record_name from audit_rows where tenant_id = $1 and action = 'user.reset-password'",
      [id],
    );
    expect(rows).toEqual([{ via: 'operator', actor_name: '运营 ops', record_name: '800 administrator 800' }]);
  });
});
