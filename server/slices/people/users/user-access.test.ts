import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultRoles } from '@bahu/contract/permissions.ts';
import type { FreshPassword, OpenSession, SignIn, User } from '@bahu/contract/users.ts';
import type { Static } from 'typebox';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, testPassword, type TestServer, type TestUser } from '../../../test-server.ts';
import { peopleOf, type People } from './test-people.ts';

let server: TestServer;
let people: People;
beforeAll(async () => {
  server = await createTestServer();
  people = await peopleOf(server, server.tenant);
  await people.allow('leader', ['user.edit', 'user.delete', 'user.create', 'user.reset-password']);
});
afterAll(() => server.stop());

const asAdmin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(server.tenant.administrator, method, url, body);
const signIn = (account: string, password: string) =>
  server.request(null, 'POST', '/api/session', { account, password });
/** As a stranger does it: the address of these tests has signed in nobody until then. */
const lock = async (account: string) => {
  await server.database.asOwner('delete from sign_in_tries');
  for (let i = 0; i < 8; i++) await signIn(account, 'wrong');
  expect((await signIn(account, testPassword)).json()).toMatchObject({ code: 'session.locked' });
};
const withCookieOf = (reply: { headers: Record<string, unknown> }) => ({
  cookie: String(reply.headers['set-cookie']).split(';')[0]!,
});
const create = async (extension: string) =>
  (
    await asAdmin('POST', '/api/users', {
      extension,
      name: '新人',
      roleId: people.roles['agent'],
      password: 'first-pass-1',
    })
  ).json<{ items: User[] }>().items[0]!;

describe('a reset password', () => {
  test('[U2] is shown once, ends the sessions, unlocks, and must be changed before anything else', async () => {
    const { agent } = server.tenant;
    await lock('100001802');
    const fresh = (await asAdmin('POST', `/api/users/${agent.userId}/password`)).json<Static<typeof FreshPassword>>();
    expect(fresh).toMatchObject({ userId: agent.userId, extension: '802' });
    expect((await server.request(agent, 'GET', '/api/session')).statusCode).toBe(401);
    expect((await signIn('100001802', testPassword)).statusCode).toBe(401);
    const first = await signIn('100001802', fresh.password);
    expect(first.statusCode).toBe(200);
    const asHim = withCookieOf(first);
    expect((await server.request(null, 'GET', '/api/customers', undefined, asHim)).json()).toMatchObject({
      code: 'session.password-change-required',
    });
    expect(
      (
        await server.request(
          null,
          'POST',
          '/api/session/password',
          { current: fresh.password, next: 'my-own-words-7' },
          asHim,
        )
      ).statusCode,
    ).toBe(200);
    expect((await server.request(null, 'GET', '/api/customers', undefined, asHim)).statusCode).toBe(200);
    const rows = await server.database.asOwner("select * from audit_rows where action = 'user.reset-password'");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(fresh.password);
    expect(server.logged.join('')).not.toContain(fresh.password);
  });

  test('[U1] [U2] is not for those above, outside of the departments, or of another tenant', async () => {
    const { leader, administrator, stranger } = server.tenant;
    const reset = (user: TestUser, id: string) => server.request(user, 'POST', `/api/users/${id}/password`);
    expect((await reset(leader, administrator.userId)).json()).toMatchObject({ code: 'user.role-above-own' });
    expect((await reset(leader, stranger.userId)).statusCode).toBe(404);
    expect((await reset(server.otherTenant.administrator, stranger.userId)).statusCode).toBe(404);
    expect((await signIn('100001800', testPassword)).statusCode).toBe(200);
  });
});

