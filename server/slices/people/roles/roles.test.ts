import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../../slices/together.ts';
import { permissions } from '@bahu/contract/permissions.ts';
import type { Role } from '@bahu/contract/roles.ts';
import type { Route } from '@bahu/contract/route.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { isReading } from '../../../kernel/http/access.ts';
import { isLeftWhenExpired, type Explanation } from './explain.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, url, body);
const asAdmin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  as(server.tenant.administrator, method, url, body);
const roles = async (user: TestUser = server.tenant.administrator): Promise<Role[]> =>
  (await as(user, 'GET', '/api/roles')).json<{ items: Role[] }>().items;
const byCode = async (code: string): Promise<Role> => (await roles()).find((role) => role.code === code)!;
let made = 0;
const fresh = (change: object = {}) => ({
  name: `夜班 ${++made}`,
  code: `night-${made}`,
  scope: 'own',
  permissions: ['desk.use'],
  masksNumbers: true,
  ...change,
});
const create = async (change: object = {}): Promise<Role> => {
  const reply = await asAdmin('POST', '/api/roles', fresh(change));
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Role>();
};
const give = (user: TestUser, roleId: string) =>
  server.database.asOwner('update users set role_id = $2 where id = $1', [user.userId, roleId]);
const codeOf = (reply: LightMyRequestResponse): string => reply.json<{ code: string }>().code;

