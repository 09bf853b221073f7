import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Announcement } from '@bahu/contract/announcements.ts';
import type { Reach } from '@bahu/contract/departments.ts';
import type { Todo } from '@bahu/contract/todos.ts';
import { newId } from '../../../kernel/ids.ts';
import { connectReader } from '../../../realtime/test-reader.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let address: string;
beforeAll(async () => {
  server = await createTestServer();
  address = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 })).host;
});
afterAll(() => server.stop());

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const publish = async (user: TestUser, values: object): Promise<Announcement> => {
  const reply = await as(user, 'POST', '/announcements', {
    title: '通知',
    level: 'normal',
    audience: 'all',
    ...values,
  });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Announcement>();
};
const codeOf = async (reply: ReturnType<typeof as>) => (await reply).json<{ code?: string }>().code;
const todosOf = async (user: TestUser) => (await as(user, 'GET', '/todos')).json<{ items: Todo[]; unread: number }>();
const isReminded = async (user: TestUser, { id }: Announcement) =>
  (await todosOf(user)).items.some((item) => item.id === id && item.kind === 'announcement');

describe('announcements', () => {
  test('[C8] to everybody, to a department with those below it and to people remind those whom they are for, and nobody else', async () => {
    const { administrator, agent, stranger, leader, departmentId } = server.tenant;
    const toAll = await publish(administrator, { title: '全员' });
    const toDepartment = await publish(administrator, { audience: 'departments', departmentIds: [departmentId] });
    const toPerson = await publish(administrator, { audience: 'people', userIds: [stranger.userId] });
    const reminded = (one: Announcement) => Promise.all([agent, leader, stranger].map((user) => isReminded(user, one)));
    expect(await reminded(toAll)).toEqual([true, true, true]);
    expect(await reminded(toDepartment)).toEqual([true, true, false]);
    expect(await reminded(toPerson)).toEqual([false, false, true]);
    expect((await as(stranger, 'GET', `/announcements/${toPerson.id}`)).statusCode).toBe(200);
    expect((await as(agent, 'GET', `/announcements/${toPerson.id}`)).statusCode).toBe(404);
    expect(await codeOf(as(agent, 'POST', `/todos/announcement/${toPerson.id}/read`))).toBe('not-found');
  });

  test('[C8] to a department reach the people of the departments below it', async () => {
    const { administrator, agent, departmentId } = server.tenant;
    const reply = await as(administrator, 'POST', '/departments', { name: '夜班', parentId: departmentId });
    const below = reply.json<{ id: string }>().id;
    await server.database.asOwner('update users set department_id = $1 where id = $2', [below, agent.userId]);
    await server.sessions.refreshTenant(server.tenant.id);
    const above = await publish(administrator, { audience: 'departments', departmentIds: [departmentId] });
    expect(await isReminded(agent, above)).toBe(true);
    await server.database.asOwner('update users set department_id = $1 where id = $2', [departmentId, agent.userId]);
    await server.sessions.refreshTenant(server.tenant.id);
    const only = await publish(administrator, { audience: 'departments', departmentIds: [below] });
    expect(await isReminded(agent, only)).toBe(false);
  });

  test('[C8] are read once by each person, which their author sees by name and others do not', async () => {
    const { administrator, agent, leader } = server.tenant;
    const one = await publish(administrator, { title: '请阅读' });
    const before = (await todosOf(agent)).unread;
    for (const _ of [1, 2])
      expect((await as(agent, 'POST', `/todos/announcement/${one.id}/read`)).statusCode).toBe(200);
    expect([await isReminded(agent, one), await isReminded(leader, one)]).toEqual([false, true]);
    expect((await todosOf(agent)).unread).toBe(before - 1);
    const seen = async (user: TestUser) => (await as(user, 'GET', `/announcements/${one.id}`)).json<Announcement>();
    expect(await seen(administrator)).toMatchObject({ readers: ['agent 802'], isRead: null, can: ['edit', 'delete'] });
    expect(await seen(agent)).toMatchObject({ readers: [], isRead: true, can: [] });
    const unread = await as(agent, 'GET', '/announcements?unread=true');
    expect(unread.json<{ items: Announcement[] }>().items.map(({ id }) => id)).not.toContain(one.id);
  });

  test('[C8] are unread for those whom they are meant for, not for their author or who only manages them', async () => {
    const { administrator, supervisor, agent, stranger, departmentId } = server.tenant;
    const toAll = await publish(administrator, { title: '作者自己' });
    const toDepartment = await publish(administrator, { audience: 'departments', departmentIds: [departmentId] });
    const toPerson = await publish(supervisor, { audience: 'people', userIds: [agent.userId] });
    const stateOf = async (user: TestUser, { id }: Announcement) =>
      (await as(user, 'GET', `/announcements/${id}`)).json<Announcement>().isRead;
    const isFound = async (user: TestUser, { id }: Announcement) =>
      (await as(user, 'GET', '/announcements?unread=true&limit=100'))
        .json<{ items: Announcement[] }>()
        .items.some((one) => one.id === id);
    const seen = (user: TestUser, one: Announcement) =>
      Promise.all([isReminded(user, one), isFound(user, one), stateOf(user, one)]);
    for (const one of [toAll, toDepartment, toPerson]) {
      expect(await seen(administrator, one)).toEqual([false, false, null]);
      expect(await seen(agent, one)).toEqual([true, true, false]);
    }
    expect(await seen(stranger, toAll)).toEqual([true, true, false]);
  });

  test('[C8] [U1] name whom they are for: all of them to who manages them, to others their own departments and themselves alone', async () => {
    const { administrator, agent, stranger, departmentId } = server.tenant;
    const reply = await as(administrator, 'POST', '/departments', { name: '另一部', parentId: null });
    const other = reply.json<{ id: string }>().id;
    const seen = async (user: TestUser, { id }: Announcement) => {
      const { departmentIds, userIds, audienceNames } = (
        await as(user, 'GET', `/announcements/${id}`)
      ).json<Announcement>();
      return { ids: [...departmentIds, ...userIds].toSorted(), names: audienceNames.map((one) => one.id).toSorted() };
    };
    const both = [departmentId, other].toSorted();
    const toBoth = await publish(administrator, { audience: 'departments', departmentIds: both });
    expect(await seen(administrator, toBoth)).toEqual({ ids: both, names: both });
    expect(await seen(agent, toBoth)).toEqual({ ids: [departmentId], names: [departmentId] });
    const people = [agent.userId, stranger.userId].toSorted();
    const toPeople = await publish(administrator, { audience: 'people', userIds: people });
    expect(await seen(administrator, toPeople)).toEqual({ ids: people, names: people });
    expect(await seen(stranger, toPeople)).toEqual({ ids: [stranger.userId], names: [stranger.userId] });
    expect(toPeople.audienceNames.map(({ name }) => name)).toContain('agent 802');
    expect(await seen(agent, await publish(administrator, {}))).toEqual({ ids: [], names: [] });
  });

  test('[C8] remind nobody after they have expired, and stay for whoever manages them', async () => {
    const { administrator, agent } = server.tenant;
    const past = await publish(administrator, { title: '过期', expiresAt: '2026-01-01T00:00:00.000Z' });
    const future = await publish(administrator, { title: '有效', expiresAt: '2099-01-01T00:00:00.000Z' });
    expect([await isReminded(agent, past), await isReminded(agent, future)]).toEqual([false, true]);
    const titles = async (user: TestUser) =>
      (await as(user, 'GET', '/announcements?limit=100')).json<{ items: Announcement[] }>().items.map(({ id }) => id);
    expect(await titles(agent)).not.toContain(past.id);
    expect(await titles(administrator)).toContain(past.id);
  });

  test('[U1] are published to nobody out of the scope of their author', async () => {
    const { leader, stranger, agent, departmentId } = server.tenant;
    const refused = (values: object) =>
      codeOf(as(leader, 'POST', '/announcements', { title: '越权', level: 'normal', ...values }));
    expect(await refused({ audience: 'all' })).toBe('people.out-of-reach');
    expect(await refused({ audience: 'people', userIds: [agent.userId, stranger.userId] })).toBe('people.out-of-reach');
    expect(await refused({ audience: 'departments', departmentIds: [newId()] })).toBe('people.out-of-reach');
    expect(await server.database.asOwner("select 1 from announcements where title = '越权'")).toEqual([]);
    const mine = await publish(leader, { audience: 'departments', departmentIds: [departmentId] });
    expect(await codeOf(as(leader, 'PATCH', `/announcements/${mine.id}`, { version: 1, audience: 'all' }))).toBe(
      'people.out-of-reach',
    );
    expect(await codeOf(as(agent, 'POST', '/announcements', { title: 'x', level: 'normal', audience: 'all' }))).toBe(
      'forbidden',
    );
  });

  test('[U1] that are for people beyond the reach of a leader are changed and deleted by their author alone and by who reaches them', async () => {
    const { administrator, leader, agent, stranger, departmentId } = server.tenant;
    const other = (await as(administrator, 'POST', '/departments', { name: '他部', parentId: null })).json<{
      id: string;
    }>().id;
    const beyond = [
      { audience: 'all' },
      { audience: 'departments', departmentIds: [departmentId, other] },
      { audience: 'people', userIds: [agent.userId, stranger.userId] },
    ];
    const narrowed = { version: 1, audience: 'departments', departmentIds: [departmentId] };
    for (const values of beyond) {
      const one = await publish(administrator, values);
      // The administrator stands in the department of the leader, who sees what its people write.
      expect((await as(leader, 'GET', `/announcements/${one.id}`)).json()).toMatchObject({ can: [], readers: [] });
      expect(await codeOf(as(leader, 'PATCH', `/announcements/${one.id}`, narrowed))).toBe('forbidden');
      expect(await codeOf(as(leader, 'DELETE', `/announcements/${one.id}`))).toBe('forbidden');
      await server.database.asOwner('update announcements set author_id = $1 where id = $2', [leader.userId, one.id]);
      expect((await as(leader, 'PATCH', `/announcements/${one.id}`, narrowed)).statusCode).toBe(200);
    }
    // Who is gone is beyond nobody.
    const mine = await publish(administrator, { audience: 'people', userIds: [agent.userId] });
    await server.database.asOwner('update announcements set user_ids = user_ids || $1::uuid where id = $2', [
      newId(),
      mine.id,
    ]);
    expect((await as(leader, 'PATCH', `/announcements/${mine.id}`, narrowed)).statusCode).toBe(200);
  });

  test('[U1] are changed within the scope alone, and by the version that was seen', async () => {
    const { administrator, leader, agent } = server.tenant;
    const { otherTenant } = server;
    const one = await publish(administrator, { title: '总部通知' });
    await server.database.asOwner('update announcements set department_id = null where id = $1', [one.id]);
    const change = (user: TestUser, body: object) => as(user, 'PATCH', `/announcements/${one.id}`, body);
    expect(await codeOf(change(leader, { version: 1, title: '改' }))).toBe('forbidden');
    expect(await codeOf(change(agent, { version: 1, title: '改' }))).toBe('forbidden');
    expect(await codeOf(change(otherTenant.administrator, { version: 1, title: '改' }))).toBe('not-found');
    expect((await change(administrator, { version: 1, title: '总部新通知' })).json()).toMatchObject({ version: 2 });
    expect(await codeOf(change(administrator, { version: 1, title: '再改' }))).toBe('conflict');
    const [row] = await server.database.asOwner(
      "select before, after from audit_rows where action = 'announcement.change' and record_id = $1",
      [one.id],
    );
    expect(row).toEqual({ before: { title: '总部通知' }, after: { title: '总部新通知' } });
    expect((await as(administrator, 'DELETE', `/announcements/${one.id}`)).statusCode).toBe(200);
    expect((await as(administrator, 'GET', `/announcements/${one.id}`)).statusCode).toBe(404);
  });

  test('[U1] hide numbers from a role that sees none, whose change keeps them', async () => {
    const { administrator, leader, departmentId } = server.tenant;
    const one = await publish(administrator, {
      title: '回拨 13912345678',
      audience: 'departments',
      departmentIds: [departmentId],
    });
    const seen = (await as(leader, 'GET', `/announcements/${one.id}`)).json<Announcement>();
    expect(seen.title).not.toContain('12345');
    expect(JSON.stringify(await todosOf(leader))).not.toContain('13912345678');
    await as(leader, 'PATCH', `/announcements/${one.id}`, { version: 1, title: `${seen.title}，今日` });
    const again = (await as(administrator, 'GET', `/announcements/${one.id}`)).json<Announcement>();
    expect(again.title).toBe('回拨 13912345678，今日');
  });

  test('[C8] are found by any part of their text and by level, newest first', async () => {
    const { administrator } = server.tenant;
    for (const title of ['甲乙丙', '乙丙丁']) await publish(administrator, { title, level: 'urgent', body: '丑寅' });
    const found = async (query: string) =>
      (await as(administrator, 'GET', `/announcements?${query}`)).json<{
        items: Announcement[];
        next: string | null;
      }>();
    const titles = async (query: string) => (await found(query)).items.map(({ title }) => title);
    expect(await titles(`search=${encodeURIComponent('乙丙')}`)).toEqual(['乙丙丁', '甲乙丙']);
    expect(await titles(`search=${encodeURIComponent('丑')}&level=urgent`)).toEqual(['乙丙丁', '甲乙丙']);
    expect(await titles(`search=${encodeURIComponent('丑')}&level=normal`)).toEqual([]);
    const first = await found(`search=${encodeURIComponent('丑')}&limit=1`);
    expect(await titles(`search=${encodeURIComponent('丑')}&limit=1&cursor=${first.next}`)).toEqual(['甲乙丙']);
  });

  test('[U1] are found by digits only as their reader sees them, and none of them by those that are hidden', async () => {
    const { administrator, agent } = server.tenant;
    const one = await publish(administrator, { title: '回拨 15473269981', body: '10 月 1 日前' });
    const finds = async (user: TestUser, search: string) =>
      (await as(user, 'GET', `/announcements?search=${encodeURIComponent(search)}`))
        .json<{ items: Announcement[] }>()
        .items.some(({ id }) => id === one.id);
    for (const digits of ['7326', '回拨 1547', '15473269981']) {
      expect([digits, await finds(agent, digits)]).toEqual([digits, false]);
      expect(await finds(administrator, digits)).toBe(true);
    }
    for (const seen of ['回拨 154', '9981', '10 月']) expect([seen, await finds(agent, seen)]).toEqual([seen, true]);
  });

  test('[U1] remind nobody who may not read announcements, and cannot be marked as read by them', async () => {
    const { administrator, inspector } = server.tenant;
    const one = await publish(administrator, { title: '仅供有权者' });
    expect(await isReminded(inspector, one)).toBe(true);
    const setRole = async (set: string) => {
      await server.database.asOwner(
        `update roles set permissions = ${set} where tenant_id = $1 and code = 'inspector'`,
        [server.tenant.id],
      );
      await server.sessions.refreshTenant(server.tenant.id);
    };
    await setRole("array_remove(permissions, 'announcement.read')");
    expect(await todosOf(inspector)).toEqual({ items: [], unread: 0, coming: [] });
    expect(await codeOf(as(inspector, 'POST', `/todos/announcement/${one.id}/read`))).toBe('not-found');
    await setRole("permissions || '{announcement.read}'");
    expect(await isReminded(inspector, one)).toBe(true);
  });

  test('[P4] are deleted once when two delete them at once, and so says the audit log', async () => {
    const { administrator } = server.tenant;
    const one = await publish(administrator, { title: '两人同时删除' });
    const replies = await Promise.all([1, 2, 3].map(() => as(administrator, 'DELETE', `/announcements/${one.id}`)));
    expect(replies.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 404, 404]);
    const rows = await server.database.asOwner(
      "select 1 from audit_rows where action = 'announcement.delete' and record_id = $1",
      [one.id],
    );
    expect(rows).toHaveLength(1);
  });

  test('[C8] [U1] arrive at once at the screens of those who see them, or saw them before, and of nobody else', async () => {
    const { administrator, leader, agent, stranger, departmentId } = server.tenant;
    const users = { leader, agent, stranger };
    const readers = await Promise.all(Object.values(users).map((user) => connectReader(address, user)));
    for (const reader of readers) reader.send({ subscribe: ['records'] });
    for (const reader of readers) await reader.settled();
    const ofAgent = await publish(administrator, { audience: 'people', userIds: [agent.userId] });
    const ofStranger = await publish(administrator, { audience: 'people', userIds: [stranger.userId] });
    const ofDepartment = await publish(administrator, { audience: 'departments', departmentIds: [departmentId] });
    await server.database.asOwner('update announcements set department_id = null where author_id = $1', [
      administrator.userId,
    ]);
    const moving = await publish(administrator, { audience: 'people', userIds: [stranger.userId] });
    await server.database.asOwner('update announcements set department_id = null where id = $1', [moving.id]);
    const hasLearned = (id: string) =>
      readers.map(({ frames }) => frames.some((frame) => JSON.stringify(frame).includes(id)));
    const settle = async () => {
      const mark = await publish(administrator, { title: '全员' });
      for (const reader of readers)
        while (!reader.frames.some((frame) => JSON.stringify(frame).includes(mark.id)))
          await reader.received(reader.frames.length + 1);
    };
    await settle();
    // A leader is told of what their people have written, and the administrator stands in their department.
    expect(hasLearned(ofAgent.id)).toEqual([true, true, false]);
    expect(hasLearned(ofStranger.id)).toEqual([true, false, true]);
    expect(hasLearned(ofDepartment.id)).toEqual([true, true, false]);
    for (const reader of readers) reader.frames.length = 0;
    await as(administrator, 'PATCH', `/announcements/${moving.id}`, { version: 1, userIds: [agent.userId] });
    await settle();
    expect(hasLearned(moving.id)).toEqual([false, true, true]);
    for (const reader of readers) reader.frames.length = 0;
    await as(administrator, 'DELETE', `/announcements/${moving.id}`);
    await settle();
    expect(hasLearned(moving.id)).toEqual([false, true, false]);
    for (const reader of readers) reader.socket.terminate();
  });

  test('[U1] are offered departments in the scope of the permission alone', async () => {
    const reach = async (user: TestUser, permission: string) => as(user, 'GET', `/reach/${permission}`);
    const { administrator, leader, departmentId } = server.tenant;
    const elsewhere = await as(administrator, 'POST', '/departments', { name: '别处', parentId: null });
    const mine = (await reach(leader, 'announcement.manage')).json<Reach>();
    expect(mine.isAll).toBe(false);
    expect(mine.departments.map(({ id }) => id)).toContain(departmentId);
    expect(mine.departments.map(({ id }) => id)).not.toContain(elsewhere.json<{ id: string }>().id);
    expect(await codeOf(reach(server.tenant.agent, 'announcement.manage'))).toBe('forbidden');
    expect((await reach(server.tenant.administrator, 'announcement.manage')).json<Reach>().isAll).toBe(true);
  });
});
