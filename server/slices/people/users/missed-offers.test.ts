import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { Todo } from '@bahu/contract/todos.ts';
import { createLog } from '../../../kernel/log.ts';
import type { Belonging } from '../../../kernel/ownership/range.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { missedOffersJob } from './missed-offers.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const since = Date.UTC(2026, 10, 29, 4);
async function live(user: TestUser, state: string, cause: string | null, chosenAt = since): Promise<void> {
  const value = JSON.stringify({ state, since: chosenAt + 1000, chosenAt, reason: cause && { cause } });
  await server.database.asOwner(
    `insert into live_state (tenant_id, kind, id, state) values ($1, 'agent', $2, $3)
     on conflict (tenant_id, kind, id) do update set state = excluded.state`,
    [server.tenant.id, user.userId, value],
  );
}
const todosOf = async (user: TestUser): Promise<Todo[]> =>
  (await server.request(user, 'GET', '/api/todos'))
    .json<{ items: Todo[] }>()
    .items.filter(({ kind }) => kind === 'user');
const seenBy = async (...users: TestUser[]): Promise<string[][]> =>
  Promise.all(users.map(async (user) => (await todosOf(user)).map(({ id }) => id)));
const read = (user: TestUser, { userId }: TestUser) =>
  server.request(user, 'POST', `/api/todos/user/${userId}/read`, {});

/** What the job does, and of whom it tells. */
async function job(agent: TestUser, isOver: boolean): Promise<[RecordChange, Belonging | undefined][]> {
  const told: [RecordChange, Belonging | undefined][] = [];
  const { handle } = missedOffersJob((_tenantId, change, belonging) => void told.push([change, belonging]));
  const { id: tenantId } = server.tenant;
  const log = createLog('error', { write: () => undefined });
  await handle(
    { agentId: agent.userId, isOver },
    { tenantId, log, attempt: 1, tenant: (work) => server.database.db.tenant(tenantId, work) },
  );
  return told;
}

beforeEach(async () => {
  const { agent, stranger, leader } = server.tenant;
  for (const user of [agent, stranger, leader]) await live(user, 'ready', null);
});

test('[A2.4] [C8] an agent made busy by missed calls is a reminder for those who may set their state, within their scope, until they are back', async () => {
  const { agent, stranger, leader, administrator, inspector } = server.tenant;
  await live(agent, 'busy', 'missed-offers');
  await live(stranger, 'busy', 'missed-offers');
  expect(await seenBy(agent, inspector, leader)).toEqual([[], [], [agent.userId]]);
  expect((await seenBy(administrator))[0]!.toSorted()).toEqual([agent.userId, stranger.userId].toSorted());
  expect(await todosOf(leader)).toMatchObject([
    { about: 'missed-offers', level: 'important', at: new Date(since).toISOString(), isTimed: false },
  ]);
  await live(agent, 'ready', null);
  expect(await seenBy(leader)).toEqual([[]]);
});

test.each([
  ['busy', 'forced'],
  ['busy', null],
  ['offline', 'missed-offers'],
])('[A2.4] one who is %s for %s is none', async (state, cause) => {
  await live(server.tenant.agent, state, cause);
  expect(await seenBy(server.tenant.leader)).toEqual([[]]);
});

test('[A2.4] [C8] it is read by each for themselves, once however many calls they have meanwhile, and comes anew the next time', async () => {
  const { agent, stranger, leader, supervisor } = server.tenant;
  await live(agent, 'busy', 'missed-offers');
  expect((await read(leader, stranger)).statusCode).toBe(404);
  expect((await read(leader, agent)).statusCode).toBe(200);
  expect(await seenBy(leader, supervisor)).toEqual([[], [agent.userId]]);
  await job(agent, true);
  expect(await seenBy(leader)).toEqual([[]]);
  // They have had a call meanwhile, and are as busy as before.
  await job(agent, false);
  expect(await seenBy(leader)).toEqual([[]]);
  await live(agent, 'busy', 'missed-offers', Date.now() + 1000);
  const told = await job(agent, false);
  expect(await seenBy(leader)).toEqual([[agent.userId]]);
  expect(told).toMatchObject([
    [
      { type: 'user', id: agent.userId },
      { ownerIds: [agent.userId], departmentIds: [server.tenant.departmentId] },
    ],
  ]);
});

test('[A2.4] the engine starts it with the state that is written, when it begins and when it is over, and with no other', async () => {
  const { id: tenantId, agent } = server.tenant;
  const rows = [
    [1, 'ringing', null, 'missed-offers'],
    [2, 'busy', 'missed-offers', null],
    [3, 'ready', null, null],
  ] as const;
  const at = (seq: number) => new Date(since + seq * 60_000).toISOString();
  for (const [seq, state, cause, next] of rows)
    await server.database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('agentStates')
        .values({
          tenantId,
          agentId: agent.userId,
          startedAt: at(seq),
          endedAt: at(seq + 1),
          seq,
          seconds: 60,
          state,
          cause,
          nextCause: next,
        })
        .execute();
    });
  const jobs = await server.database.asOwner<{ payload: { payload: object } }>(
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'agents.missed-offers' order by j.id`,
  );
  expect(jobs.map(({ payload }) => payload.payload)).toEqual([
    { agentId: agent.userId, isOver: false },
    { agentId: agent.userId, isOver: true },
  ]);
});
