import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Static } from 'typebox';
import type { User } from '@bahu/contract/users.ts';
import { createTestServer, testPassword, type TestServer } from '../../test-server.ts';

type UserReply = Static<typeof User>;
interface List { items: UserReply[]; next: string | null; total: number; totalIsExact: boolean }

let server: TestServer;
const told: string[] = [];
beforeAll(async () => {
  server = await createTestServer({ onUserChanged: (_tenantId, user) => void told.push(user.id) });
});
afterAll(() => server.stop());

const asAdmin = (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) => server.request(server.tenant.administrator, method, url, body);
const create = (change: object = {}) => asAdmin('POST', '/api/users', { name: '郑小满', extension: '810', role: 'agent', password: 'secret-9', ...change });
const list = async (query = '') => (await asAdmin('GET', `/api/users${query}`)).json<List>();
const one = async (extension: string) => (await list('?limit=100')).items.find((user) => user.extension === extension)!;

describe('the list of users', () => {
  test('[U2] is ordered by extension and pages by keyset', async () => {
    const first = await list('?limit=3');
    expect(first.items.map((user) => user.extension)).toEqual(['800', '801', '802']);
    expect(first).toMatchObject({ total: 4, totalIsExact: true });
    const second = await list(`?limit=3&cursor=${first.next}`);
    expect(second.items.map((user) => user.extension)).toEqual(['803']);
    expect(second.next).toBeNull();
  });

  test('[U2] finds by name, login name and extension; signs of LIKE mean themselves', async () => {
    expect((await list('?search=SUPER')).items.map((user) => user.extension)).toEqual(['801']);
    expect((await list('?search=user-802')).total).toBe(1);
    expect((await list('?search=803')).total).toBe(1);
    expect((await list('?search=%25')).total).toBe(0);
    expect((await list('?role=agent')).total).toBe(2);
  });

  test('shows a supervisor the users of his department', async () => {
    const seen = (await server.request(server.tenant.supervisor, 'GET', '/api/users')).json<List>();
    expect(seen.items.map((user) => user.extension)).toEqual(['800', '801', '802']);
    expect(seen.items.every((user) => user.can.length === 0)).toBe(true);
  });

  test('a cursor that is none of this list is refused', async () => {
    for (const cursor of ['x', Buffer.from('["customers by created","a","b"]').toString('base64url'), Buffer.from('{}').toString('base64url')]) {
      expect((await asAdmin('GET', `/api/users?cursor=${cursor}`)).json()).toMatchObject({ code: 'input.invalid', fields: [{ path: 'cursor', rule: 'cursor' }] });
    }
  });
});

describe('a new user', () => {
  test('[U2] can sign in, is told to the engine and stands in the audit log without his password', async () => {
    const reply = await create({ extension: '820', loginName: 'zheng' });
    expect(reply.json()).toMatchObject({ name: '郑小满', extension: '820', loginName: 'zheng', role: 'agent', isEnabled: true, isRecorded: true, version: 1 });
    expect(told).toContain(reply.json<UserReply>().id);
    const signIn = await server.request(null, 'POST', '/api/session', { account: '100001/zheng', password: 'secret-9' });
    expect(signIn.statusCode).toBe(200);
    const [row] = await server.database.asOwner<{ after: object }>("select after from audit_rows where action = 'user.create' order by at desc limit 1");
    expect(JSON.stringify(row)).toContain('820');
    expect(JSON.stringify(row)).not.toMatch(/secret-9|argon2/);
  });

  test('[U2] needs an extension and a login name of his own within the tenant', async () => {
    expect((await create({ extension: '800' })).json()).toMatchObject({ code: 'user.extension-taken' });
    expect((await create({ loginName: 'user-800' })).json()).toMatchObject({ code: 'user.login-name-taken' });
    const elsewhere = await server.request(server.otherTenant.administrator, 'POST', '/api/users', { name: 'x', extension: '820', loginName: 'zheng', role: 'agent', password: 'secret-9' });
    expect(elsewhere.statusCode).toBe(200);
  });

  test('[U2] needs a place in the licence, also when many are created at once', async () => {
    const replies = await Promise.all(Array.from({ length: 6 }, (_, i) => create({ extension: `83${i}` })));
    const codes = replies.map((reply) => reply.json<{ code?: string }>().code ?? 'created').sort();
    expect(codes).toEqual([...Array<string>(3).fill('created'), ...Array<string>(3).fill('user.licence-full')]);
  });

  test.each([
    ['a short password', { password: '12345' }, 'password'],
    ['an extension out of range', { extension: '900' }, 'extension'],
    ['no name', { name: '' }, 'name'],
    ['an unknown role', { role: 'king' }, 'role'],
    ['a misspelt field', { loginname: 'x' }, 'loginname'],
  ])('with %s is refused and the field is named', async (_what, change, path) => {
    const reply = await create(change);
    expect(reply.statusCode).toBe(400);
    expect(reply.json<{ fields: { path: string }[] }>().fields.map((field) => field.path)).toContain(path);
  });
});

describe('a changed user', () => {
  test('keeps what was not named, and a second editor is told that he was too late', async () => {
    const user = await one('803');
    const change = (name: string) => asAdmin('PATCH', `/api/users/${user.id}`, { version: user.version, name });
    expect((await change('新名字')).json()).toMatchObject({ name: '新名字', extension: '803', version: user.version + 1 });
    expect((await change('另一个')).json()).toMatchObject({ code: 'conflict' });
  });

  test('is signed out when he is disabled', async () => {
    const user = await one('803');
    expect((await server.request(server.tenant.stranger, 'GET', '/api/session')).statusCode).toBe(200);
    await asAdmin('PATCH', `/api/users/${user.id}`, { version: user.version, isEnabled: false });
    expect((await server.request(server.tenant.stranger, 'GET', '/api/session')).statusCode).toBe(401);
  });

  test('has his new rights at once when his role changes', async () => {
    const user = await one('802');
    expect((await server.request(server.tenant.agent, 'GET', '/api/users')).json()).toMatchObject({ code: 'forbidden' });
    await asAdmin('PATCH', `/api/users/${user.id}`, { version: user.version, role: 'supervisor' });
    expect((await server.request(server.tenant.agent, 'GET', '/api/users')).statusCode).toBe(200);
  });

  test('gets a new password from the administrator, which unlocks him', async () => {
    const user = await one('801');
    await server.database.asOwner("update users set failed_sign_ins = 8, locked_until = now() + interval '15 minutes' where id = $1", [user.id]);
    await asAdmin('PATCH', `/api/users/${user.id}`, { version: user.version, password: 'reset-by-admin' });
    const signIn = (password: string) => server.request(null, 'POST', '/api/session', { account: '100001801', password });
    expect((await signIn('reset-by-admin')).statusCode).toBe(200);
    expect((await signIn(testPassword)).statusCode).toBe(401);
  });

  test('the last administrator can neither leave his role nor be disabled', async () => {
    const user = await one('800');
    for (const change of [{ role: 'agent' }, { isEnabled: false }]) {
      expect((await asAdmin('PATCH', `/api/users/${user.id}`, { version: user.version, ...change })).json()).toMatchObject({ code: 'user.last-administrator' });
    }
  });
});
