import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataScopes, permissions, scopedPermissions, type Scopes } from '@bahu/contract/permissions.ts';
import type { Me } from '@bahu/contract/session.ts';
import type { SessionChange } from '../../../kernel/auth/sessions.ts';
import { scopeOf } from '../../../kernel/auth/principal.ts';
import { bothAllow, rightsOf } from '../../../kernel/auth/rights.ts';
import {
  createTestServer,
  testPassword,
  type TestServer,
  type TestTenant,
  type TestUser,
} from '../../../test-server.ts';

let server: TestServer;
let tenant: TestTenant;
const changes: SessionChange[] = [];
beforeAll(async () => {
  server = await createTestServer();
  ({ tenant } = server);
  server.sessions.onChange((change) => changes.push(change));
});
afterAll(() => server.stop());

let visitor = 0;
async function signIn(extension: string, password = testPassword): Promise<{ cookie: string; me: Me }> {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: `100001${extension}`, password },
    remoteAddress: `192.0.3.${++visitor}`,
  });
  expect(reply.json()).toHaveProperty('sessionId');
  return { cookie: `bahu_session=${reply.cookies[0]!.value}`, me: reply.json<Me>() };
}
const as = (cookie: string, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
  server.app.inject({ method, url: `/api${url}`, headers: { cookie }, ...(payload && { payload }) });
const codeOf = (reply: LightMyRequestResponse) => reply.json<{ code?: string }>().code;
const setSecurity = async (change: object) => {
  const { version, security } = (await server.request(tenant.administrator, 'GET', '/api/tenant')).json<{
    version: number;
    security: object;
  }>();
  expect(
    (
      await server.request(tenant.administrator, 'PATCH', '/api/tenant', {
        version,
        security: { ...security, ...change },
      })
    ).statusCode,
  ).toBe(200);
};

describe('the password', () => {
  const change = (cookie: string, current: string, next: string) =>
    as(cookie, 'POST', '/session/password', { current, next });

  test.each(['123456', '111111', 'password1', '100002803', '803803', 'user-803', 'qwerty'])(
    '[A1.1] cannot be %s, which is guessed first',
    async (next) => {
      expect(
        codeOf(
          await server.request(server.otherTenant.stranger, 'POST', '/api/session/password', {
            current: testPassword,
            next,
          }),
        ),
      ).toBe('session.common-password');
    },
  );

  test('[A1.1] follows the policy of the company and differs from the one before', async () => {
    const { cookie } = await signIn('804');
    expect(codeOf(await change(cookie, testPassword, testPassword))).toBe('session.same-password');
    await setSecurity({ passwordLength: 8, passwordMixed: false });
    const short = await change(cookie, testPassword, 'seven77');
    expect([short.statusCode, short.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'session.weak-password', params: { length: 8 } }),
    ]);
    await setSecurity({ passwordLength: 12, passwordMixed: true });
    expect((await change(cookie, testPassword, 'eleven-1234')).json()).toMatchObject({
      code: 'session.weak-password',
      params: { length: 12 },
    });
    expect(codeOf(await change(cookie, testPassword, 'only-letters-here'))).toBe('session.password-not-mixed');
    expect(codeOf(await change(cookie, testPassword, '123456789012'))).toBe('session.password-not-mixed');
    expect((await change(cookie, testPassword, '八百呼-密码很长的-2026')).statusCode).toBe(200);
    await setSecurity({ passwordLength: 6, passwordMixed: false });
    expect((await signIn('804', '八百呼-密码很长的-2026')).me.extension).toBe('804');
  });

  test('[A1.1] is not guessed at an open screen', async () => {
    const { cookie } = await signIn('805');
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 11; i++) codes.push(codeOf(await change(cookie, `wrong ${i}`, 'new-horse-8')));
    expect(codes).toEqual([...Array<string>(10).fill('session.wrong-password'), 'too-many-requests']);
  });

  test.each([
    ['given by an administrator', 'update users set must_change_password = true where id = $1'],
    [
      'older than the company allows',
      "update users set password_changed_at = now() - interval '31 days' where id = $1",
    ],
  ])('[A1.1] one that was %s must be changed before anything else', async (_what, sql) => {
    await setSecurity({ passwordDays: 30 });
    await server.database.asOwner(sql, [tenant.stranger.userId]);
    const password = (
      await server.database.asOwner("select from audit_rows where action = 'password.change' and actor_id = $1", [
        tenant.stranger.userId,
      ])
    ).length
      ? 'first-horse-1'
      : testPassword;
    const { cookie, me } = await signIn('803', password);
    expect(me.mustChangePassword).toBe(true);
    const refused = await as(cookie, 'GET', '/customers');
    expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'session.password-change-required']);
    expect(
      (await change(cookie, password, password === testPassword ? 'first-horse-1' : 'second-horse-2')).statusCode,
    ).toBe(200);
    expect((await as(cookie, 'GET', '/customers')).statusCode).toBe(200);
    expect((await as(cookie, 'GET', '/session')).json<Me>().mustChangePassword).toBe(false);
    await setSecurity({ passwordDays: 0 });
  });
});

