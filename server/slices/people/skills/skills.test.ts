import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Skill } from '@bahu/contract/skills.ts';
import { loadAgents } from '../../../telephony/engine/load.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let told = 0;
beforeAll(async () => {
  server = await createTestServer({ onConfigured: () => void told++ });
});
afterAll(() => server.stop());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const as = (user: TestUser, method: Method, url = '', body?: object) =>
  server.request(user, method, `/api/skills${url}`, body);
const asAdmin = (method: Method, url = '', body?: object) => as(server.tenant.administrator, method, url, body);
const create = async (name: string, change: object = {}): Promise<Skill> => {
  const reply = await asAdmin('POST', '', { name, ...change });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Skill>();
};
const level = ({ userId: agentId }: TestUser, of: number) => ({ agentId, level: of });

describe('skills', () => {
  test('[U5] hold the level of each agent, the best first, and reach the calls at once', async () => {
    const { tenant } = server;
    const { agent, stranger } = tenant;
    const before = told;
    const skill = await create('普通话', { nameEn: 'Mandarin', agents: [level(agent, 2), level(stranger, 5)] });
    expect(skill.agents.map(({ extension, level: at }) => [extension, at])).toEqual([
      ['803', 5],
      ['802', 2],
    ]);
    await asAdmin('PATCH', `/${skill.id}`, { version: 1, agents: [level(agent, 3)] });
    expect(told).toBe(before + 2);
    const skillsOf = async (ids: string[]) =>
      (await server.database.db.tenant(tenant.id, (tx) => loadAgents(tx, ids))).map(({ skills }) => [...skills]);
    expect(await skillsOf([agent.userId])).toEqual([[[skill.id, 3]]]);
    expect(await skillsOf([stranger.userId])).toEqual([[]]);
    const [row] = await server.database.asOwner("select before, after from audit_rows where action = 'skill.change'");
    expect(row).toEqual({
      before: { agents: ['agent 803 803: 5', 'agent 802 802: 2'] },
      after: { agents: ['agent 802 802: 3'] },
    });
  });

  test('[U5] have a name of their own, also when they are renamed', async () => {
    await create('英语');
    const other = await create('法语');
    const taken = { code: 'skill.name-taken', fields: [{ path: 'name', rule: 'taken' }] };
    expect((await asAdmin('POST', '', { name: '英语' })).json()).toMatchObject(taken);
    expect((await asAdmin('PATCH', `/${other.id}`, { version: 1, name: '英语' })).json()).toMatchObject(taken);
  });

  test('[U5] [P2] take no agent of another tenant, and none twice', async () => {
    const { tenant, otherTenant } = server;
    const codeOf = async (agents: object[]) => (await asAdmin('POST', '', { name: '外人', agents })).json<object>();
    expect(await codeOf([level(otherTenant.agent, 1)])).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'agents', rule: 'reference' }],
    });
    expect(await codeOf([level(tenant.agent, 1), level(tenant.agent, 2)])).toMatchObject({ code: 'skill.agent-twice' });
    expect((await asAdmin('POST', '', { name: '外人', agents: [level(tenant.agent, 6)] })).statusCode).toBe(400);
    expect(await server.database.asOwner("select 1 from skills where name = '外人'")).toEqual([]);
  });

  test('[U5] are kept while a queue needs them, which is named', async () => {
    const skill = await create('技术支持');
    const reply = await server.request(server.tenant.administrator, 'POST', '/api/queues', {
      name: '售后',
      number: '901',
      strategy: 'linear',
      needs: [{ skillId: skill.id, afterSeconds: 0, level: 2 }],
    });
    expect(reply.statusCode, reply.body).toBe(200);
    const refused = (await asAdmin('DELETE', `/${skill.id}`)).json<object>();
    expect(refused).toMatchObject({ code: 'skill.in-use', params: { queues: '售后' } });
    const { id, version } = reply.json<{ id: string; version: number }>();
    await server.request(server.tenant.administrator, 'PATCH', `/api/queues/${id}`, { version, needs: [] });
    expect((await asAdmin('DELETE', `/${skill.id}`)).statusCode).toBe(200);
  });

  test('[U5] [U1] are seen from leaders up, changed from supervisors up, and by no agent', async () => {
    const { agent, leader, supervisor } = server.tenant;
    const { id } = await create('只读');
    expect((await as(leader, 'GET', `/${id}`)).json<Skill>().can).toEqual([]);
    expect((await as(leader, 'PATCH', `/${id}`, { version: 1, nameEn: 'x' })).statusCode).toBe(403);
    expect((await as(supervisor, 'PATCH', `/${id}`, { version: 1, nameEn: 'x' })).statusCode).toBe(200);
    expect((await as(agent, 'GET')).statusCode).toBe(403);
  });
});
