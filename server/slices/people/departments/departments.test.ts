import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deepestDepartment, type Department } from '@bahu/contract/departments.ts';
import { permissions } from '@bahu/contract/permissions.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, url, body);
const asAdmin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  as(server.tenant.administrator, method, url, body);
const tree = async (user: TestUser = server.tenant.administrator): Promise<Department[]> =>
  (await as(user, 'GET', '/api/departments')).json<{ items: Department[] }>().items;
const find = async (id: string): Promise<Department> => (await tree()).find((one) => one.id === id)!;
const create = async (name: string, parentId: string | null = null, more: object = {}): Promise<Department> => {
  const reply = await asAdmin('POST', '/api/departments', { name, parentId, ...more });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Department>();
};
const change = async (id: string, body: object, user = server.tenant.administrator) =>
  as(user, 'PATCH', `/api/departments/${id}`, { version: (await find(id)).version, ...body });
const codeOf = (reply: LightMyRequestResponse): string => reply.json<{ code: string }>().code;
const put = (user: TestUser, departmentId: string | null) =>
  server.database.asOwner('update users set department_id = $2 where id = $1', [user.userId, departmentId]);
/** The names below a department in their order, with their depth as dots. */
const drawn = async (root: Department): Promise<string[]> => {
  const all = await tree();
  const depth = (one: Department): number =>
    one.id === root.id ? 0 : 1 + depth(all.find((other) => other.id === one.parentId)!);
  const isBelow = (one: Department | undefined): boolean =>
    one !== undefined && (one.parentId === root.id || isBelow(all.find((other) => other.id === one.parentId)));
  return all.filter(isBelow).map((one) => '.'.repeat(depth(one) - 1) + one.name);
};

describe('the tree of departments', () => {
  test('[U3] has parents before children and siblings in their order, with people counted', async () => {
    const root = await create('华南');
    const [first, second] = [await create('深圳', root.id), await create('广州', root.id)];
    await create('南山', first.id);
    expect(await drawn(root)).toEqual(['深圳', '.南山', '广州']);
    expect([first.position, second.position]).toEqual([0, 1]);
    await put(server.tenant.stranger, second.id);
    expect(await find(root.id)).toMatchObject({ userCount: 0, totalUserCount: 1, can: ['edit', 'move'] });
    expect(await find(second.id)).toMatchObject({ userCount: 1, totalUserCount: 1 });
    await put(server.tenant.stranger, null);
  });

  test('[U3] has names that differ among siblings, and codes that differ everywhere unless empty', async () => {
    const root = await create('西南', null, { code: 'SW' });
    await create('成都', root.id);
    expect(codeOf(await asAdmin('POST', '/api/departments', { name: '成都', parentId: root.id }))).toBe(
      'department.name-taken',
    );
    expect(codeOf(await asAdmin('POST', '/api/departments', { name: '重庆', parentId: root.id, code: 'sw' }))).toBe(
      'department.code-taken',
    );
    const elsewhere = await create('成都', (await create('西南二', root.id)).id);
    expect(codeOf(await change(elsewhere.id, { parentId: root.id }))).toBe('department.name-taken');
  });

  test('[U3] is no deeper than the contract says, neither by creating nor by moving', async () => {
    const roots = [await create('深一'), await create('深二')];
    let below = roots[0]!;
    for (let level = 2; level <= deepestDepartment; level++) below = await create(`第 ${level} 级`, below.id);
    expect((await asAdmin('POST', '/api/departments', { name: '太深', parentId: below.id })).json()).toMatchObject({
      code: 'department.too-deep',
      params: { most: deepestDepartment },
    });
    expect(codeOf(await change(roots[0]!.id, { parentId: roots[1]!.id }))).toBe('department.too-deep');
  });

  test('[U3] a head is one of the tenant’s people', async () => {
    const { administrator } = server.tenant;
    const department = await create('有负责人', null, { headId: administrator.userId });
    expect(department).toMatchObject({ headId: administrator.userId, headName: 'administrator 800' });
    expect((await change(department.id, { headId: server.otherTenant.agent.userId })).statusCode).toBe(404);
    expect((await change(department.id, { headId: null })).json()).toMatchObject({ headId: null, headName: null });
  });
});