describe('where one is signed in', () => {
  const list = async (cookie: string) =>
    (await as(cookie, 'GET', '/session/all')).json<{
      items: { id: string; isCurrent: boolean; hasSoftphone: boolean; address: string }[];
    }>().items;
  const ends = () =>
    server.database.asOwner<{ session_id: string; sign_out_reason: string }>(
      'select session_id, sign_out_reason from sign_ins where signed_out_at is not null',
    );

  test('[A1.3] shows the own sessions with the current one and the one that holds the softphone', async () => {
    const [here, there] = [await signIn('802'), await signIn('802')];
    await server.database.asOwner(
      'insert into softphones (tenant_id, agent_id, session_id, secret) values ($1, $2, $3, $4)',
      [tenant.id, tenant.agent.userId, there.me.sessionId, 's'],
    );
    const items = await list(here.cookie);
    expect(items.filter((item) => item.isCurrent).map((item) => item.id)).toEqual([here.me.sessionId]);
    expect(items.filter((item) => item.hasSoftphone).map((item) => item.id)).toEqual([there.me.sessionId]);
    expect(items.map((item) => item.id)).toContain(tenant.agent.sessionId);
    expect((await list(tenant.supervisor.cookie)).map((item) => item.id)).toEqual([tenant.supervisor.sessionId]);
  });

  test("[A1.3] one of them can be ended, nobody else's, and its screens are told", async () => {
    const [here, there] = [await signIn('802'), await signIn('802')];
    expect((await as(here.cookie, 'DELETE', `/session/all/${tenant.supervisor.sessionId}`)).statusCode).toBe(404);
    expect((await as(here.cookie, 'DELETE', `/session/all/${there.me.sessionId}`)).statusCode).toBe(200);
    expect((await as(there.cookie, 'GET', '/session')).statusCode).toBe(401);
    expect(changes).toContainEqual({ tenantId: tenant.id, sessionId: there.me.sessionId, why: 'signed-out' });
    expect(await ends()).toContainEqual({ session_id: there.me.sessionId, sign_out_reason: 'elsewhere' });
  });

  test('[A1.3] all but this one are ended at once', async () => {
    const [here, there] = [await signIn('802'), await signIn('802')];
    expect((await as(here.cookie, 'DELETE', '/session/all')).statusCode).toBe(200);
    expect((await list(here.cookie)).map((item) => item.id)).toEqual([here.me.sessionId]);
    expect((await as(there.cookie, 'GET', '/session')).statusCode).toBe(401);
    expect((await server.request(tenant.supervisor, 'GET', '/api/session')).statusCode).toBe(200);
  });

  test('[A1.3] why a session ended is in the login log', async () => {
    const [first, second, late] = [await signIn('802'), await signIn('802'), await signIn('802')];
    await as(first.cookie, 'DELETE', '/session');
    expect(await ends()).toContainEqual({ session_id: first.me.sessionId, sign_out_reason: 'user' });
    expect(
      (await as(second.cookie, 'POST', '/session/password', { current: testPassword, next: 'new-horse-8' })).statusCode,
    ).toBe(200);
    expect(await ends()).toContainEqual({ session_id: late.me.sessionId, sign_out_reason: 'password' });
    await server.database.asOwner("update sessions set expires_at = now() - interval '1 second' where id = $1", [
      second.me.sessionId,
    ]);
    await server.sessions.endExpired(tenant.id);
    expect(await ends()).toContainEqual({ session_id: second.me.sessionId, sign_out_reason: 'expired' });
  });
});