describe('roles', () => {
  test('[U1] are listed with how many have them and what may be done with them', async () => {
    const all = await roles();
    expect(all.map((role) => role.code)).toEqual(['agent', 'leader', 'supervisor', 'inspector', 'administrator']);
    expect(all[0]).toMatchObject({
      code: 'agent',
      userCount: 2,
      isBuiltIn: true,
      scope: 'own',
      masksNumbers: true,
      can: ['edit', 'view-as'],
    });
    expect(all[4]!.can).toEqual(['view-as']);
    expect((await roles(server.tenant.supervisor))[0]!.can).toEqual(['view-as']);
  });

  test('[U1] one of the tenant’s own is created, changed and removed, each with an audit row', async () => {
    const role = await create({ scopes: { 'customer.read': 'all' }, autoAnswerSeconds: 5, description: '夜间' });
    expect(role).toMatchObject({
      scopes: { 'customer.read': 'all' },
      autoAnswerSeconds: 5,
      isBuiltIn: false,
      userCount: 0,
      version: 1,
      can: ['edit', 'delete', 'view-as'],
    });
    const changed = await asAdmin('PATCH', `/api/roles/${role.id}`, {
      version: 1,
      name: '大夜班',
      scopes: {},
      permissions: ['desk.use', 'call.read'],
    });
    expect(changed.json()).toMatchObject({
      name: '大夜班',
      scopes: {},
      permissions: ['desk.use', 'call.read'],
      version: 2,
      autoAnswerSeconds: 5,
    });
    expect((await asAdmin('DELETE', `/api/roles/${role.id}`)).statusCode).toBe(200);
    const rows = await server.database.asOwner<{
      action: string;
      before: object | null;
      after: object | null;
      record_name: string;
    }>('select action, before, after, record_name from audit_rows where record_id = $1 order by at', [role.id]);
    expect(rows.map((row) => row.action)).toEqual(['role.create', 'role.change', 'role.delete']);
    expect(rows[1]).toMatchObject({
      record_name: role.name,
      before: { name: role.name, permissions: ['desk.use'] },
      after: { name: '大夜班', permissions: ['desk.use', 'call.read'] },
    });
  });

  test('[U1] a code and a name count once, whatever their case', async () => {
    const { code } = await create({ name: 'Night shift' });
    expect(codeOf(await asAdmin('POST', '/api/roles', fresh({ code })))).toBe('role.code-taken');
    expect(codeOf(await asAdmin('POST', '/api/roles', fresh({ name: 'NIGHT SHIFT' })))).toBe('role.name-taken');
  });

  test('[U1] the administrator’s stays as it is, built-in ones stay at all, and so does one that somebody has', async () => {
    const [administrator, agent] = [await byCode('administrator'), await byCode('agent')];
    expect(
      codeOf(
        await asAdmin('PATCH', `/api/roles/${administrator.id}`, { version: administrator.version, permissions: [] }),
      ),
    ).toBe('role.built-in');
    expect(codeOf(await asAdmin('DELETE', `/api/roles/${agent.id}`))).toBe('role.built-in');
    const role = await create();
    const { roleId } = (
      await server.database.asOwner<{ roleId: string }>('select role_id as "roleId" from users where id = $1', [
        server.tenant.stranger.userId,
      ])
    )[0]!;
    await give(server.tenant.stranger, role.id);
    expect((await asAdmin('DELETE', `/api/roles/${role.id}`)).json()).toMatchObject({
      code: 'role.in-use',
      params: { users: 1 },
    });
    await give(server.tenant.stranger, roleId);
  });

  test('[U1] who saw an older one changes nothing', async () => {
    const role = await create();
    await asAdmin('PATCH', `/api/roles/${role.id}`, { version: 1, description: 'a' });
    expect(codeOf(await asAdmin('PATCH', `/api/roles/${role.id}`, { version: 1, description: 'b' }))).toBe('conflict');
  });

  test('[U1] a change holds at once for those who are signed in', async () => {
    const { agent } = server.tenant;
    const role = await byCode('agent');
    expect((await as(agent, 'GET', '/api/calls')).statusCode).toBe(200);
    const changed = await asAdmin('PATCH', `/api/roles/${role.id}`, {
      version: role.version,
      permissions: role.permissions.filter((name) => name !== 'call.read'),
    });
    expect((await as(agent, 'GET', '/api/calls')).statusCode).toBe(403);
    await asAdmin('PATCH', `/api/roles/${role.id}`, {
      version: changed.json<Role>().version,
      permissions: role.permissions,
    });
    expect((await as(agent, 'GET', '/api/calls')).statusCode).toBe(200);
  });

  test('[U1] nobody gives rights beyond their own, and nobody changes a role that has them', async () => {
    const manager = await create({
      scope: 'department',
      permissions: ['desk.use', 'call.read', 'role.read', 'role.manage'],
      scopes: { 'call.read': 'own' },
    });
    const user = server.tenant.stranger;
    const [{ roleId }] = (await server.database.asOwner<{ roleId: string }>(
      'select role_id as "roleId" from users where id = $1',
      [user.userId],
    )) as [{ roleId: string }];
    await give(user, manager.id);
    await server.sessions.refreshTenant(server.tenant.id);
    const tries = [
      { permissions: ['user.delete'] },
      { scope: 'all' },
      { masksNumbers: false },
      { permissions: ['call.read'], scope: 'department' },
      { permissions: ['call.read'], scopes: { 'call.read': 'all' } },
    ];
    for (const change of tries)
      expect(codeOf(await as(user, 'POST', '/api/roles', fresh(change))), JSON.stringify(change)).toBe(
        'role.above-own',
      );
    expect(
      (
        await as(
          user,
          'POST',
          '/api/roles',
          fresh({ scope: 'department', permissions: ['call.read'], scopes: { 'call.read': 'own' } }),
        )
      ).statusCode,
    ).toBe(200);
    const supervisor = await byCode('supervisor');
    expect(
      codeOf(await as(user, 'PATCH', `/api/roles/${supervisor.id}`, { version: supervisor.version, permissions: [] })),
    ).toBe('role.above-own');
    const higher = await create({ scope: 'all', permissions: ['user.delete'] });
    expect(codeOf(await as(user, 'DELETE', `/api/roles/${higher.id}`)), 'nor removes one').toBe('role.above-own');
    const own = await byCode(manager.code);
    expect(codeOf(await as(user, 'PATCH', `/api/roles/${own.id}`, { version: own.version, scopes: {} }))).toBe(
      'role.above-own',
    );
    await give(user, roleId);
    await server.sessions.refreshTenant(server.tenant.id);
  });
});

