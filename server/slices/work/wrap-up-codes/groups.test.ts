import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WrapUpGroup } from '@bahu/contract/wrap-up-codes.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { talk } from './test-talks.ts';

let server: TestServer;
const queueId = newId();
beforeAll(async () => {
  server = await createTestServer();
  const { asOwner } = server.database;
  await asOwner("insert into engine_lease (holder, epoch, expires_at) values (1, 1, 'infinity')");
  await asOwner(
    "insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, '售后', '902', 'round-robin')",
    [server.tenant.id, queueId],
  );
});
afterAll(() => server.stop());

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const codeOf = async (reply: ReturnType<typeof as>) => (await reply).json<{ code?: string }>().code;
const code = (name: string, values: object = {}) => ({
  name,
  nameEn: '',
  nextAction: 'none',
  afterMinutes: 0,
  isEnabled: true,
  ...values,
});
const create = async (values: object): Promise<WrapUpGroup> => {
  const reply = await as(server.tenant.administrator, 'POST', '/wrap-up-groups', values);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<WrapUpGroup>();
};
const change = (group: WrapUpGroup, values: object) =>
  as(server.tenant.administrator, 'PATCH', `/wrap-up-groups/${group.id}`, { version: group.version, ...values });
const namesOf = ({ codes }: WrapUpGroup): string[] => codes.map(({ name }) => name);

test('[B] a group keeps its codes in their order, through every change, and the queues that it is for', async () => {
  const group = await create({
    name: '售后',
    appliesTo: 'queues',
    queueIds: [queueId],
    codes: [code('报修'), code('投诉', { nextAction: 'callback', afterMinutes: 30 }), code('已解决')],
  });
  expect(namesOf(group)).toEqual(['报修', '投诉', '已解决']);
  expect(group).toMatchObject({ queueIds: [queueId], isRequired: false, can: ['edit', 'delete'] });
  const [repair, complaint, solved] = group.codes;
  const moved = await change(group, { codes: [{ ...solved, name: '办结' }, code('咨询'), repair, complaint] });
  expect(moved.statusCode, moved.body).toBe(200);
  const after = moved.json<WrapUpGroup>();
  expect(namesOf(after)).toEqual(['办结', '咨询', '报修', '投诉']);
  expect(after.codes[0]!.id).toBe(solved!.id);
  expect(after.codes[3]).toMatchObject({ nextAction: 'callback', afterMinutes: 30 });
  expect(await codeOf(change(group, { name: '太晚' }))).toBe('conflict');
  const rows = await server.database.asOwner<{ after: { codeNames: string[] } }>(
    "select after from audit_rows where action = 'wrap-up-group.change' and record_id = $1",
    [group.id],
  );
  expect(rows[0]!.after.codeNames).toEqual(['办结', '咨询', '报修', '投诉 · callback · 30']);
});

test('[B] two groups of one name, two codes of one name in a group, a queue and a code that there are not are refused at their field', async () => {
  const group = await create({ name: '咨询', codes: [code('价格')] });
  const refused = async (reply: ReturnType<typeof as>) => (await reply).json<object>();
  expect(await refused(as(server.tenant.administrator, 'POST', '/wrap-up-groups', { name: '咨询' }))).toMatchObject({
    code: 'wrap-up-group.name-taken',
    fields: [{ path: 'name' }],
  });
  expect(await refused(change(group, { name: '售后' }))).toMatchObject({ code: 'wrap-up-group.name-taken' });
  expect(await refused(change(group, { codes: [code('价格'), code('发票'), code(' 价格')] }))).toMatchObject({
    code: 'wrap-up-code.name-taken',
    fields: [{ path: 'codes.2.name' }],
  });
  expect(await refused(change(group, { queueIds: [newId()] }))).toMatchObject({ fields: [{ path: 'queueIds' }] });
  const other = await create({ name: '其他', codes: [code('打错')] });
  expect(await refused(change(group, { codes: [other.codes[0]] }))).toMatchObject({ fields: [{ path: 'codes.0.id' }] });
  const list = await as(server.tenant.leader, 'GET', `/wrap-up-groups?search=${encodeURIComponent('打错')}`);
  expect(list.json<{ items: WrapUpGroup[] }>().items.map(({ name }) => name)).toEqual(['其他']);
});

test('[B] a code that a call was given can be switched off and neither removed nor lost with its group', async () => {
  const { agent, administrator } = server.tenant;
  const group = await create({ name: '外呼', codes: [code('成交'), code('未用')] });
  const callId = await talk(server, { stays: [{ agentId: agent.userId }] });
  const chosen = await as(agent, 'PUT', `/calls/${callId}/wrap-up`, { codeId: group.codes[0]!.id });
  expect(chosen.statusCode, chosen.body).toBe(200);
  const [used, unused] = group.codes;
  expect((await change(group, { codes: [unused] })).json<object>()).toMatchObject({
    code: 'wrap-up-code.in-use',
    params: { name: '成交' },
  });
  expect(await codeOf(as(administrator, 'DELETE', `/wrap-up-groups/${group.id}`))).toBe('wrap-up-code.in-use');
  const off = await change(group, { codes: [{ ...used, isEnabled: false }] });
  expect(namesOf(off.json<WrapUpGroup>())).toEqual(['成交']);
  const offered = await as(agent, 'GET', `/calls/${callId}/wrap-ups`);
  expect(offered.json<{ groups: { name: string }[] }>().groups.map(({ name }) => name)).not.toContain('外呼');
});

test('[U1] an editor who sees digits masked keeps those in the names of codes that they send back', async () => {
  const group = await create({
    name: '转接',
    codes: [code('转 13800138000', { nameEn: 'To 13800138000' }), code('其他')],
  });
  const setMask = async (masks: boolean) => {
    await server.database.asOwner('update roles set masks_numbers = $2 where tenant_id = $1 and code = $3', [
      server.tenant.id,
      masks,
      'administrator',
    ]);
    await server.sessions.refreshTenant(server.tenant.id);
  };
  await setMask(true);
  const seen = (await as(server.tenant.administrator, 'GET', `/wrap-up-groups/${group.id}`)).json<WrapUpGroup>();
  expect(namesOf(seen)).toEqual(['转 138****8000', '其他']);
  const saved = await change(seen, { codes: [seen.codes[1], { ...seen.codes[0], afterMinutes: 5 }] });
  await setMask(false);
  expect(saved.statusCode, saved.body).toBe(200);
  const kept = (await as(server.tenant.administrator, 'GET', `/wrap-up-groups/${group.id}`)).json<WrapUpGroup>();
  expect(kept.codes.map(({ name, nameEn, afterMinutes }) => [name, nameEn, afterMinutes])).toEqual([
    ['其他', '', 0],
    ['转 13800138000', 'To 13800138000', 5],
  ]);
});

test('[U1] groups are read from leaders up and changed by administrators alone', async () => {
  const { agent, leader, supervisor } = server.tenant;
  const statuses = await Promise.all([agent, leader].map((user) => as(user, 'GET', '/wrap-up-groups')));
  expect(statuses.map(({ statusCode }) => statusCode)).toEqual([403, 200]);
  expect(await codeOf(as(supervisor, 'POST', '/wrap-up-groups', { name: '无权' }))).toBe('forbidden');
});
