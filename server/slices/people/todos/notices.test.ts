import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Note } from '@bahu/contract/notes.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const inMinutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();
const noteOf = async (user: TestUser, at: string): Promise<Note> =>
  (await server.request(user, 'POST', '/api/notes', { title: '回电', level: 'normal', at })).json<Note>();
/** How many of them this screen says. */
const said = async (user: TestUser, ...notes: readonly Pick<Note, 'id' | 'at'>[]): Promise<string[]> => {
  const items = notes.map(({ id, at }) => ({ record: 'note', id, at }));
  const reply = await server.request(user, 'POST', '/api/todos/notices', { items });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<{ first: { id: string }[] }>().first.map(({ id }) => id);
};

test('[C8] a reminder is said by one of many screens that ask at the same moment', async () => {
  const { agent } = server.tenant;
  const notes = await Promise.all([noteOf(agent, inMinutes(-1)), noteOf(agent, inMinutes(-1))]);
  const ids = notes.map(({ id }) => id);
  const screens = await Promise.all(
    Array.from({ length: 8 }, (_, place) => said(agent, ...(place % 2 ? notes : notes.toReversed()))),
  );
  expect(screens.flat().toSorted()).toEqual(ids.toSorted());
  expect(await said(agent, ...notes)).toEqual([]);
});

test('[C8] a reminder that was put off is said again at its new time, and one that is done with is not', async () => {
  const { agent } = server.tenant;
  const note = await noteOf(agent, inMinutes(-1));
  expect(await said(agent, note)).toEqual([note.id]);
  const at = inMinutes(10);
  await server.request(agent, 'POST', `/api/todos/note/${note.id}/move`, { at });
  expect(await said(agent, { id: note.id, at })).toEqual([note.id]);
  expect(await said(agent, { id: note.id, at })).toEqual([]);
  const done = await noteOf(agent, inMinutes(-1));
  await server.request(agent, 'POST', `/api/todos/note/${done.id}/read`);
  expect(await said(agent, done)).toEqual([]);
});

test('[P2] [C8] nothing is said of what is another’s, who is told of it all the same', async () => {
  const { agent, leader } = server.tenant;
  const note = await noteOf(agent, inMinutes(-1));
  expect(await said(leader, note)).toEqual([]);
  expect(await said(server.otherTenant.agent, note)).toEqual([]);
  expect(await said(agent, note)).toEqual([note.id]);
});