describe('why', () => {
  const why = async (
    user: TestUser,
    permission: string,
    more = '',
    reader = server.tenant.administrator,
  ): Promise<Explanation> => {
    const reply = await as(reader, 'GET', `/api/roles/explain?user=${user.userId}&permission=${permission}${more}`);
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json<Explanation>();
  };
  const codes = ({ reasons }: Explanation): string[] => reasons.map((reason) => reason.code);
  let theirs = '';
  beforeAll(async () => {
    theirs = newId();
    await server.database.db.tenant(server.tenant.id, (tx) =>
      tx
        .insertInto('customers')
        .values({
          tenantId: server.tenant.id,
          id: theirs,
          name: '冯小青',
          phone: '+8613900000091',
          ownerId: server.tenant.supervisor.userId,
          departmentId: server.tenant.departmentId,
        })
        .execute(),
    );
  });

  test('[U1] a role that grants or lacks something is named, and who can grant it', async () => {
    const yes = await why(server.tenant.agent, 'customer.read');
    expect(yes).toMatchObject({ isAllowed: true, roleName: '用户' });
    expect(codes(yes)).toEqual(['role-grants', 'scope-own', 'numbers-masked']);
    const no = await why(server.tenant.agent, 'user.delete');
    expect(no.isAllowed).toBe(false);
    expect(no.reasons).toEqual([
      { code: 'role-lacks', decides: true, params: { role: '用户', permission: 'user.delete' } },
      { code: 'ask', decides: false, params: { names: 'administrator 800' } },
    ]);
  });

  test('[U1] a customer is opened by the same scope as in the lists', async () => {
    expect(codes(await why(server.tenant.leader, 'customer.read', `&customer=${theirs}`))).toEqual([
      'role-grants',
      'scope-department',
      'in-scope',
      'numbers-masked',
    ]);
    const no = await why(server.tenant.agent, 'customer.read', `&customer=${theirs}`);
    expect(no).toMatchObject({ isAllowed: false, customerName: '冯小青' });
    expect(codes(no)).toEqual(['role-grants', 'scope-own', 'out-of-scope', 'ask']);
    expect((await as(server.tenant.agent, 'GET', `/api/customers/${theirs}`)).statusCode).toBe(404);
  });

  test('[U1] a disabled user, a lock and an expired tenant are told', async () => {
    const { stranger } = server.otherTenant;
    const { administrator } = server.otherTenant;
    await server.database.asOwner("update users set locked_until = now() + interval '10 minutes' where id = $1", [
      stranger.userId,
    ]);
    expect(codes(await why(stranger, 'call.read', '', administrator))).toContain('user-locked');
    expect((await why(stranger, 'call.read', '', administrator)).isAllowed).toBe(true); // they are signed in
    await server.database.asOwner('delete from sessions where user_id = $1', [stranger.userId]);
    expect((await why(stranger, 'call.read', '', administrator)).isAllowed).toBe(false);
    await server.database.asOwner('update users set locked_until = null, is_enabled = false where id = $1', [
      stranger.userId,
    ]);
    expect(await why(stranger, 'call.read', '', administrator)).toMatchObject({
      isAllowed: false,
      reasons: [{ code: 'user-disabled', decides: true }, { code: 'role-grants' }, { code: 'ask' }],
    });
    await server.database.asOwner("update tenants set expires_at = now() - interval '1 day' where id = $1", [
      server.otherTenant.id,
    ]);
    expect(await why(server.otherTenant.agent, 'call.read', '', administrator)).toMatchObject({ isAllowed: true });
    expect(codes(await why(server.otherTenant.agent, 'call.place', '', administrator))).toEqual([
      'tenant-expired',
      'role-grants',
      'scope-own',
      'ask',
    ]);
    await server.database.asOwner('update tenants set expires_at = null where id = $1', [server.otherTenant.id]);
  });

  test('[P2] nobody is explained whom the reader may not see', async () => {
    const ask = (reader: TestUser, user: TestUser, more = '') =>
      as(reader, 'GET', `/api/roles/explain?user=${user.userId}&permission=call.read${more}`);
    expect((await ask(server.tenant.administrator, server.otherTenant.agent)).statusCode).toBe(404);
    expect((await ask(server.tenant.supervisor, server.tenant.stranger)).statusCode).toBe(404);
    expect((await ask(server.tenant.administrator, server.tenant.agent, `&customer=${newId()}`)).statusCode).toBe(404);
  });

  test('[P1] what an expired tenant keeps is told as the gate of the routes has it', () => {
    const routes: Route[] = Object.values(contract).flatMap((table) => Object.values(table) as Route[]);
    for (const permission of permissions) {
      const own = routes.filter((route) => route.permission === permission);
      // Who manages or erases reads what there is to change.
      if (own.some((route) => route.method === 'GET' && !/\.(manage|erase)$/.test(permission)))
        expect(isLeftWhenExpired(permission), permission).toBe(true);
      if (own.length && own.every(({ method, path }) => !isReading(method, path)))
        expect(isLeftWhenExpired(permission), permission).toBe(false);
    }
  });
});
