/** Signing in to queues and out of them, by oneself and by supervisors, against the rules of live calls. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Queue } from '@bahu/contract/queues.ts';
import { loadConfiguration } from '../../../telephony/engine/load.ts';
import { TestCalls } from '../../../test-calls.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let queue: Queue;
const calls = new TestCalls();
const request = (user: TestUser, method: 'PUT' | 'DELETE' | 'POST', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const configure = async (): Promise<void> => {
  const { id } = server.tenant;
  const configuration = await server.database.db.tenant(id, (tx) => loadConfiguration(tx, id, Date.now()));
  calls.control.apply({ type: 'configured', configuration });
};
const own = (user: TestUser, method: 'PUT' | 'DELETE') => request(user, method, `/desk/queues/${queue.id}`);
const of = (by: TestUser, user: TestUser, method: 'PUT' | 'DELETE') =>
  request(by, method, `/queues/${queue.id}/signed-in/${user.userId}`);
const isOut = (user: TestUser): boolean => calls.agent(user).signedOutOf.includes(queue.id);

beforeAll(async () => {
  server = await createTestServer({ desk: calls.desk });
  const { administrator, agent, stranger, leader } = server.tenant;
  calls.add(agent, stranger, leader);
  const members = [agent, stranger].map(({ userId: agentId }) => ({ agentId, tier: 1, order: 1 }));
  const body = { name: '售后', number: '901', strategy: 'linear', maxSignedOut: 1, members };
  queue = (await request(administrator, 'POST', '/queues', body)).json<Queue>();
  await configure();
});
afterAll(() => server.stop());
beforeEach(() => {
  for (const user of [server.tenant.agent, server.tenant.stranger])
    calls.control.apply({ type: 'queue-sign-in', agentId: user.userId, queueId: queue.id });
});

describe('[U5] signing out of a queue', () => {
  test('is one’s own choice as far as the queue allows it, and the refusal says how far', async () => {
    const { agent, stranger, leader } = server.tenant;
    expect((await own(agent, 'DELETE')).statusCode).toBe(200);
    expect(isOut(agent)).toBe(true);
    expect((await own(stranger, 'DELETE')).json()).toMatchObject({
      code: 'phone.sign-outs-full',
      params: { name: '售后', most: 1 },
    });
    expect((await own(agent, 'PUT')).statusCode).toBe(200);
    expect((await own(stranger, 'DELETE')).statusCode).toBe(200);
    expect([isOut(agent), isOut(stranger)]).toEqual([false, true]);
    expect((await own(leader, 'DELETE')).statusCode).toBe(404);
  });

  test('[U6] is done for others by whoever may set their state, within the scope, and stands in the audit log', async () => {
    const { administrator, agent, stranger, leader } = server.tenant;
    expect((await of(administrator, agent, 'DELETE')).statusCode).toBe(200);
    expect(isOut(agent)).toBe(true);
    expect((await of(administrator, stranger, 'DELETE')).json()).toMatchObject({ code: 'phone.sign-outs-full' });
    expect((await of(administrator, agent, 'PUT')).statusCode).toBe(200);
    expect(isOut(agent)).toBe(false);
    expect((await of(administrator, leader, 'DELETE')).statusCode).toBe(404);
    expect((await of(agent, stranger, 'DELETE')).statusCode).toBe(403);
    const rows = await server.database.asOwner(
      `select r.action, r.record_id, r.after, o.outcome from audit_rows r left join audit_outcomes o on o.audit_id = r.id
       where r.action like 'queue.sign-%' order by r.id`,
    );
    const about = (user: TestUser) => ({ record_id: user.userId, after: { queue: '售后' } });
    expect(rows).toEqual([
      { action: 'queue.sign-out', ...about(agent), outcome: 'done' },
      { action: 'queue.sign-out', ...about(stranger), outcome: 'phone.sign-outs-full' },
      { action: 'queue.sign-in', ...about(agent), outcome: 'done' },
    ]);
  });
});
