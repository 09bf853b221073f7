import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListLayout, View } from '@bahu/contract/views.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const layout = async (user: TestUser, list = 'customers') =>
  (await server.request(user, 'GET', `/api/lists/${list}`)).json<ListLayout>();
const save = (user: TestUser, name: string, isShared = false, list = 'customers') =>
  server.request(user, 'POST', `/api/lists/${list}/views`, { name, search: { stage: 'won', page: 2 }, isShared });
const names = (found: ListLayout) => found.views.map((view) => view.name);

describe('[C1] how a list is arranged', () => {
  test("is standard at first, stays as it was left, and is each user's own and each list's own", async () => {
    const { agent, supervisor } = server.tenant;
    expect(await layout(agent)).toEqual({ columns: null, density: 'compact', views: [] });
    const arranged = await server.request(agent, 'PUT', '/api/lists/customers', {
      columns: ['phone', 'name'],
      density: 'comfortable',
    });
    expect(arranged.json()).toEqual({ columns: ['phone', 'name'], density: 'comfortable', views: [] });
    expect(await layout(agent)).toMatchObject({ columns: ['phone', 'name'], density: 'comfortable' });
    expect(await layout(supervisor)).toMatchObject({ columns: null });
    expect(await layout(agent, 'calls')).toMatchObject({ columns: null });
    await server.request(agent, 'PUT', '/api/lists/customers', { columns: null, density: 'compact' });
    expect(await layout(agent)).toMatchObject({ columns: null, density: 'compact' });
  });

  test.each([
    ['a list that does not exist', '/api/lists/secrets', { columns: null, density: 'compact' }, 404],
    ['an unknown row height', '/api/lists/calls', { columns: null, density: 'huge' }, 400],
    [
      '181 columns',
      '/api/lists/calls',
      { columns: Array.from({ length: 181 }, (_, index) => `c${index}`), density: 'compact' },
      400,
    ],
  ])('%s is refused', async (_what, url, body, status) => {
    expect((await server.request(server.tenant.agent, 'PUT', url, body)).statusCode).toBe(status);
  });
});

describe('[C1] saved views', () => {
  test('of others are invisible unless they are shared, and of another tenant always', async () => {
    const { agent, stranger } = server.tenant;
    await save(agent, '我的');
    await save(agent, '大家的', true);
    expect(names(await layout(agent))).toEqual(['大家的', '我的']);
    const [seen, ...more] = (await layout(stranger)).views;
    expect([seen, more]).toEqual([
      expect.objectContaining({ name: '大家的', search: { stage: 'won', page: 2 }, isShared: true, isMine: false }),
      [],
    ]);
    expect(names(await layout(server.otherTenant.administrator))).toEqual([]);
  });

  test('are removed by their maker, shared ones by the administrator as well, and by nobody else', async () => {
    const { supervisor, agent, administrator } = server.tenant;
    const [own, shared] = [
      (await save(supervisor, '主管')).json<View>(),
      (await save(supervisor, '共享', true)).json<View>(),
    ];
    const remove = async (user: TestUser, view: View) =>
      (await server.request(user, 'DELETE', `/api/views/${view.id}`)).statusCode;
    expect(await remove(agent, own)).toBe(404);
    expect(await remove(agent, shared)).toBe(404);
    expect(await remove(administrator, own)).toBe(404);
    expect(await remove(server.otherTenant.administrator, shared)).toBe(404);
    expect(await remove(administrator, shared)).toBe(200);
    expect(await remove(supervisor, own)).toBe(200);
    expect(await remove(supervisor, own)).toBe(404);
    const rows = await server.database.asOwner(
      "select record_name, actor_id from audit_rows where action = 'view.remove' order by at",
    );
    expect(rows).toEqual([
      { record_name: '共享', actor_id: administrator.userId },
      { record_name: '主管', actor_id: supervisor.userId },
    ]);
  });

  test('have names of their own for each list, and there are at most thirty, also when they are saved at once', async () => {
    const { leader } = server.tenant;
    expect((await save(leader, 'same', false, 'calls')).statusCode).toBe(200);
    expect((await save(leader, 'same', false, 'users')).statusCode).toBe(200);
    expect((await save(leader, 'same', false, 'calls')).json()).toMatchObject({ code: 'view.name-taken' });
    const replies = await Promise.all(
      Array.from({ length: 31 }, (_, index) => save(leader, `view ${index}`, false, 'calls')),
    );
    const codes = replies
      .filter((reply) => reply.statusCode !== 200)
      .map((reply) => reply.json<{ code: string; params: object }>());
    expect(codes).toEqual([1, 2].map(() => expect.objectContaining({ code: 'view.too-many', params: { most: 30 } })));
    expect((await layout(leader, 'calls')).views).toHaveLength(30);
  });
});
