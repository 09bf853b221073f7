import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FreshPassword, User } from '@bahu/contract/users.ts';
import type { Static } from 'typebox';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { peopleOf, type People } from './test-people.ts';

interface Created {
  items: User[];
  passwords: Static<typeof FreshPassword>[];
}

let server: TestServer;
let people: People;
const told: string[] = [];
beforeAll(async () => {
  server = await createTestServer({ onUserChanged: (_tenantId, user) => void told.push(user.id) });
  people = await peopleOf(server, server.tenant);
  await license(200);
});
afterAll(() => server.stop());

const license = (agents: number) =>
  server.database.asOwner('update tenants set licensed_agents = $1 where id = $2', [agents, server.tenant.id]);
const createAs = (user: TestUser, body: object) =>
  server.request(user, 'POST', '/api/users', { roleId: people.roles['agent'], ...body });
const create = (body: object) => createAs(server.tenant.administrator, body);
const signIn = (account: string, password: string) =>
  server.request(null, 'POST', '/api/session', { account, password });
const count = async () =>
  Number(
    (
      await server.database.asOwner<{ n: string }>('select count(*) as n from users where tenant_id = $1', [
        server.tenant.id,
      ])
    )[0]!.n,
  );

describe('a new user', () => {
  test('[U2] can sign in with the given password, is told to the engine and stands in the audit log without it', async () => {
    const reply = await create({ extension: '820', name: '郑小满', loginName: 'zheng', password: 'secret-9' });
    const { items, passwords } = reply.json<Created>();
    expect(items).toMatchObject([
      {
        name: '郑小满',
        extension: '820',
        loginName: 'zheng',
        roleCode: 'agent',
        kind: 'agent',
        departmentName: '客服中心',
        isEnabled: true,
        mustChangePassword: false,
        version: 1,
      },
    ]);
    expect(passwords).toEqual([]);
    expect(told).toContain(items[0]!.id);
    expect((await signIn('100001/zheng', 'secret-9')).statusCode).toBe(200);
    const [row] = await server.database.asOwner<{ record_name: string; after: object }>(
      "select record_name, after from audit_rows where action = 'user.create' order by at desc limit 1",
    );
    expect(row).toMatchObject({ record_name: '郑小满 820', after: { extension: '820', loginName: 'zheng' } });
    expect(JSON.stringify(row)).not.toMatch(/secret-9|argon2/);
  });

  test('[U2] may call at home and not abroad, alone or in a range, until somebody gives them the right', async () => {
    const rights = ({ items }: Created) =>
      items.map(({ mayCallDomestic, mayCallInternational }) => [mayCallDomestic, mayCallInternational]);
    expect(rights((await create({ extension: '870' })).json<Created>())).toEqual([[true, false]]);
    expect(rights((await create({ extension: '871', toExtension: '872' })).json<Created>())).toEqual([
      [true, false],
      [true, false],
    ]);
    expect(rights((await create({ extension: '873', mayCallInternational: true })).json<Created>())).toEqual([
      [true, true],
    ]);
  });

  test('[U2] without a given password gets one that is shown once and must be changed before anything else', async () => {
    const { items, passwords } = (await create({ extension: '821' })).json<Created>();
    expect(items).toMatchObject([{ name: '821', mustChangePassword: true }]);
    expect(passwords).toMatchObject([{ extension: '821', userId: items[0]!.id }]);
    expect(passwords[0]!.password).toMatch(/^[A-Za-z3-9]{12,}$/);
    expect(passwords[0]!.password).not.toMatch(/[0O1lI]/);
    expect((await signIn('100001821', passwords[0]!.password)).json()).toMatchObject({ mustChangePassword: true });
  });

  test('[U2] needs an extension and a login name of their own within the tenant', async () => {
    expect((await create({ extension: '800', name: 'x' })).json()).toMatchObject({
      code: 'user.extension-taken',
      params: { extension: '800' },
    });
    expect((await create({ extension: '822', loginName: 'user-800' })).json()).toMatchObject({
      code: 'user.login-name-taken',
    });
    expect(
      (await create({ extension: '822', loginName: 'User-800' })).json(),
      'capitals make no other name',
    ).toMatchObject({ code: 'user.login-name-taken' });
    const other = await peopleOf(server, server.otherTenant);
    expect(
      (
        await createAs(server.otherTenant.administrator, {
          extension: '820',
          loginName: 'zheng',
          roleId: other.roles['agent'],
        })
      ).statusCode,
    ).toBe(200);
  });

  test('[A1.1] needs a password that satisfies the policy of the tenant', async () => {
    await server.database.asOwner(
      `update tenants set settings = settings || '{"security": {"passwordLength": 14, "passwordMixed": true, "passwordDays": 0, "secondFactor": "optional"}}' where id = $1`,
      [server.tenant.id],
    );
    expect((await create({ extension: '823', password: 'short-1' })).json()).toMatchObject({
      code: 'session.weak-password',
      params: { length: 14 },
    });
    expect((await create({ extension: '823', password: 'long-but-letters' })).json()).toMatchObject({
      code: 'session.password-not-mixed',
    });
    expect((await create({ extension: '823' })).json<Created>().passwords[0]!.password.length).toBeGreaterThanOrEqual(
      14,
    );
    await server.database.asOwner("update tenants set settings = settings - 'security' where id = $1", [
      server.tenant.id,
    ]);
  });

  test.each([
    ['a short password', { password: '12345' }, 'password'],
    ['an extension out of range', { extension: '900' }, 'extension'],
    ['no name', { name: '' }, 'name'],
    ['a role that is no id', { roleId: 'king' }, 'roleId'],
    ['a misspelt field', { loginname: 'x' }, 'loginname'],
    ['four notes', { notes: ['', '', '', ''] }, 'notes'],
  ])('[U2] with %s is refused and the field is named', async (_what, change, path) => {
    const reply = await create({ extension: '824', name: 'x', ...change });
    expect(reply.statusCode).toBe(400);
    expect(reply.json<{ fields: { path: string }[] }>().fields.map((field) => field.path)).toContain(path);
  });
});

