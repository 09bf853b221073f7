/** Leaders remind agents from the board: who may, how often, and what the agent is told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Todo } from '@bahu/contract/todos.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());
beforeEach(() => server.database.asOwner('delete from agent_reminders'));

const remind = async (
  by: TestUser,
  whom: TestUser,
  body: object = { about: 'wrapUp', seconds: 130 },
): Promise<string> => {
  const reply = await server.request(by, 'POST', `/api/monitor/agents/${whom.userId}/remind`, body);
  return reply.statusCode === 200 ? 'done' : reply.json<{ code: string }>().code;
};
const todosOf = async (user: TestUser): Promise<Todo[]> => {
  const { items } = (await server.request(user, 'GET', '/api/todos')).json<{ items: Todo[] }>();
  return items.filter(({ kind }) => kind === 'agent-reminder');
};
const later = (seconds: number) =>
  server.database.asOwner('update agent_reminders set at = at - make_interval(secs => $1)', [seconds]);

describe('[U6] an agent is reminded', () => {
  test('[C8] by their leader: it stands among their to-dos alone until they have read it, and in the audit log', async () => {
    const { leader, agent, stranger } = server.tenant;
    expect(await remind(leader, agent)).toBe('done');
    const [todo] = await todosOf(agent);
    expect(todo).toMatchObject({ about: 'reminded-wrapUp', detail: '02:10', level: 'important', isTimed: false });
    for (const other of [leader, stranger]) expect(await todosOf(other)).toEqual([]);
    const read = (user: TestUser) => server.request(user, 'POST', `/api/todos/agent-reminder/${todo!.id}/read`);
    expect([(await read(stranger)).statusCode, (await read(agent)).statusCode]).toEqual([404, 200]);
    expect(await todosOf(agent)).toEqual([]);
    expect(
      await server.database.asOwner("select record_id, after from audit_rows where action = 'monitor.remind'", []),
    ).toEqual([{ record_id: agent.userId, after: { about: 'wrapUp', seconds: 130 } }]);
  });

  test('once a minute, whoever does it, and of the latest alone', async () => {
    const { leader, administrator, agent } = server.tenant;
    expect([await remind(leader, agent), await remind(administrator, agent)]).toEqual(['done', 'monitor.reminded']);
    await later(61);
    expect(await remind(administrator, agent, { about: 'busy', seconds: 3700 })).toBe('done');
    expect((await todosOf(agent)).map(({ about, detail }) => [about, detail])).toEqual([['reminded-busy', '61:40']]);
    await later(12 * 3600);
    expect(await todosOf(agent)).toEqual([]);
  });

  test('once, however many do it at the same moment', async () => {
    const { leader, administrator, agent } = server.tenant;
    const all = await Promise.all([leader, administrator, leader].map((by) => remind(by, agent)));
    expect(all.toSorted()).toEqual(['done', 'monitor.reminded', 'monitor.reminded']);
  });

  test('[U1] [P2] by whom the permission and its scope allow, and not by themselves', async () => {
    const { leader, agent, stranger, inspector } = server.tenant;
    expect(await remind(agent, leader)).toBe('forbidden');
    expect(await remind(inspector, agent)).toBe('forbidden');
    expect(await remind(leader, stranger)).toBe('not-found');
    expect(await remind(leader, leader)).toBe('input.invalid');
    expect(await remind(server.otherTenant.administrator, agent)).toBe('not-found');
    for (const body of [{ about: 'sleeping', seconds: 1 }, { about: 'busy', seconds: -1 }, { about: 'busy' }])
      expect(await remind(leader, agent, body)).toBe('input.invalid');
  });
});