describe('[U1] whoever manages everybody, but sees the customers of their own department alone,', () => {
  let clerk: TestUser;
  let elsewhere: string;
  beforeAll(async () => {
    clerk = server.tenant.supervisor;
    const rights = defaultRoles.supervisor.permissions;
    await server.database.db.tenant(server.tenant.id, (tx) =>
      tx
        .updateTable('roles')
        .set({
          permissions: [...rights, 'user.create', 'user.edit', 'user.delete', 'user.reset-password'],
          scopes: JSON.stringify({ 'user.read': 'all', 'user.edit': 'all' }),
        })
        .where('code', '=', 'supervisor')
        .execute(),
    );
    await server.sessions.refreshTenant(server.tenant.id);
    elsewhere = await people.department('另一个部门', null);
    await server.database.asOwner('update tenants set licensed_agents = 30 where id = $1', [server.tenant.id]);
  });

  test('gets no password of somebody who sees another department', async () => {
    const [peer] = (
      await asAdmin('POST', '/api/users', {
        extension: '840',
        name: '另一主管',
        roleId: people.roles['supervisor'],
        departmentId: elsewhere,
        password: 'first-pass-1',
      })
    ).json<{ items: User[] }>().items;
    expect((await server.request(clerk, 'GET', `/api/users/${peer!.id}`)).json()).toMatchObject({ can: [] });
    for (const [method, path] of [
      ['POST', '/password'],
      ['DELETE', '/second-factor'],
      ['DELETE', ''],
    ] as const)
      expect((await server.request(clerk, method, `/api/users/${peer!.id}${path}`)).json(), path).toMatchObject({
        code: 'user.role-above-own',
      });
    expect(
      (await server.request(clerk, 'PATCH', `/api/users/${peer!.id}`, { version: peer!.version, name: '改名' })).json(),
    ).toMatchObject({ code: 'user.role-above-own' });
  });

  test('neither goes there themselves nor puts their own role there', async () => {
    const { version } = (await server.request(clerk, 'GET', `/api/users/${clerk.userId}`)).json<User>();
    const above = { code: 'user.role-above-own' };
    expect(
      (await server.request(clerk, 'PATCH', `/api/users/${clerk.userId}`, { version, departmentId: elsewhere })).json(),
    ).toMatchObject(above);
    const made = { extension: '841', name: '替身', roleId: people.roles['supervisor'], password: 'first-pass-1' };
    expect(
      (await server.request(clerk, 'POST', '/api/users', { ...made, departmentId: elsewhere })).json(),
    ).toMatchObject(above);
    expect((await server.request(clerk, 'POST', '/api/users', made)).statusCode).toBe(200);
    expect(
      (
        await server.request(clerk, 'POST', '/api/users', {
          ...made,
          extension: '842',
          roleId: people.roles['agent'],
          departmentId: elsewhere,
        })
      ).statusCode,
    ).toBe(200);
  });
});

test('[A1.1] nobody gets past their own password and second factor by managing users', async () => {
  const {
    administrator: { userId },
  } = server.tenant;
  for (const [method, path] of [
    ['POST', 'password'],
    ['DELETE', 'second-factor'],
  ] as const)
    expect((await asAdmin(method, `/api/users/${userId}/${path}`)).json(), path).toMatchObject({ code: 'forbidden' });
  expect((await asAdmin('GET', `/api/users/${userId}`)).json<User>().can).toEqual(['edit', 'disable']);
  expect((await asAdmin('GET', '/api/session')).statusCode).toBe(200);
});

describe('the way in of a user', () => {
  test('[U2] a lost second factor is taken away', async () => {
    const { supervisor } = server.tenant;
    await server.database.asOwner(
      "insert into second_factors (tenant_id, user_id, sealed_for, secret, confirmed_at) values ($1, $2, $2, 'x', now())",
      [server.tenant.id, supervisor.userId],
    );
    expect((await asAdmin('GET', `/api/users/${supervisor.userId}`)).json()).toMatchObject({ hasSecondFactor: true });
    expect((await asAdmin('DELETE', `/api/users/${supervisor.userId}/second-factor`)).json()).toMatchObject({
      hasSecondFactor: false,
    });
    expect(await server.database.asOwner('select 1 from second_factors')).toEqual([]);
  });

  test('[U2] a locked account is unlocked', async () => {
    const { inspector } = server.tenant;
    await lock('100001805');
    expect((await signIn('100001805', testPassword)).json()).toMatchObject({ code: 'session.locked' });
    expect((await asAdmin('GET', `/api/users/${inspector.userId}`)).json<User>().lockedUntil).not.toBeNull();
    expect((await asAdmin('DELETE', `/api/users/${inspector.userId}/lock`)).json()).toMatchObject({
      lockedUntil: null,
    });
    expect((await signIn('100001805', testPassword)).statusCode).toBe(200);
  });

  test('[U2] their sessions are listed and can all be ended', async () => {
    const { supervisor } = server.tenant;
    const open = async () =>
      (await asAdmin('GET', `/api/users/${supervisor.userId}/sessions`)).json<{ items: Static<typeof OpenSession>[] }>()
        .items;
    await signIn('100001801', testPassword);
    expect(await open()).toHaveLength(2);
    expect((await open()).every((session) => !session.isCurrent && !session.hasSoftphone)).toBe(true);
    expect((await asAdmin('DELETE', `/api/users/${supervisor.userId}/sessions`)).statusCode).toBe(200);
    expect(await open()).toEqual([]);
    expect((await server.request(supervisor, 'GET', '/api/session')).statusCode).toBe(401);
  });
});

describe('the login log', () => {
  test('[A1.3] shows who signed in or tried to, newest first, page by page and within the scope', async () => {
    await signIn('100001804', 'wrong-password');
    await signIn('100001803', testPassword);
    const read = async (user: TestUser, query = '') =>
      (await server.request(user, 'GET', `/api/sign-ins${query}`)).json<{
        items: Static<typeof SignIn>[];
        next: string | null;
        total: number;
      }>();
    const { administrator, leader } = server.tenant;
    const all = await read(administrator);
    expect(all.items[0]).toMatchObject({ account: '100001803', result: 'ok', userName: 'agent 803', reason: null });
    expect(all.items[1]).toMatchObject({ account: '100001804', result: 'refused', reason: 'session.wrong-password' });
    const first = await read(administrator, '?limit=1');
    expect((await read(administrator, `?limit=1&cursor=${first.next}`)).items).toEqual([all.items[1]]);
    const ofLeader = await read(leader);
    expect(ofLeader.items.map((item) => item.account)).toContain('100001804');
    expect(ofLeader.items.map((item) => item.account)).not.toContain('100001803');
    expect((await read(administrator, '?result=refused&search=804')).items.map((item) => item.account)).toEqual([
      '100001804',
    ]);
    expect((await read(administrator, `?from=${new Date(Date.now() + 60_000).toISOString()}`)).total).toBe(0);
    expect((await read(server.otherTenant.administrator)).total).toBe(0);
  });
});