describe('a range of extensions', () => {
  test('[U2] becomes one user each, 400 to 420 at once, each with a password of their own', async () => {
    const department = await people.department('电销部', server.tenant.departmentId);
    const group = await people.group('电销一组');
    const before = told.length;
    const { items, passwords } = (
      await create({
        extension: '400',
        toExtension: '420',
        name: '电销',
        departmentId: department,
        groupIds: [group],
        wrapUpSeconds: 20,
      })
    ).json<Created>();
    expect(items.map((user) => user.extension)).toEqual(Array.from({ length: 21 }, (_, i) => String(400 + i)));
    expect(items[3]).toMatchObject({
      name: '电销403',
      departmentName: '电销部',
      groupIds: [group],
      wrapUpSeconds: 20,
      mustChangePassword: true,
    });
    expect(new Set(passwords.map((one) => one.password)).size).toBe(21);
    expect(told.length - before).toBe(21);
    const positions = await server.database.asOwner<{ position: number }>(
      'select position from agent_group_members where group_id = $1 order by position',
      [group],
    );
    expect(positions.map((row) => row.position)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect((await signIn('100001420', passwords[20]!.password)).statusCode).toBe(200);
  });

  test('[U2] is refused as a whole when some are taken, and those are named', async () => {
    const before = await count();
    expect((await create({ extension: '418', toExtension: '425' })).json()).toMatchObject({
      code: 'user.extension-taken',
      params: { extension: '418, 419, 420' },
    });
    expect(await count()).toBe(before);
  });

  test.each([
    ['ends before it begins', { extension: '430', toExtension: '429' }, 'user.wrong-range'],
    ['is longer than a hundred', { extension: '430', toExtension: '530' }, 'user.wrong-range'],
    ['has one login name', { extension: '430', toExtension: '431', loginName: 'both' }, 'input.invalid'],
    [
      'makes 801 an enterprise administrator',
      { extension: '830', toExtension: '831', kind: 'administrator' },
      'user.administrator-extension',
    ],
  ])('[U2] is refused when it %s', async (_what, body, code) => {
    expect((await create(body)).json()).toMatchObject({ code });
  });

  test('[U2] [P1] needs a place in the licence for everybody, also when many are created at once', async () => {
    await license((await count()) + 5);
    expect((await create({ extension: '440', toExtension: '445' })).json()).toMatchObject({
      code: 'user.licence-full',
      params: { licensed: (await count()) + 5 },
    });
    const replies = await Promise.all(
      Array.from({ length: 4 }, (_, i) => create({ extension: `45${i * 2}`, toExtension: `45${i * 2 + 1}` })),
    );
    const codes = replies.map((reply) => reply.json<{ code?: string }>().code ?? 'created').sort();
    expect(codes).toEqual(['created', 'created', 'user.licence-full', 'user.licence-full']);
    await license(200);
  });

  test('[U2] [P1] who is created disabled needs no place, but takes one when they are enabled', async () => {
    await license(await count());
    const [user] = (await create({ extension: '460', isEnabled: false })).json<Created>().items;
    const enable = () =>
      server.request(server.tenant.administrator, 'PATCH', `/api/users/${user!.id}`, { version: 1, isEnabled: true });
    await license((await count()) - 1);
    expect((await enable()).json()).toMatchObject({ code: 'user.licence-full' });
    await license(200);
    expect((await enable()).json()).toMatchObject({ isEnabled: true });
  });
});

describe('who creates users', () => {
  test('[U1] gives no role above their own, and puts nobody into a department of others', async () => {
    const { leader, departmentId } = server.tenant;
    await people.allow('leader', ['user.create', 'user.edit']);
    const elsewhere = await people.department('财务部', null);
    for (const role of ['supervisor', 'inspector', 'administrator']) {
      expect((await createAs(leader, { extension: '470', roleId: people.roles[role] })).json(), role).toMatchObject({
        code: 'user.role-above-own',
      });
    }
    for (const department of [elsewhere, null]) {
      expect((await createAs(leader, { extension: '470', departmentId: department })).json()).toMatchObject({
        code: 'input.invalid',
        fields: [{ path: 'departmentId' }],
      });
    }
    expect((await createAs(leader, { extension: '470' })).json<Created>().items).toMatchObject([
      { departmentId, roleCode: 'agent' },
    ]);
  });
});
