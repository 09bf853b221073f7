import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgentGroup } from '@bahu/contract/agent-groups.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api/agent-groups${url}`, body);
const asAdmin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  as(server.tenant.administrator, method, url, body);
const create = async (name: string, change: object = {}) =>
  (await asAdmin('POST', '', { name, order: 'sequential', ...change })).json<AgentGroup>();

describe('agent groups', () => {
  test('[U4] keep their members in the order in which they were given', async () => {
    const { agent, stranger, leader } = server.tenant;
    const group = await create('电销一组', {
      order: 'round-robin',
      memberIds: [stranger.userId, leader.userId, agent.userId],
    });
    expect(group).toMatchObject({
      name: '电销一组',
      order: 'round-robin',
      isEnabled: true,
      note: '',
      version: 1,
      can: ['edit', 'delete'],
    });
    expect(group.members.map((member) => member.extension)).toEqual(['803', '804', '802']);
    const changed = await asAdmin('PATCH', `/${group.id}`, {
      version: 1,
      memberIds: [agent.userId, stranger.userId],
      isEnabled: false,
    });
    expect(changed.json<AgentGroup>().members.map((member) => member.extension)).toEqual(['802', '803']);
    expect(changed.json()).toMatchObject({ isEnabled: false, version: 2 });
    const [row] = await server.database.asOwner(
      "select before, after from audit_rows where action = 'agent-group.change'",
    );
    expect(row).toEqual({
      before: { isEnabled: true, members: ['agent 803 803', 'leader 804 804', 'agent 802 802'] },
      after: { isEnabled: false, members: ['agent 802 802', 'agent 803 803'] },
    });
  });

  test('[U4] are listed by name as Chinese readers expect, searched, and paged by keyset', async () => {
    await create('百灵组');
    await create('珠海组');
    const names = async (query: string) =>
      (await asAdmin('GET', query)).json<{ items: AgentGroup[]; next: string | null }>();
    expect((await names('')).items.map((group) => group.name)).toEqual(['百灵组', '电销一组', '珠海组']);
    const first = await names('?limit=2');
    expect((await names(`?limit=2&cursor=${first.next}`)).items.map((group) => group.name)).toEqual(['珠海组']);
    expect((await names('?enabled=false')).items.map((group) => group.name)).toEqual(['电销一组']);
    expect((await names(`?search=${encodeURIComponent('灵')}`)).items.map((group) => group.name)).toEqual(['百灵组']);
  });

  test('[U4] need a name of their own; a second editor is told that they were too late', async () => {
    expect((await asAdmin('POST', '', { name: '百灵组', order: 'random' })).json()).toMatchObject({
      code: 'agent-group.name-taken',
    });
    const group = await create('云雀组');
    expect((await asAdmin('PATCH', `/${group.id}`, { version: 1, name: '百灵组' })).json()).toMatchObject({
      code: 'agent-group.name-taken',
    });
    expect((await asAdmin('PATCH', `/${group.id}`, { version: 7, name: '云雀二组' })).json()).toMatchObject({
      code: 'conflict',
    });
    expect(
      (
        await server.request(server.otherTenant.administrator, 'POST', '/api/agent-groups', {
          name: '百灵组',
          order: 'random',
        })
      ).statusCode,
    ).toBe(200);
  });

  test("[U4] [P2] take no agent of another tenant, and another tenant's administrator does not find them", async () => {
    const { otherTenant, tenant } = server;
    const reply = await asAdmin('POST', '', {
      name: '外人组',
      order: 'random',
      memberIds: [tenant.agent.userId, otherTenant.agent.userId],
    });
    expect(reply.json()).toMatchObject({ code: 'input.invalid', fields: [{ path: 'memberIds', rule: 'reference' }] });
    expect(await server.database.asOwner("select 1 from agent_groups where name = '外人组'")).toEqual([]);
    const group = await create('本家组');
    expect((await as(otherTenant.administrator, 'PATCH', `/${group.id}`, { version: 1, name: 'x' })).statusCode).toBe(
      404,
    );
    expect((await as(otherTenant.administrator, 'DELETE', `/${group.id}`)).statusCode).toBe(404);
  });

  test('[U4] are seen by a leader, who may not change them, and by no agent', async () => {
    const group = await create('只读组');
    const seen = (await as(server.tenant.leader, 'GET', '')).json<{ items: AgentGroup[] }>().items;
    expect(seen.find((one) => one.id === group.id)?.can).toEqual([]);
    expect((await as(server.tenant.leader, 'DELETE', `/${group.id}`)).statusCode).toBe(403);
    expect((await as(server.tenant.agent, 'GET', '')).statusCode).toBe(403);
  });

  test('[U4] are deleted with their memberships, the agents stay', async () => {
    const { agent } = server.tenant;
    const group = await create('临时组', { memberIds: [agent.userId] });
    expect((await asAdmin('DELETE', `/${group.id}`)).statusCode).toBe(200);
    expect(await server.database.asOwner('select 1 from agent_group_members where group_id = $1', [group.id])).toEqual(
      [],
    );
    expect(await server.database.asOwner('select 1 from agents where id = $1', [agent.userId])).toHaveLength(1);
  });
});
