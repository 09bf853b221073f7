import { afterEach, describe, expect, test } from 'vitest';
import type { Note } from '@bahu/contract/notes.ts';
import type { Todo } from '@bahu/contract/todos.ts';
import { openRealtime } from '../../../realtime/test-reader.ts';
import type { TestUser } from '../../../test-server.ts';

const { server, connect } = await openRealtime();
const { agent, leader, administrator, stranger } = server.tenant;
afterEach(async () => {
  await server.database.asOwner('delete from notes');
  await server.database.asOwner('update users set superior_id = null');
});

const inMinutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();
const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const write = (user: TestUser, body: object = {}) =>
  as(user, 'POST', '/notes', { title: '整理报价', level: 'important', at: inMinutes(30), ...body });
async function written(user: TestUser, body: object = {}): Promise<Note> {
  const reply = await write(user, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Note>();
}
const todosOf = async (user: TestUser) =>
  (await as(user, 'GET', `/todos?until=${inMinutes(24 * 60)}`)).json<{
    items: Todo[];
    coming: Todo[];
    unread: number;
  }>();
const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id);

describe('[C8] a note to oneself', () => {
  test('comes at its time to whoever wrote it alone, with its level, and is done with', async () => {
    const { id } = await written(agent, { at: inMinutes(-1), body: '附折扣表' });
    expect(await todosOf(agent)).toMatchObject({
      unread: 1,
      items: [
        { kind: 'note', id, title: '整理报价', detail: '附折扣表', level: 'important', isTimed: true, isMovable: true },
      ],
    });
    for (const other of [leader, administrator, server.otherTenant.administrator]) {
      expect((await todosOf(other)).items).toEqual([]);
      expect((await as(other, 'GET', `/notes/${id}`)).statusCode).toBe(404);
      expect((await as(other, 'POST', `/todos/note/${id}/read`)).statusCode).toBe(404);
      expect((await as(other, 'DELETE', `/notes/${id}`)).statusCode).toBe(404);
    }
    expect((await as(agent, 'POST', `/todos/note/${id}/read`)).statusCode).toBe(200);
    expect((await todosOf(agent)).unread).toBe(0);
    expect((await as(agent, 'GET', '/notes?done=true')).json()).toMatchObject({ items: [{ id, isDone: true }] });
    expect((await as(agent, 'GET', '/notes?done=false')).json()).toMatchObject({ items: [] });
  });

  test('that is done is open again when it gets another time, and stays done when its text changes', async () => {
    const { id } = await written(agent, { at: inMinutes(-1) });
    await as(agent, 'POST', `/todos/note/${id}/read`);
    const change = (body: object) => as(agent, 'PATCH', `/notes/${id}`, body);
    expect((await change({ version: 1, title: '整理新报价' })).json()).toMatchObject({ isDone: true });
    expect((await change({ version: 2, at: inMinutes(-2) })).json()).toMatchObject({ isDone: false });
    expect((await todosOf(agent)).items).toMatchObject([{ id, title: '整理新报价' }]);
  });

  test('is moved, which its other screens are told of', async () => {
    const screen = await connect(agent);
    screen.send({ subscribe: ['records'] });
    await screen.settled();
    const { id } = await written(agent, { at: inMinutes(-1) });
    const told = async (times: number) => {
      while (screen.frames.filter((frame) => JSON.stringify(frame).includes(id)).length < times)
        await screen.received(screen.frames.length + 1);
    };
    await told(1);
    const at = inMinutes(60);
    expect((await as(agent, 'POST', `/todos/note/${id}/move`, { at })).statusCode).toBe(200);
    expect(await todosOf(agent)).toMatchObject({ items: [], coming: [{ id, at }] });
    await told(2);
  });

  test('is found by what stands in it and by its level, and hides numbers from a role that sees none', async () => {
    await written(agent, { title: '拨 13912345678', level: 'urgent' });
    await written(agent, { title: '开会' });
    const found = async (query: string) =>
      (await as(agent, 'GET', `/notes?${query}`)).json<{ items: Note[] }>().items.map(({ title }) => title);
    expect(await found('search=开会')).toEqual(['开会']);
    expect(await found('level=urgent')).toEqual(['拨 139****5678']);
    expect(await found('search=1234')).toEqual([]);
    expect(JSON.stringify(await todosOf(agent))).not.toContain('13912345678');
  });
});

