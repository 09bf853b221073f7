/** Programs with keys: what they may, for how long, and what their errors look like. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiKey } from '@bahu/contract/api-keys.ts';
import { contract } from '../../../slices/together.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Route } from '@bahu/contract/route.ts';
import { isForPrograms } from '../../../kernel/http/key-access.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { validate } from './test-openapi.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

interface Made {
  key: ApiKey;
  secret: string;
}
const make = async (user: TestUser, permissions: Permission[], more: object = {}): Promise<Made> => {
  const reply = await server.request(user, 'POST', '/api/api-keys', { name: '对接程序', permissions, ...more });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Made>();
};
const call = (
  secret: string | null,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
  headers: Record<string, string> = {},
) =>
  server.app.inject({
    method,
    url,
    headers: { ...(secret !== null && { authorization: `Bearer ${secret}` }), ...headers },
    ...(body && { payload: body }),
  });

describe('[P2] a key', () => {
  test('reads and writes as the user who made it, and its actions stand in the audit log under its name', async () => {
    const { administrator } = server.tenant;
    const { secret, key } = await make(administrator, ['customer.read', 'customer.create']);
    const created = await call(secret, 'POST', '/v1/customers', { name: '程序客户', phone: '13800138000' });
    expect([created.statusCode, created.json<{ ownerId: string }>().ownerId]).toEqual([200, administrator.userId]);
    expect((await call(secret, 'GET', '/v1/customers?search=程序客户')).json()).toMatchObject({ total: 1 });
    const [row] = await server.database.asOwner(
      "select actor_id, actor_name, via from audit_rows where action = 'customer.create' order by id desc limit 1",
    );
    expect(row).toEqual({ actor_id: administrator.userId, actor_name: 'administrator 800 · 对接程序', via: 'api-key' });
    expect(key).toMatchObject({ ownerId: administrator.userId, lastUsedAt: null, isRevoked: false, can: ['revoke'] });
  });

  test('is shown once, kept as a hash, and never logged', async () => {
    const { secret, key } = await make(server.tenant.administrator, ['customer.read']);
    expect(secret.startsWith(key.prefix)).toBe(true);
    await call(secret, 'GET', '/v1/customers');
    const listed = (await server.request(server.tenant.administrator, 'GET', '/api/api-keys')).body;
    const dump =
      JSON.stringify(await server.database.asOwner('select * from api_keys')) +
      JSON.stringify(await server.database.asOwner('select * from audit_rows')) +
      server.logged.join('');
    const random = secret.split('_').slice(2).join('_');
    expect(listed).toContain(key.prefix);
    for (const text of [listed, dump]) expect(text).not.toContain(random);
  });

  test('is narrowed to its permissions, and to what its maker may at the moment', async () => {
    const { administrator, supervisor } = server.tenant;
    const { secret } = await make(administrator, ['customer.read', 'user.read']);
    expect((await call(secret, 'GET', '/v1/users')).statusCode).toBe(200);
    expect((await call(secret, 'GET', '/v1/calls')).json()).toMatchObject({ code: 'forbidden', status: 403 });
    await server.database.asOwner(
      "update roles set permissions = array_append(permissions, 'api-key.manage') where tenant_id = $1 and code = 'supervisor'",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    const theirs = await make(supervisor, ['customer.read']);
    expect((await call(theirs.secret, 'GET', '/v1/customers')).statusCode).toBe(200);
    await server.database.asOwner(
      "update roles set permissions = array_remove(permissions, 'customer.read') where tenant_id = $1 and code = 'supervisor'",
      [server.tenant.id],
    );
    expect((await call(theirs.secret, 'GET', '/v1/customers')).json()).toMatchObject({ code: 'forbidden' });
  });

  test('cannot hold a permission that its maker has not', async () => {
    const reply = await server.request(server.tenant.supervisor, 'POST', '/api/api-keys', {
      name: 'x',
      permissions: ['tenant.manage'],
    });
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([403, 'role.above-own']);
  });

  test('counts no more from the moment it is revoked, expires, or its maker is disabled', async () => {
    const { administrator } = server.tenant;
    const refused = { code: 'api-key.invalid', status: 401 };
    const [revoked, expiring] = [
      await make(administrator, ['customer.read']),
      await make(administrator, ['customer.read'], { expiresAt: new Date(Date.now() + 3_600_000).toISOString() }),
    ];
    for (const { secret } of [revoked, expiring])
      expect((await call(secret, 'GET', '/v1/customers')).statusCode).toBe(200);
    await server.request(administrator, 'DELETE', `/api/api-keys/${revoked.key.id}`);
    expect((await call(revoked.secret, 'GET', '/v1/customers')).json()).toMatchObject(refused);
    await server.database.asOwner("update api_keys set expires_at = now() - interval '1 second' where id = $1", [
      expiring.key.id,
    ]);
    const reply = await call(expiring.secret, 'GET', '/v1/customers');
    expect(reply.json()).toMatchObject(refused);
    expect(reply.headers['www-authenticate']).toBe('Bearer');
    const other = await make(server.otherTenant.administrator, ['customer.read']);
    await server.database.asOwner('update users set is_enabled = false where id = $1', [
      server.otherTenant.administrator.userId,
    ]);
    expect((await call(other.secret, 'GET', '/v1/customers')).json()).toMatchObject(refused);
    await server.database.asOwner('update users set is_enabled = true where id = $1', [
      server.otherTenant.administrator.userId,
    ]);
  });

  test('cannot end in the past, and is revoked twice without harm', async () => {
    const { administrator } = server.tenant;
    const past = await server.request(administrator, 'POST', '/api/api-keys', {
      name: 'x',
      permissions: ['customer.read'],
      expiresAt: '2020-01-01T00:00:00.000Z',
    });
    expect(past.json()).toMatchObject({ code: 'input.invalid', fields: [{ path: 'expiresAt' }] });
    const { key } = await make(administrator, ['customer.read']);
    for (const _ of [1, 2])
      expect((await server.request(administrator, 'DELETE', `/api/api-keys/${key.id}`)).statusCode).toBe(200);
    expect(
      await server.database.asOwner("select 1 from audit_rows where action = 'api-key.revoke' and record_id = $1", [
        key.id,
      ]),
    ).toHaveLength(1);
  });

  test('of one tenant neither opens nor shows another', async () => {
    const { secret, key } = await make(server.otherTenant.administrator, ['customer.read', 'user.read']);
    const ids = (await call(secret, 'GET', '/v1/users'))
      .json<{ items: { id: string }[] }>()
      .items.map((user) => user.id);
    expect(ids).toContain(server.otherTenant.agent.userId);
    expect(ids).not.toContain(server.tenant.agent.userId);
    const moved = secret.replace(server.otherTenant.id.replaceAll('-', ''), server.tenant.id.replaceAll('-', ''));
    expect((await call(moved, 'GET', '/v1/users')).statusCode).toBe(401);
    expect((await server.request(server.tenant.administrator, 'DELETE', `/api/api-keys/${key.id}`)).statusCode).toBe(
      404,
    );
    expect((await server.request(server.tenant.administrator, 'GET', '/api/api-keys')).body).not.toContain(key.id);
  });

  test('says when and from where it was used last, written at most once a minute', async () => {
    const { secret, key } = await make(server.tenant.administrator, ['customer.read']);
    const seen = async () =>
      (
        await server.database.asOwner<{ at: Date; last_address: string }>(
          'select last_used_at as at, last_address from api_keys where id = $1',
          [key.id],
        )
      )[0]!;
    await call(secret, 'GET', '/v1/customers');
    const first = await seen();
    await call(secret, 'GET', '/v1/customers');
    expect([(await seen()).at, first.last_address]).toEqual([first.at, '127.0.0.1']);
    await server.database.asOwner("update api_keys set last_used_at = now() - interval '2 minutes' where id = $1", [
      key.id,
    ]);
    await call(secret, 'GET', '/v1/customers');
    expect((await seen()).at.getTime()).toBeGreaterThanOrEqual(first.at.getTime());
  });

  test('is paged, newest first', async () => {
    const { administrator } = server.tenant;
    const names = ['甲', '乙', '丙'];
    for (const name of names) await make(administrator, ['customer.read'], { name });
    const first = (await server.request(administrator, 'GET', '/api/api-keys?limit=2')).json<{
      items: ApiKey[];
      next: string;
    }>();
    const second = (await server.request(administrator, 'GET', `/api/api-keys?limit=1&cursor=${first.next}`)).json<{
      items: ApiKey[];
    }>();
    expect([...first.items, ...second.items].map((key) => key.name)).toEqual(names.toReversed());
  });
});

describe('[P2] the interface for programs', () => {
  const tables: Record<string, Record<string, Route>> = contract;
  const routes: Route[] = Object.values(tables).flatMap((table) => Object.values(table));
  const fill = (path: string): string => `/v1${path.replace(/:id/g, newId()).replace(/:\w+/g, 'customers')}`;

  test('has every route with a permission, and none that belongs to a person at a screen, to everybody or to operators', async () => {
    const { secret } = await make(server.tenant.administrator, ['customer.read']);
    for (const route of routes) {
      const { method, path } = route;
      const isOffered = isForPrograms(route);
      const isThere = server.app.hasRoute({ method, url: `/v1${path}` });
      if (isOffered) expect(isThere, `${method} ${path}`).toBe(true);
      // At the address of another route a method that is not there is refused.
      const code = isThere && (await call(secret, method as 'GET', fill(path))).json<{ code?: string }>().code;
      expect(isThere && code !== 'method-not-allowed', `${method} ${path}`).toBe(isOffered);
    }
    expect(routes.filter(isForPrograms).length).toBeGreaterThan(40);
    for (const path of ['/session', '/session/all', '/desk/softphone', '/api-keys', '/operator/tenants', '/branding'])
      expect(
        routes.some((route) => route.path === path && isForPrograms(route)),
        path,
      ).toBe(false);
  });

  test.each([
    ['GET', '/linked-pages/:id/frame'],
    ['GET', '/linked-pages/:id/go'],
    ['GET', '/greetings/:owner/:id/sound'],
    ['POST', '/greetings/:owner/:id/file'],
  ] as const)('has no %s %s, whose bytes are in no table and for people at a screen', (method, path) => {
    expect(['/api', '/v1'].map((prefix) => server.app.hasRoute({ method, url: `${prefix}${path}` }))).toEqual([
      true,
      false,
    ]);
  });

  test('takes no cookie, and asks for no origin', async () => {
    const withCookie = await server.app.inject({
      method: 'GET',
      url: '/v1/customers',
      headers: { cookie: server.tenant.administrator.cookie },
    });
    expect(withCookie.json()).toMatchObject({ code: 'api-key.invalid' });
    const { secret } = await make(server.tenant.administrator, ['customer.read', 'customer.create']);
    expect(
      (
        await call(
          secret,
          'POST',
          '/v1/customers',
          { name: '甲', phone: '13900139000' },
          { origin: 'https://partner.example' },
        )
      ).statusCode,
    ).toBe(200);
    expect(
      (
        await server.app.inject({
          method: 'GET',
          url: '/api/customers',
          headers: { authorization: `Bearer ${secret}` },
        })
      ).statusCode,
    ).toBe(401);
  });

  test.each([
    ['without a key', null, 'GET', '/v1/customers', undefined, 401, 'api-key.invalid'],
    ['with what is no key', 'Basic', 'GET', '/v1/customers', undefined, 401, 'api-key.invalid'],
    ['without the permission', 'good', 'GET', '/v1/calls', undefined, 403, 'forbidden'],
    ['for what is not there', 'good', 'GET', `/v1/customers/${newId()}`, undefined, 404, 'not-found'],
    ['for a path that is none', 'good', 'GET', '/v1/nothing', undefined, 404, 'unknown-route'],
    ['for a page of /v1 that is none', 'page', 'GET', '/v1/nothing', undefined, 404, 'unknown-route'],
    [
      'with a method that a path does not know',
      'good',
      'DELETE',
      '/v1/customers',
      undefined,
      405,
      'method-not-allowed',
    ],
    ['with a wrong field', 'good', 'POST', '/v1/customers', { name: '', phone: '1' }, 400, 'input.invalid'],
    [
      'with a wrong number',
      'good',
      'POST',
      '/v1/customers',
      { name: 'x', phone: 'abcdef' },
      422,
      'phone.invalid-number',
    ],
    ['with a body that is no JSON', 'xml', 'POST', '/v1/customers', undefined, 415, 'input.type'],
    ['with a path that is no address', 'good', 'GET', '/v1/%zz', undefined, 400, 'input.invalid'],
  ] as const)('answers a request %s as a problem of RFC 9457', async (_what, who, method, url, body, status, code) => {
    const { secret } = await make(server.tenant.administrator, ['customer.read', 'customer.create']);
    const headers: Record<string, string> =
      who === 'xml' ? { 'content-type': 'application/xml' } : who === 'page' ? { accept: 'text/html' } : {};
    const reply =
      who === 'xml'
        ? await server.app.inject({
            method,
            url,
            headers: { ...headers, authorization: `Bearer ${secret}` },
            payload: '<a/>',
          })
        : await call(who === null ? null : who === 'Basic' ? 'nonsense' : secret, method, url, body, headers);
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const problem = reply.json<Record<string, unknown>>();
    expect(problem).toMatchObject({ type: `urn:bahu:error:${code}`, status, code });
    expect([reply.statusCode, problem['instance']]).toEqual([status, expect.stringMatching(/^[0-9a-f]{16}$/)]);
    for (const text of ['title', 'detail']) expect(problem[text]).toMatch(/^\S.+/);
    if (code === 'input.invalid' && body) expect(problem['detail']).toContain('name: minLength 1');
  });

  test('describes itself as valid OpenAPI 3.1: what is mounted, who may, how errors look', async () => {
    for (const url of ['/v1/openapi.json', '/api/openapi.json']) {
      const text = (await server.app.inject(url)).body;
      expect(await validate(text), url).toEqual([]);
    }
    const document = (await server.app.inject('/v1/openapi.json')).json<{
      paths: Record<
        string,
        Record<string, { security: object[]; 'x-permission'?: string; responses: Record<string, { content: object }> }>
      >;
    }>();
    expect(Object.keys(document.paths).filter((path) => !path.startsWith('/v1/'))).toEqual([]);
    for (const route of routes) {
      const operation = document.paths[`/v1${route.path.replace(/:(\w+)/g, '{$1}')}`]?.[route.method.toLowerCase()];
      expect(operation !== undefined, `${route.method} ${route.path}`).toBe(isForPrograms(route));
      if (!operation) continue;
      expect(operation.security).toEqual([{ key: [] }]);
      expect(operation['x-permission']).toBe(route.permission === 'session' ? undefined : route.permission);
      expect(Object.keys(operation.responses['401']!.content)).toEqual(['application/problem+json']);
    }
  });

  test('has a page to browse it, made of our own files only', async () => {
    const page = await server.app.inject({ url: '/v1/docs', headers: { accept: 'text/html' } });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const addresses = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(addresses).toHaveLength(3);
    for (const url of addresses)
      expect([url.startsWith('/v1/docs/'), (await server.app.inject(url)).statusCode], url).toEqual([true, 200]);
    for (const url of ['/v1/docs/package.json', '/v1/docs/..%2fpackage.json', '/v1/docs/__proto__'])
      expect((await server.app.inject(url)).statusCode, url).toBe(404);
  });

  test("[A2.9] [U2] answers no secret with which somebody is let in: none of a user, of anybody's phone, or of another key", () => {
    const secrets = Object.entries(contract).flatMap(([slice, table]) =>
      Object.entries(table).flatMap(([name, route]) =>
        route.secretReply && isForPrograms(route) ? [`${slice}.${name}`] : [],
      ),
    );
    // They say whose a message is, and open nothing.
    expect(secrets.toSorted()).toEqual(['linkedPages.rotate', 'webhooks.create', 'webhooks.rotate']);
  });

  test('every reply with a secret is marked as one that is not kept', () => {
    for (const route of routes) {
      const isSecret = /"(password|secret|recoveryCodes)":\{/.test(JSON.stringify(route.reply));
      if (isSecret && route.permission !== 'operator')
        expect(['of-person', true], `${route.method} ${route.path}`).toContain(route.secretReply);
    }
  });
});
