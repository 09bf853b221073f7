/** Who is told of a missed call, and of its moving to somebody else. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { MissedCall } from '@bahu/contract/missed-calls.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { createLog } from '../../../kernel/log.ts';
import { openRealtime } from '../../../realtime/test-reader.ts';
import type { TestUser } from '../../../test-server.ts';
import type { JobsHost } from '../../server-slice.ts';
import { missedCallsServer } from './index.ts';
import { addQueue, batchOf, commit, takeLease } from './test-ends.ts';

const { server, connect } = await openRealtime();
const { agent, stranger, leader, inspector, administrator, departmentId, id: tenantId } = server.tenant;
const queueId = newId();
let last = 0;
let number: string;
/** Of the missed call. */
let id = '';

beforeAll(async () => {
  await takeLease(server);
  await addQueue(server, { id: queueId, name: '售前咨询', number: '901', members: [agent, stranger] });
});
beforeEach(() => {
  id = '';
  number = `+8615473269${100 + ++last}`;
});

const miss = (rangAt: readonly (string | readonly string[])[]) =>
  commit(server, batchOf({ number, outcome: 'abandoned-queue', queueId, departmentId, rangAt }));
const idOf = async (): Promise<string> => {
  const query = `/api/missed-calls?number=${number.slice(-8)}`;
  return (await server.request(administrator, 'GET', query)).json<{ items: [MissedCall] }>().items[0].id;
};

const host = { recordChanged: server.hub.recordChanged.bind(server.hub) } as unknown as JobsHost;
const [handler] = missedCallsServer.jobs!(host).handlers!;
const context = {
  tenantId,
  attempt: 1,
  log: createLog('silent'),
  tenant: <T>(work: (tx: Tx) => Promise<T>) => server.database.db.tenant(tenantId, work),
};
/** Does what is enqueued, once. */
const tell = async (): Promise<void> => {
  const queued = await server.database.asOwner<{ payload: { payload: object } }>(
    `with done as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = 'missed-call.tell' returning j.id, j.payload) select payload from done order by id`,
  );
  for (const { payload } of queued) await handler!.handle(payload.payload, context);
};
const isIn = (frame: unknown): boolean => id !== '' && JSON.stringify(frame).includes(id);
/** Those of `users` who are `told` while something happens, and nobody else of them. */
async function expectTold(users: readonly TestUser[], told: readonly TestUser[], what: () => Promise<unknown>) {
  const readers = await Promise.all(users.map((user) => connect(user)));
  for (const reader of readers) reader.send({ subscribe: ['records'] });
  for (const reader of readers) await reader.settled();
  await what();
  await tell();
  const learned = () => users.filter((_, i) => readers[i]!.frames.some(isIn));
  await expect.poll(learned).toEqual(told);
  // What one is told has come to all by then.
  for (const reader of readers) await reader.settled();
  expect(learned()).toEqual(told);
}
const firstMiss = async () => {
  await miss([agent.userId]);
  id = await idOf();
};

test('[C8] the screens of those whom a missed call concerns show it at once, and of nobody else', async () => {
  await expectTold([agent, leader, stranger], [agent, leader], firstMiss);
});

test('[C8] the screens of whoever had it before are told when a further try moves it to another', async () => {
  await expectTold([agent, stranger], [agent], firstMiss);
  const all = [agent, stranger, inspector];
  await expectTold(all, all, () => miss([stranger.userId]));
  // Back to the members of the queue, of whom the agent is one.
  await expectTold([agent, stranger], [agent, stranger], () => miss([[stranger.userId, agent.userId]]));
  // To a leader alone.
  await expectTold([agent, stranger], [agent, stranger], () => miss([leader.userId]));
});