describe('[C8] a note for others', () => {
  const superiorOf = (user: TestUser, superior: TestUser) =>
    server.database.asOwner('update users set superior_id = $1 where id = $2', [superior.userId, user.userId]);

  test('reminds whom it is for, and is changed by who wrote it alone', async () => {
    const { id } = await written(leader, { userId: agent.userId, at: inMinutes(-1) });
    expect(idsOf((await todosOf(agent)).items)).toEqual([id]);
    expect(idsOf((await todosOf(leader)).items)).toEqual([]);
    expect((await as(agent, 'GET', `/notes/${id}`)).json()).toMatchObject({ can: [] });
    expect((await as(agent, 'PATCH', `/notes/${id}`, { version: 1, title: '不做' })).statusCode).toBe(403);
    expect((await as(leader, 'PATCH', `/notes/${id}`, { version: 1, title: '今天做' })).statusCode).toBe(200);
  });

  test('[U1] is written for nobody beyond the reach of its author', async () => {
    for (const [author, about] of [
      [agent, leader],
      [leader, stranger],
    ] as const) {
      const reply = await write(author, { userId: about.userId });
      expect(reply.json()).toMatchObject({ code: 'people.out-of-reach', fields: [{ path: 'userId' }] });
    }
    const foreign = await write(administrator, { userId: server.otherTenant.agent.userId });
    expect(foreign.json()).toMatchObject({ code: 'input.invalid', fields: [{ path: 'userId', rule: 'reference' }] });
    expect((await as(administrator, 'GET', '/notes')).json()).toMatchObject({ items: [] });
  });

  test('reminds the superior too where it says so, who is done with it alone and moves nothing', async () => {
    await superiorOf(agent, leader);
    const { id } = await written(agent, { at: inMinutes(-1), tellsSuperior: true });
    const quiet = await written(agent, { at: inMinutes(-1) });
    const { items } = await todosOf(leader);
    expect(items).toMatchObject([{ id, isMovable: false }]);
    expect(items[0]!.whose).not.toBeNull();
    expect((await as(leader, 'GET', `/notes/${quiet.id}`)).statusCode).toBe(404);
    expect((await as(leader, 'POST', `/todos/note/${id}/move`, { at: inMinutes(5) })).statusCode).toBe(404);
    await as(leader, 'POST', `/todos/note/${id}/read`);
    expect((await todosOf(leader)).items).toEqual([]);
    expect((await todosOf(agent)).unread).toBe(2);
    expect((await as(leader, 'GET', `/notes/${id}`)).json()).toMatchObject({ isDone: false });
  });
});

describe('[C8] the calendar of to-dos', () => {
  const calendar = (user: TestUser, from: string, until: string) =>
    as(user, 'GET', `/todos/calendar?from=${from}&until=${until}`);

  test('holds what is due from its first moment on until its last, in the order of time', async () => {
    const [first, between, last] = ['2026-11-30T00:00:00.000Z', '2026-12-03T08:30:00.000Z', '2026-12-07T00:00:00.000Z'];
    const later = await written(agent, { at: between, title: '周四' });
    const sooner = await written(agent, { at: first, title: '周一' });
    await written(agent, { at: last, title: '下周一' });
    const reply = await calendar(agent, first, last);
    expect(reply.json()).toMatchObject({ items: [{ id: sooner.id }, { id: later.id }], isWhole: true });
    expect((await calendar(leader, first, last)).json()).toEqual({ items: [], isWhole: true });
  });

  test('is of six weeks at most', async () => {
    expect((await calendar(agent, '2026-11-30T00:00:00Z', '2027-01-11T00:00:00Z')).statusCode).toBe(200);
    expect((await calendar(agent, '2026-11-30T00:00:00Z', '2027-01-11T00:00:01Z')).statusCode).toBe(400);
  });
});
