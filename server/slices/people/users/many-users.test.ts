import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { User } from '@bahu/contract/users.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { peopleOf, type People } from './test-people.ts';

let server: TestServer;
let people: People;
const told: string[] = [];
beforeAll(async () => {
  server = await createTestServer({ onUserChanged: (_tenantId, user) => void told.push(user.id) });
  people = await peopleOf(server, server.tenant);
  await server.database.asOwner('update tenants set licensed_agents = 600 where id = $1', [server.tenant.id]);
  await people.allow('leader', ['user.edit']);
});
afterAll(() => server.stop());

const changeAs = (user: TestUser, selection: object, change: object) =>
  server.request(user, 'POST', '/api/users/changes', { selection, change });
const change = (selection: object, fields: object) => changeAs(server.tenant.administrator, selection, fields);
const users = async () =>
  (await server.request(server.tenant.administrator, 'GET', '/api/users?limit=100')).json<{ items: User[] }>().items;
const one = async (extension: string) => (await users()).find((user) => user.extension === extension)!;

describe('changing many users at once', () => {
  test('[U2] changes the checked ones, each with a version and an audit row of what it changed for them', async () => {
    const { agent, stranger, leader } = server.tenant;
    await change({ ids: [leader.userId] }, { lockLimit: 5 });
    const reply = await change(
      { ids: [agent.userId, stranger.userId, leader.userId] },
      { lockLimit: 5, isRecorded: false },
    );
    expect(reply.json()).toEqual({ changed: 3 });
    expect(await one('803')).toMatchObject({ lockLimit: 5, isRecorded: false, version: 2 });
    expect(told).toEqual(expect.arrayContaining([agent.userId, stranger.userId, leader.userId]));
    const rows = await server.database.asOwner(
      "select record_name, before, after from audit_rows where action = 'user.change' order by id desc limit 3",
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        {
          record_name: 'agent 802 802',
          before: { lockLimit: 0, isRecorded: true },
          after: { lockLimit: 5, isRecorded: false },
        },
        { record_name: 'leader 804 804', before: { isRecorded: true }, after: { isRecorded: false } },
      ]),
    );
  });

  test('[U2] changes all that a query finds, and counts those only whom it changed', async () => {
    expect((await change({ filter: { role: people.roles['agent'] } }, { wrapUpSeconds: 40 })).json()).toEqual({
      changed: 2,
    });
    expect((await change({ filter: { role: people.roles['agent'] } }, { wrapUpSeconds: 40 })).json()).toEqual({
      changed: 0,
    });
  });

  test('[U1] [U2] a leader changes nobody outside of their departments, by ids or by a query', async () => {
    const { leader, agent, stranger } = server.tenant;
    expect((await changeAs(leader, { ids: [stranger.userId] }, { lockDays: 9 })).json()).toEqual({ changed: 0 });
    expect((await changeAs(leader, { ids: [agent.userId, stranger.userId] }, { lockDays: 9 })).json()).toEqual({
      changed: 1,
    });
    expect((await changeAs(leader, { filter: { role: people.roles['agent'] } }, { lockDays: 10 })).json()).toEqual({
      changed: 1,
    });
    expect((await one('803')).lockDays).toBe(0);
  });

  test('[U1] is refused for all when one of them may do more than the editor', async () => {
    const { leader, agent, supervisor } = server.tenant;
    expect((await changeAs(leader, { ids: [agent.userId, supervisor.userId] }, { lockDays: 11 })).json()).toMatchObject(
      { code: 'user.role-above-own' },
    );
    expect((await one('802')).lockDays).toBe(10);
  });

  test("[U1] gives no role above one's own, and moves nobody out of sight", async () => {
    const { leader, agent } = server.tenant;
    expect(
      (await changeAs(leader, { ids: [agent.userId] }, { roleId: people.roles['administrator'] })).json(),
    ).toMatchObject({ code: 'user.role-above-own' });
    expect((await changeAs(leader, { ids: [agent.userId] }, { departmentId: null })).json()).toMatchObject({
      code: 'input.invalid',
    });
  });

  test('[U2] leaves an administrator enabled, whoever is among the changed', async () => {
    expect((await change({ filter: {} }, { isEnabled: false })).json()).toMatchObject({
      code: 'user.last-administrator',
    });
    expect((await users()).every((user) => user.isEnabled)).toBe(true);
  });

  test('[U1] [U2] gives nobody a superior whom the editor does not see, alone, in many or anew; one that is there already may stay', async () => {
    const { agent, stranger, leader } = server.tenant;
    await people.allow('leader', ['user.edit', 'user.create']);
    const unseen = { superiorId: stranger.userId };
    const { version } = await one('802');
    const ways = [
      await changeAs(leader, { ids: [agent.userId] }, unseen),
      await server.request(leader, 'PATCH', `/api/users/${agent.userId}`, { version, ...unseen }),
      await server.request(leader, 'POST', '/api/users', {
        extension: '898',
        name: '新人',
        roleId: people.roles['agent'],
        departmentId: server.tenant.departmentId,
        ...unseen,
      }),
    ];
    for (const reply of ways)
      expect(reply.json()).toMatchObject({ code: 'user.wrong-superior', fields: [{ path: 'superiorId' }] });
    expect(await one('802')).toMatchObject({ superiorId: null, version });
    await change({ ids: [agent.userId] }, unseen);
    expect((await changeAs(leader, { ids: [agent.userId] }, { ...unseen, lockLimit: 3 })).json()).toEqual({
      changed: 1,
    });
    expect((await changeAs(leader, { ids: [agent.userId] }, { superiorId: leader.userId })).statusCode).toBe(200);
    await change({ ids: [agent.userId] }, { superiorId: null, lockLimit: 0 });
  });

  test('[U2] makes nobody the superior of themselves', async () => {
    const { agent, leader } = server.tenant;
    expect((await change({ ids: [agent.userId, leader.userId] }, { superiorId: leader.userId })).json()).toMatchObject({
      code: 'user.wrong-superior',
    });
  });

  test('[P2] changes nobody of another tenant', async () => {
    expect((await change({ ids: [server.otherTenant.agent.userId] }, { lockLimit: 7 })).json()).toEqual({ changed: 0 });
  });

  test('[U2] changes a whole tenant of hundreds in one transaction', async () => {
    await server.database.asOwner(
      `with made as (
      insert into users (tenant_id, id, role_id, department_id, name, password_hash)
      select $1, gen_random_uuid(), $2, $3, '坐席' || n, '' from generate_series(400, 749) n returning id, name)
      insert into agents (tenant_id, id, extension) select $1, id, right(name, 3) from made`,
      [server.tenant.id, people.roles['agent'], server.tenant.departmentId],
    );
    expect((await change({ filter: { role: people.roles['agent'] } }, { staffingWeight: 0.75 })).json()).toEqual({
      changed: 352,
    });
  });

  test.each([
    ['without a field', { selection: { filter: {} }, change: {} }],
    ['of nobody', { selection: { ids: [] }, change: { lockLimit: 1 } }],
    ['of what must differ', { selection: { filter: {} }, change: { loginName: 'same' } }],
  ])('[U2] a change %s is refused', async (_what, body) => {
    expect((await server.request(server.tenant.administrator, 'POST', '/api/users/changes', body)).statusCode).toBe(
      400,
    );
  });
});