describe('moving a department', () => {
  test('[U3] takes the whole branch along', async () => {
    const [from, to] = [await create('移出'), await create('移入')];
    const branch = await create('分部', from.id);
    const leaf = await create('小组', branch.id);
    expect((await change(branch.id, { parentId: to.id })).json()).toMatchObject({ parentId: to.id, position: 0 });
    expect(await drawn(from)).toEqual([]);
    expect(await drawn(to)).toEqual(['分部', '.小组']);
    const paths = await server.database.asOwner<{ id: string; path: string }>(
      'select id, path from departments where id = any($1)',
      [[branch.id, leaf.id]],
    );
    expect(new Map(paths.map((row) => [row.id, row.path]))).toEqual(
      new Map([
        [branch.id, `${to.id}/${branch.id}/`],
        [leaf.id, `${to.id}/${branch.id}/${leaf.id}/`],
      ]),
    );
  });

  test('[U3] never below itself', async () => {
    const top = await create('环');
    const leaf = await create('环内', top.id);
    expect(codeOf(await change(top.id, { parentId: leaf.id }))).toBe('department.cycle');
    expect(codeOf(await change(top.id, { parentId: top.id }))).toBe('department.cycle');
  });

  test('[U3] two moves side by side make no circle and lose no branch', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await create(`甲 ${round}`), await create(`乙 ${round}`)];
      const replies = await Promise.all([change(a.id, { parentId: b.id }), change(b.id, { parentId: a.id })]);
      expect(new Set(replies.map((reply) => reply.statusCode))).toEqual(new Set([200, 422]));
      const rows = await server.database.asOwner<{ id: string; parent_id: string | null; path: string }>(
        'select id, parent_id, path from departments where id = any($1)',
        [[a.id, b.id]],
      );
      for (const row of rows) expect(row.path).toBe(row.parent_id ? `${row.parent_id}/${row.id}/` : `${row.id}/`);
    }
  });

  test('[U3] among siblings renumbers them', async () => {
    const root = await create('排序');
    const names = ['甲', '乙', '丙', '丁'];
    const made: Department[] = [];
    for (const name of names) made.push(await create(name, root.id));
    await change(made[3]!.id, { position: 1 });
    expect(await drawn(root)).toEqual(['甲', '丁', '乙', '丙']);
    await change(made[0]!.id, { position: 9999 });
    expect(await drawn(root)).toEqual(['丁', '乙', '丙', '甲']);
    expect((await tree()).filter((one) => one.parentId === root.id).map((one) => one.position)).toEqual([0, 1, 2, 3]);
    await asAdmin('DELETE', `/api/departments/${made[1]!.id}`);
    expect((await tree()).filter((one) => one.parentId === root.id).map((one) => one.position)).toEqual([0, 1, 2]);
  });

  test('[U3] moves the scope at once', async () => {
    const { supervisor, stranger, departmentId } = server.tenant;
    const team = await create('外组');
    await put(stranger, team.id);
    const customer = newId();
    await server.database.db.tenant(server.tenant.id, (tx) =>
      tx
        .insertInto('customers')
        .values({
          tenantId: server.tenant.id,
          id: customer,
          name: '何小满',
          phone: '+8613900000061',
          ownerId: stranger.userId,
          departmentId: team.id,
        })
        .execute(),
    );
    const sees = async (): Promise<boolean> =>
      (await as(supervisor, 'GET', `/api/customers/${customer}`)).statusCode === 200;
    expect(await sees()).toBe(false);
    await change(team.id, { parentId: departmentId });
    expect(await sees()).toBe(true);
    await change(team.id, { parentId: null });
    expect(await sees()).toBe(false);
    await put(stranger, null);
  });

  test('[U3] who saw an older one moves nothing', async () => {
    const department = await create('旧版本');
    await change(department.id, { name: '新版本' });
    const reply = await asAdmin('PATCH', `/api/departments/${department.id}`, {
      version: department.version,
      parentId: server.tenant.departmentId,
    });
    expect(codeOf(reply)).toBe('conflict');
    expect(await find(department.id)).toMatchObject({ parentId: null, name: '新版本' });
  });
});

describe('a department that goes', () => {
  test('[U3] is empty, or stays', async () => {
    const top = await create('待删');
    const leaf = await create('叶', top.id);
    await put(server.tenant.stranger, leaf.id);
    for (const { id } of [top, leaf])
      expect(codeOf(await asAdmin('DELETE', `/api/departments/${id}`))).toBe('department.not-empty');
    await put(server.tenant.stranger, null);
    for (const { id } of [leaf, top]) expect((await asAdmin('DELETE', `/api/departments/${id}`)).statusCode).toBe(200);
  });

  test('[P4] every change of it stands in the audit log', async () => {
    const department = await create('留痕');
    await change(department.id, { name: '留痕改' });
    await change(department.id, { parentId: server.tenant.departmentId });
    await asAdmin('DELETE', `/api/departments/${department.id}`);
    const rows = await server.database.asOwner<{
      action: string;
      before: { parent: string | null };
      after: { parent: string | null };
    }>('select action, before, after from audit_rows where record_id = $1 order by at', [department.id]);
    expect(rows.map((row) => row.action)).toEqual([
      'department.create',
      'department.change',
      'department.move',
      'department.delete',
    ]);
    expect([rows[2]!.before.parent, rows[2]!.after.parent]).toEqual([null, '客服中心']);
  });
});

describe('whose tree it is', () => {
  test('[U3] a leader sees their branch; who may manage it alone stays inside', async () => {
    const { leader, departmentId } = server.tenant;
    const [inside, outside] = [await create('里面', departmentId), await create('外面')];
    expect((await tree(leader)).map((one) => one.name)).toEqual(expect.arrayContaining(['客服中心', '里面']));
    expect((await tree(leader)).some((one) => one.id === outside.id)).toBe(false);
    const [{ id: roleId }] = (await server.database.asOwner<{ id: string }>(
      "select id from roles where tenant_id = $1 and code = 'leader'",
      [server.tenant.id],
    )) as [{ id: string }];
    await server.database.asOwner('update roles set permissions = $2 where id = $1', [
      roleId,
      permissions.filter((name) => name.startsWith('department.')),
    ]);
    await server.sessions.refreshTenant(server.tenant.id);
    expect((await change(inside.id, { name: '里面改' }, leader)).statusCode).toBe(200);
    expect((await change(outside.id, { name: '外面改' }, leader)).statusCode).toBe(404);
    expect((await change(inside.id, { parentId: outside.id }, leader)).statusCode).toBe(404);
    expect(codeOf(await change(inside.id, { parentId: null }, leader))).toBe('forbidden');
    expect(codeOf(await change(departmentId, { parentId: inside.id }, leader))).toBe('forbidden');
    expect(codeOf(await as(leader, 'POST', '/api/departments', { name: '新的', parentId: null }))).toBe('forbidden');
    expect((await as(leader, 'POST', '/api/departments', { name: '新的', parentId: inside.id })).json()).toMatchObject({
      can: ['edit', 'move', 'delete'],
    });
  });
});
