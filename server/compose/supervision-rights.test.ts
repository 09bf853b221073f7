import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { supervisionsOf } from '@bahu/domain/callcontrol/supervise.ts';
import { createLog } from '../kernel/log.ts';
import { watchSupervisionRights } from './supervision-rights.ts';
import { TestCalls } from '../test-calls.ts';
import { createTestServer, type TestServer, type TestUser } from '../test-server.ts';

let server: TestServer;
const calls = new TestCalls();
/** How often what is told about an agent is still to fail. */
const failures = new Map<string, number>();
beforeAll(async () => {
  server = await createTestServer({ desk: calls.desk });
  const {
    tenant,
    sessions,
    database: { db },
  } = server;
  calls.add(tenant.agent, tenant.leader, tenant.supervisor);
  const handle = async (event: Parameters<typeof calls.control.apply>[0]): Promise<void> => {
    const failing = 'agentId' in event ? failures.get(event.agentId!) : undefined;
    if (failing) {
      failures.set((event as { agentId: string }).agentId, failing - 1);
      throw new Error('away');
    }
    calls.control.apply(event, 1);
  };
  const engine = {
    get current() {
      return calls.control.state;
    },
    handle,
  };
  watchSupervisionRights(
    { sessions, db, log: createLog('error', { write: () => undefined }) },
    {
      ofTenant: (tenantId) => (tenantId === tenant.id ? engine : undefined),
    },
  );
});
afterAll(() => server.stop());

/** Each of them supervises the agent, who goes on talking. */
beforeEach(() => void calls.talk(server.tenant.agent));
afterEach(() => calls.clear());
const supervise = async (
  user: TestUser,
  mode: 'listen' | 'whisper' | 'barge' | 'take-over' = 'listen',
): Promise<void> => {
  const reply = await server.request(user, 'PUT', `/api/monitor/agents/${server.tenant.agent.userId}/${mode}`);
  expect(reply.statusCode, reply.body).toBe(200);
};
const answer = (user: TestUser): void =>
  void calls.control.apply({ type: 'leg-ready', legId: calls.agent(user).legId! }, 1);
const supervising = (): string[] =>
  supervisionsOf(calls.control.state)
    .map(({ agentId }) => agentId)
    .toSorted();
const settled = (...users: TestUser[]): Promise<void> =>
  expect.poll(supervising).toEqual(users.map(({ userId: agentId }) => agentId).toSorted());
const setRole = async (code: string, change: string): Promise<void> => {
  await server.database.asOwner(`update roles set ${change} where tenant_id = $1 and code = $2`, [
    server.tenant.id,
    code,
  ]);
  await server.sessions.refreshTenant(server.tenant.id);
};
const without = (permission: string): string => `permissions = array_remove(permissions, '${permission}')`;
const withAgain = (permission: string): string => `permissions = array_append(permissions, '${permission}')`;

test('[U6] [U1] a role that loses the permission ends what is done by it at once, and nobody else’s supervision', async () => {
  const { leader, supervisor, agent } = server.tenant;
  await supervise(leader);
  answer(leader);
  await supervise(supervisor, 'whisper');
  answer(supervisor);
  await setRole('leader', without('monitor.listen'));
  await settled(supervisor);
  expect([calls.agent(leader).callId, calls.agent(agent).state]).toEqual([null, 'talking']);
  await setRole('leader', withAgain('monitor.listen'));
  const rows = await server.database.asOwner(
    "select action, via, record_id, after ->> 'reason' as reason from audit_rows where via = 'system' and tenant_id = $1",
    [server.tenant.id],
  );
  expect(rows).toEqual([{ action: 'monitor.stop', via: 'system', record_id: leader.userId, reason: 'rights-lost' }]);
});

test('[U6] [U1] losing another permission, or trying another role out, ends nothing', async () => {
  const { leader, supervisor } = server.tenant;
  await supervise(leader);
  answer(leader);
  await supervise(supervisor);
  answer(supervisor);
  await setRole('leader', without('monitor.barge'));
  await setRole('leader', withAgain('monitor.barge'));
  const [agentRole] = await server.database.asOwner<{ id: string }>(
    "select id from roles where tenant_id = $1 and code = 'agent'",
    [server.tenant.id],
  );
  const session = { tenantId: server.tenant.id, sessionId: leader.sessionId };
  await server.sessions.viewAs(session, agentRole!.id);
  await server.sessions.viewAs(session, null);
  // The look that ends the other's shows that those before have ended nothing.
  await setRole('supervisor', without('monitor.listen'));
  await settled(leader);
  await setRole('supervisor', withAgain('monitor.listen'));
});

test('[U6] [U1] who may go on by permission loses those who are not in their scope any more', async () => {
  const { leader, supervisor, agent, id } = server.tenant;
  await supervise(leader);
  answer(leader);
  await supervise(supervisor);
  answer(supervisor);
  await server.database.asOwner('update users set department_id = null where tenant_id = $1 and id = $2', [
    id,
    agent.userId,
  ]);
  await server.sessions.refreshAllOf(id, agent.userId);
  await settled(...(await seesAll()));
  await server.database.asOwner('update users set department_id = $3 where tenant_id = $1 and id = $2', [
    id,
    agent.userId,
    server.tenant.departmentId,
  ]);
});

async function seesAll(): Promise<TestUser[]> {
  const { leader, supervisor, id } = server.tenant;
  const rows = await server.database.asOwner<{ code: string }>(
    "select code from roles where tenant_id = $1 and scope = 'all'",
    [id],
  );
  return [leader, supervisor].filter((_, i) => rows.some(({ code }) => code === ['leader', 'supervisor'][i]));
}

test('[U6] [U1] the right is asked for again while the phone of who takes over is only being connected', async () => {
  const { leader } = server.tenant;
  await supervise(leader, 'take-over');
  await settled(leader);
  await setRole('leader', without('monitor.take-over'));
  await settled();
  expect(calls.agent(leader).callId).toBeNull();
  await setRole('leader', withAgain('monitor.take-over'));
});

test('[U6] [U1] where one cannot be ended, the others’ are, and it is tried again without another change', async () => {
  const { leader, supervisor, id } = server.tenant;
  await supervise(leader);
  answer(leader);
  await supervise(supervisor);
  answer(supervisor);
  const [first, second] = supervisionsOf(calls.control.state).map(({ agentId }) => agentId);
  failures.set(first!, 1);
  await server.database.asOwner(
    `update roles set ${without('monitor.listen')} where tenant_id = $1 and code in ('leader', 'supervisor')`,
    [id],
  );
  await server.sessions.refreshTenant(id);
  await expect.poll(() => calls.control.state.agents.get(second!)!.callId).toBeNull();
  await settled();
  expect(failures.get(first!)).toBe(0);
  for (const code of ['leader', 'supervisor']) await setRole(code, withAgain('monitor.listen'));
});

test('[U6] [U2] an account that is disabled supervises nobody any more', async () => {
  const { leader, id } = server.tenant;
  await supervise(leader);
  answer(leader);
  await server.database.asOwner('update users set is_enabled = false where tenant_id = $1 and id = $2', [
    id,
    leader.userId,
  ]);
  await server.sessions.endAllOf(id, leader.userId, 'disabled');
  await settled();
});
