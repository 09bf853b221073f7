import { afterAll, beforeAll, expect, test } from 'vitest';
import { supervisorActs, type Directory } from '@bahu/contract/desk.ts';
import { defaultRoles, type RoleCode } from '@bahu/contract/permissions.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const read = async (user: TestUser): Promise<Directory> =>
  (await server.request(user, 'GET', '/api/desk/directory')).json<Directory>();

test('[A2.2] [A2.5] the directory holds colleagues with initials, department, groups, and enabled queues and menus', async () => {
  const { id: tenantId, agent, administrator } = server.tenant;
  const [queueId, menuId] = [newId(), newId()];
  await server.database.db.tenant(tenantId, async (tx) => {
    await tx.updateTable('users').set({ name: '单雄信' }).where('id', '=', agent.userId).execute();
    await tx
      .insertInto('queues')
      .values([
        { tenantId, id: queueId, name: '售后支持', number: '901', strategy: 'round-robin' },
        { tenantId, id: newId(), name: '停用', number: '902', strategy: 'round-robin', isEnabled: false },
      ])
      .execute();
    await tx
      .insertInto('menus')
      .values([
        { tenantId, id: menuId, name: '主菜单', definition: '{}' },
        { tenantId, id: newId(), name: '停用', definition: '{}', isEnabled: false },
      ])
      .execute();
  });
  const group = (name: string, isEnabled: boolean) =>
    server.request(administrator, 'POST', '/api/agent-groups', {
      name,
      order: 'random',
      isEnabled,
      memberIds: [agent.userId],
    });
  for (const reply of [await group('退换专员', true), await group('早班', true), await group('停用的组', false)])
    expect(reply.statusCode, reply.body).toBe(200);
  const { colleagues, queues, menus } = await read(administrator);
  expect(colleagues.map(({ extension }) => extension)).toEqual(['801', '802', '803', '804', '805']);
  expect(colleagues[1]).toMatchObject({
    agentId: agent.userId,
    name: '单雄信',
    initials: 'sxx',
    department: '客服中心',
  });
  expect(colleagues[1]!.groups.toSorted()).toEqual(['早班', '退换专员'].toSorted());
  expect(colleagues[2]).toMatchObject({ department: null, groups: [] });
  expect([queues, menus]).toEqual([[{ queueId, name: '售后支持', number: '901' }], [{ menuId, name: '主菜单' }]]);
});

test('[A4.7] [A2.5] it says who takes messages of callers who are given to them, as far as their own settings and their company’s go', async () => {
  const { agent, administrator } = server.tenant;
  const takes = async () =>
    (await read(administrator)).colleagues.find(({ agentId }) => agentId === agent.userId)!.takesTransfers;
  expect(await takes()).toBe(false);
  await server.request(agent, 'PUT', '/api/desk-settings', { version: 0, own: { messagesOfTransfers: true } });
  expect(await takes()).toBe(true);
  await server.request(agent, 'PUT', '/api/desk-settings', {
    version: 1,
    own: { messagesOfTransfers: true, takesMessages: false },
  });
  expect(await takes()).toBe(false);
});

test('[A2.2] it holds neither the reader nor who is disabled: they cannot be called', async () => {
  const { id: tenantId, agent, leader, administrator } = server.tenant;
  const setEnabled = (isEnabled: boolean) =>
    server.database.db.tenant(tenantId, (tx) =>
      tx.updateTable('users').set({ isEnabled }).where('id', '=', leader.userId).execute(),
    );
  await setEnabled(false);
  try {
    for (const reader of [agent, administrator]) {
      const called = (await read(reader)).colleagues.map(({ agentId }) => agentId);
      expect(called).toContain((reader === agent ? administrator : agent).userId);
      expect(called).not.toContain(reader.userId);
      expect(called).not.toContain(leader.userId);
    }
  } finally {
    await setEnabled(true);
  }
});

test('[U6] [U1] it says what the reader may do with each colleague: by permission, and in its scope', async () => {
  const { tenant } = server;
  const acts = (role: RoleCode) =>
    supervisorActs.filter((act) => defaultRoles[role].permissions.includes(`monitor.${act}`));
  for (const role of ['agent', 'leader', 'supervisor', 'inspector', 'administrator'] as const) {
    const { colleagues } = await read(tenant[role]);
    const can = (user: TestUser) => colleagues.find(({ agentId }) => agentId === user.userId)?.can;
    const inside = role === 'agent' ? tenant.leader : tenant.agent;
    expect([role, can(inside)]).toEqual([role, acts(role)]);
    // Who is in no department is out of a department's scope.
    expect([role, can(tenant.stranger)]).toEqual([role, defaultRoles[role].scope === 'all' ? acts(role) : []]);
  }
});

test('[P1] nothing of it can be done in a company that is suspended', async () => {
  const { otherTenant } = server;
  await server.database.asOwner("update tenants set status = 'suspended' where id = $1", [otherTenant.id]);
  await server.sessions.refreshTenant(otherTenant.id);
  expect((await read(otherTenant.administrator)).colleagues.flatMap(({ can }) => can)).toEqual([]);
});