describe('deleting a user', () => {
  test('[U2] takes one without data away with their memberships and sessions', async () => {
    const user = await create('830');
    const group = await people.group('临时组');
    await asAdmin('PATCH', `/api/users/${user.id}`, { version: user.version, groupIds: [group] });
    const asHim = withCookieOf(await signIn('100001830', 'first-pass-1'));
    expect((await server.request(null, 'GET', '/api/session', undefined, asHim)).statusCode).toBe(200);
    expect((await asAdmin('DELETE', `/api/users/${user.id}`)).statusCode).toBe(200);
    expect((await server.request(null, 'GET', '/api/session', undefined, asHim)).statusCode).toBe(401);
    expect((await asAdmin('GET', `/api/users/${user.id}`)).statusCode).toBe(404);
    const [row] = await server.database.asOwner(
      "select record_name, before from audit_rows where action = 'user.delete'",
    );
    expect(row).toMatchObject({ record_name: '新人 830', before: { extension: '830', name: '新人' } });
    expect((await create('830')).extension).toBe('830');
  });

  test.each<[string, (tenantId: string, user: User) => Promise<unknown>]>([
    [
      'a call',
      (tenantId, user) =>
        server.database.asOwner(
          "insert into calls (tenant_id, id, direction, started_at, number, own_number, agent_id) values ($1, $2, 'inbound', now(), '+8613900000001', '+864000000800', $3)",
          [tenantId, newId(), user.id],
        ),
    ],
    [
      'a customer',
      (tenantId, user) =>
        server.database.asOwner(
          "insert into customers (tenant_id, id, name, phone, owner_id) values ($1, $2, '王', $4, $3)",
          [tenantId, newId(), user.id, `+86139000010${user.extension}`],
        ),
    ],
    [
      'a follow-up',
      async (tenantId, user) => {
        const customerId = newId();
        await server.database.asOwner("insert into customers (tenant_id, id, name, phone) values ($1, $2, '李', $3)", [
          tenantId,
          customerId,
          `+86139000020${user.extension}`,
        ]);
        await server.database.asOwner(
          "insert into follow_ups (tenant_id, id, customer_id, agent_id, service_type, stage, call_state, current_state, channel, content) values ($1, $2, $3, $4, 'consult', '', 'connected', 'open', 'phone', 'x')",
          [tenantId, newId(), customerId, user.id],
        );
      },
    ],
    [
      'a deed in the audit log',
      (tenantId, user) =>
        server.database.asOwner(
          "insert into audit_rows (tenant_id, id, actor_id, actor_name, action, record_type) values ($1, $2, $3, 'x', 'x', 'x')",
          [tenantId, newId(), user.id],
        ),
    ],
    [
      'time at work',
      (tenantId, user) =>
        server.database.asOwner(
          "insert into agent_states (tenant_id, agent_id, started_at, seq, state, ended_at, seconds, next_state) values ($1, $2, now(), 1, 'ready', now(), 0, 'offline')",
          [tenantId, user.id],
        ),
    ],
  ])('[U2] is refused when they have %s; they can be disabled', async (_what, give) => {
    const extension = String(
      840 +
        Number(
          (
            await server.database.asOwner<{ n: string }>(
              "select count(*) as n from agents where extension like '84_' or extension like '85_'",
            )
          )[0]!.n,
        ),
    );
    const user = await create(extension);
    await give(server.tenant.id, user);
    expect((await asAdmin('DELETE', `/api/users/${user.id}`)).json()).toMatchObject({ code: 'user.has-data' });
    expect(
      (await asAdmin('PATCH', `/api/users/${user.id}`, { version: user.version, isEnabled: false })).json(),
    ).toMatchObject({ isEnabled: false });
  });

  test('[U1] [U2] nobody deletes themselves, somebody above, or somebody of another tenant', async () => {
    const { administrator, leader, agent } = server.tenant;
    expect((await asAdmin('DELETE', `/api/users/${administrator.userId}`)).json()).toMatchObject({
      code: 'user.is-self',
    });
    expect((await server.request(leader, 'DELETE', `/api/users/${administrator.userId}`)).json()).toMatchObject({
      code: 'user.role-above-own',
    });
    expect(
      (await server.request(server.otherTenant.administrator, 'DELETE', `/api/users/${agent.userId}`)).statusCode,
    ).toBe(404);
  });
});