describe('seeing as a role', () => {
  const roleId = async (code: string, of = tenant.id) =>
    (
      await server.database.asOwner<{ id: string }>('select id from roles where tenant_id = $1 and code = $2', [
        of,
        code,
      ])
    )[0]!.id;
  const viewAs = (user: TestUser, id: string) => server.request(user, 'PUT', `/api/session/view-as/${id}`);

  test('[U1] shows what the role sees, changes nothing else, and ends when one wants', async () => {
    const { administrator } = tenant;
    const viewed = await viewAs(administrator, await roleId('agent'));
    expect(viewed.json<Me>()).toMatchObject({
      viewingAs: { name: '用户' },
      role: { code: 'administrator' },
      scope: 'own',
      masksNumbers: true,
    });
    expect(codeOf(await server.request(administrator, 'GET', '/api/tenant'))).toBe('forbidden');
    expect(codeOf(await viewAs(administrator, await roleId('leader')))).toBe('forbidden');
    expect(changes).toContainEqual({ tenantId: tenant.id, sessionId: administrator.sessionId, why: 'role-changed' });
    const own = await server.request(administrator, 'DELETE', '/api/session/view-as');
    expect(own.json<Me>()).toMatchObject({ viewingAs: null, scope: 'all', masksNumbers: false });
    expect((await server.request(administrator, 'GET', '/api/tenant')).statusCode).toBe(200);
    const rows = await server.database.asOwner(
      "select action, record_name from audit_rows where action like 'role.view-as%' order by at",
    );
    expect(rows).toEqual([
      { action: 'role.view-as', record_name: '用户' },
      { action: 'role.view-as-myself', record_name: '管理员' },
    ]);
  });

  test("[U1] a supervisor who looks through the administrator's role gains nothing", async () => {
    const before = (await server.request(tenant.supervisor, 'GET', '/api/session')).json<Me>();
    const viewed = (await viewAs(tenant.supervisor, await roleId('administrator'))).json<Me>();
    expect({ permissions: new Set(viewed.permissions), scope: viewed.scope }).toEqual({
      permissions: new Set(before.permissions),
      scope: before.scope,
    });
    expect(codeOf(await server.request(tenant.supervisor, 'GET', '/api/tenant'))).toBe('forbidden');
    await server.request(tenant.supervisor, 'DELETE', '/api/session/view-as');
  });

  test('[U1] needs the right to read roles, and a role of the own company', async () => {
    expect(codeOf(await viewAs(tenant.inspector, await roleId('agent')))).toBe('forbidden');
    expect(codeOf(await viewAs(tenant.administrator, await roleId('agent', server.otherTenant.id)))).toBe('not-found');
  });

  const scope = fc.constantFrom(...dataScopes);
  const role = fc.record({
    scope,
    permissions: fc.uniqueArray(fc.constantFrom(...permissions)),
    masksNumbers: fc.boolean(),
    scopes: fc.dictionary(fc.constantFrom(...scopedPermissions), scope).map((scopes) => scopes as Scopes),
  });
  test('[U1] for any two roles, what is left is within both of them', () => {
    fc.assert(
      fc.property(role, role, (own, viewed) => {
        const left = bothAllow(rightsOf(own), rightsOf(viewed));
        for (const each of [own, viewed]) {
          const allowed = rightsOf(each);
          expect([...left.permissions].filter((name) => !allowed.permissions.has(name))).toEqual([]);
          for (const name of scopedPermissions)
            expect(dataScopes.indexOf(scopeOf(left, name))).toBeLessThanOrEqual(
              dataScopes.indexOf(scopeOf(allowed, name)),
            );
          expect(dataScopes.indexOf(left.scope)).toBeLessThanOrEqual(dataScopes.indexOf(allowed.scope));
          expect(left.masksNumbers).toBe(left.masksNumbers || allowed.masksNumbers);
          if (each.masksNumbers) expect(left.masksNumbers).toBe(true);
        }
      }),
    );
  });
});

describe('how one may sign in', () => {
  const setMethod = (method: string) =>
    server.database.asOwner('update users set sign_in_method = $1 where id = $2', [method, tenant.inspector.userId]);
  const attempt = (client: 'web' | 'app' | undefined, password = testPassword) =>
    server.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: '100001805', password, ...(client && { client }) },
      remoteAddress: `192.0.4.${++visitor}`,
    });

  test.each([
    ['web', 'app'],
    ['app', 'web'],
    ['app', undefined],
    ['desk-phone', 'app'],
  ] as const)(
    '[A1.2] who signs in by %s is refused by a page that is %s, and told so only with the right password',
    async (method, client) => {
      await setMethod(method);
      expect(codeOf(await attempt(client, 'wrong'))).toBe('session.wrong-password');
      const refused = await attempt(client);
      expect([refused.statusCode, refused.json(), refused.cookies]).toEqual([
        403,
        expect.objectContaining({ code: 'session.wrong-method', params: { method } }),
        [],
      ]);
    },
  );

  test.each([
    ['any', 'web'],
    ['any', 'app'],
    ['web', 'web'],
    ['web', undefined],
    ['app', 'app'],
    ['desk-phone', 'web'],
  ] as const)('[A1.2] who signs in by %s is let in by a page that is %s', async (method, client) => {
    await setMethod(method);
    expect((await attempt(client)).statusCode).toBe(200);
  });

  test('[A1.2] sessions that do not fit another method end, and say so in the login log', async () => {
    await setMethod('any');
    const [web, app] = [await attempt('web'), await attempt('app')];
    const idOf = (reply: typeof web): string => reply.json<Me>().sessionId;
    await server.sessions.endUnfitOf(tenant.id, tenant.inspector.userId, 'desk-phone');
    const open = await server.database.asOwner<{ id: string }>('select id from sessions where id = any ($1)', [
      [idOf(web), idOf(app)],
    ]);
    expect(open.map(({ id }) => id)).toEqual([idOf(web)]);
    expect(changes).toContainEqual({ tenantId: tenant.id, sessionId: idOf(app), why: 'signed-out' });
    const [row] = await server.database.asOwner<{ reason: string }>(
      'select sign_out_reason as reason from sign_ins where session_id = $1',
      [idOf(app)],
    );
    expect(row).toEqual({ reason: 'method' });
  });
});
