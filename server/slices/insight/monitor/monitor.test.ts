import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultRoles, type Permission, type RoleCode } from '@bahu/contract/permissions.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { TestCalls } from '../../../test-calls.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
const calls = new TestCalls();
beforeAll(async () => {
  server = await createTestServer({ desk: calls.desk });
  const { agent, stranger, leader, supervisor, inspector, administrator } = server.tenant;
  calls.add(agent, stranger, leader, supervisor, inspector, administrator);
});
afterAll(() => server.stop());
afterEach(() => calls.clear());

const acts = [
  ['listen', 'PUT'],
  ['whisper', 'PUT'],
  ['barge', 'PUT'],
  ['take-over', 'PUT'],
  ['hang-up', 'POST', { reason: '客户投诉' }],
  ['state', 'PUT', { state: 'away', reason: '临时培训' }],
] as const;
type Act = (typeof acts)[number];

async function act(
  user: TestUser,
  agentId: string,
  [name, method, body]: Act | readonly [string, 'PUT' | 'POST', object?],
): Promise<string> {
  const reply = await server.request(user, method, `/api/monitor/agents/${agentId}/${name}`, body);
  return reply.statusCode === 200 ? 'done' : reply.json<{ code: string }>().code;
}
const stop = async (user: TestUser): Promise<number> =>
  (await server.request(user, 'DELETE', '/api/monitor/supervision')).statusCode;
const rows = (actor: TestUser) =>
  server.database.asOwner<{ action: string; record_id: string; after: object | null }>(
    'select action, record_id, after from audit_rows where actor_id = $1 order by id',
    [actor.userId],
  );

describe('[U6] who may supervise whom', () => {
  const roles = ['agent', 'leader', 'supervisor', 'inspector', 'administrator'] as const satisfies readonly RoleCode[];
  test.each(roles.flatMap((role) => acts.map((one) => [role, one[0], one] as const)))(
    '[U6] [U1] as %s: %s, by permission and in its scope',
    async (role, name, one) => {
      const { tenant } = server;
      const may = defaultRoles[role].permissions.includes(`monitor.${name}` satisfies Permission);
      const inside = role === 'agent' ? tenant.leader : tenant.agent;
      for (const user of [inside, tenant.stranger])
        calls.talk(user, user === inside ? '+8613900000042' : '+8613900000043');
      expect(await act(tenant[role], inside.userId, one)).toBe(may ? 'done' : 'forbidden');
      if (name !== 'hang-up' && name !== 'state') await stop(tenant[role]);
      const seesAll = defaultRoles[role].scope === 'all';
      const outside = may ? (seesAll ? 'done' : 'not-found') : 'forbidden';
      calls.clear();
      calls.talk(tenant.stranger);
      expect(await act(tenant[role], tenant.stranger.userId, one)).toBe(outside);
    },
  );

  test('[P2] nobody of another tenant, not even with all rights', async () => {
    for (const one of acts)
      expect(await act(server.otherTenant.administrator, server.tenant.agent.userId, one), one[0]).toBe('not-found');
  });

  test('[U6] nobody supervises themselves, or who does not talk, or with a phone that has a call', async () => {
    const { leader, agent } = server.tenant;
    expect(await act(leader, leader.userId, acts[0])).toBe('input.invalid');
    expect(await act(leader, agent.userId, acts[0])).toBe('phone.no-such-call');
    calls.talk(agent);
    calls.talk(leader, '+8613900000049');
    expect(await act(leader, agent.userId, acts[0])).toBe('phone.call-in-progress');
  });
});

describe('[U6] acts', () => {
  test('[U6] a supervisor comes into the call, changes the mode, and leaves it as it was', async () => {
    const { leader, agent } = server.tenant;
    const callId = calls.talk(agent);
    for (const one of acts.slice(0, 3)) {
      expect(await act(leader, agent.userId, one), one[0]).toBe('done');
      expect(calls.agent(leader).callId).toBe(callId);
    }
    expect(await stop(leader)).toBe(200);
    expect([calls.agent(leader).callId, calls.agent(agent).callId]).toEqual([null, callId]);
    expect(await stop(leader)).toBe(409);
  });

  test('[U6] a call that was taken over is the supervisor’s', async () => {
    const { leader, agent } = server.tenant;
    const callId = calls.talk(agent);
    expect(await act(leader, agent.userId, acts[3])).toBe('done');
    expect(calls.agent(leader).callId).toBe(callId);
  });

  test('[U6] a call is ended for a reason, and without one it is not', async () => {
    const { supervisor, agent } = server.tenant;
    const callId = calls.talk(agent);
    for (const body of [{}, { reason: '' }, { reason: '  ' }])
      expect(await act(supervisor, agent.userId, ['hang-up', 'POST', body])).toBe('input.invalid');
    expect(calls.agent(agent).callId).toBe(callId);
    expect(await act(supervisor, agent.userId, acts[4])).toBe('done');
    expect(calls.control.state.calls.has(callId)).toBe(false);
  });

  test('[U6] an agent’s state is set, from then on they get no calls, or get them again', async () => {
    const { leader, agent } = server.tenant;
    for (const state of ['busy', 'away', 'ready'] as const) {
      expect(await act(leader, agent.userId, ['state', 'PUT', { state, reason: '临时培训' }])).toBe('done');
      expect(calls.agent(agent)).toMatchObject({
        chosen: state,
        reason: { cause: 'forced', byAgentId: leader.userId, note: '临时培训' },
      });
    }
  });
});

describe('[P4] [U6] the audit log', () => {
  test('[P4] [U6] holds each act with agent, call and reason, and nothing that was refused', async () => {
    const { supervisor, agent, stranger } = server.tenant;
    const before = (await rows(supervisor)).length;
    const callId = calls.talk(agent);
    calls.talk(stranger, '+8613900000043');
    await act(supervisor, stranger.userId, acts[0]);
    await act(supervisor, agent.userId, acts[0]);
    await act(supervisor, agent.userId, acts[1]);
    await stop(supervisor);
    await act(supervisor, agent.userId, acts[4]);
    await act(supervisor, agent.userId, acts[5]);
    const about = { record_id: agent.userId };
    expect((await rows(supervisor)).slice(before)).toEqual([
      { ...about, action: 'monitor.listen', after: { callId } },
      { ...about, action: 'monitor.whisper', after: { callId } },
      { action: 'monitor.stop', record_id: supervisor.userId, after: null },
      { ...about, action: 'monitor.hang-up', after: { callId, reason: '客户投诉' } },
      { ...about, action: 'monitor.state', after: { agentState: 'away', reason: '临时培训' } },
    ]);
    await act(supervisor, agent.userId, ['state', 'PUT', { state: 'ready' }]);
  });
});

describe('[P4] [U6] an act and its entry', () => {
  const outcomes = (actor: TestUser) =>
    server.database.asOwner<{ action: string; outcome: string | null }>(
      `select r.action, o.outcome from audit_rows r left join audit_outcomes o on o.audit_id = r.id
       where r.actor_id = $1 and r.is_intent order by r.id desc limit 1`,
      [actor.userId],
    );
  const shown = async (actor: TestUser): Promise<string | null> => {
    const { administrator } = server.tenant;
    const reply = await server.request(administrator, 'GET', `/api/audit?actor=${actor.userId}&limit=1`);
    return reply.json<{ items: { outcome: string | null }[] }>().items[0]!.outcome;
  };
  /** Acts, with something that happens just before telephony is asked. */
  const during = async (work: () => Promise<void>, acting: () => Promise<unknown>): Promise<void> => {
    const { supervision } = calls.desk;
    const supervise = supervision.supervise.bind(supervision);
    supervision.supervise = async (...given) => {
      await work();
      return supervise(...given);
    };
    await acting().finally(() => (supervision.supervise = supervise));
  };

  test('[P4] [U6] what is wanted is in the log before it is done, and that it was done after', async () => {
    const { leader, agent } = server.tenant;
    calls.talk(agent);
    const seen: unknown[] = [];
    await during(
      async () => void seen.push(await outcomes(leader)),
      () => act(leader, agent.userId, acts[0]),
    );
    expect(seen).toEqual([[{ action: 'monitor.listen', outcome: null }]]);
    expect(await outcomes(leader)).toEqual([{ action: 'monitor.listen', outcome: 'done' }]);
    expect(await shown(leader)).toBe('done');
  });

  test('[P4] [U6] one that telephony refuses is in the log as refused', async () => {
    const { leader, agent } = server.tenant;
    calls.talk(agent);
    calls.talk(leader, '+8613900000049');
    expect(await act(leader, agent.userId, acts[0])).toBe('phone.call-in-progress');
    expect(await shown(leader)).toBe('phone.call-in-progress');
  });

  test.each(['permission', 'scope'])(
    '[P4] [U6] one whose %s is lost while it is being done is ended and refused',
    async (lost) => {
      const { leader, agent, id, departmentId } = server.tenant;
      const { database, sessions } = server;
      const setRights = (change: string) =>
        database.asOwner(
          `update roles set permissions = ${change}(permissions, 'monitor.listen') where tenant_id = $1 and code = 'leader'`,
          [id],
        );
      const moveTo = (department: string | null) =>
        database.asOwner('update users set department_id = $3 where tenant_id = $1 and id = $2', [
          id,
          agent.userId,
          department,
        ]);
      calls.talk(agent);
      const acting: unknown[] = [];
      await during(
        async () => void (lost === 'permission' ? await setRights('array_remove') : await moveTo(null)),
        async () => acting.push(await act(leader, agent.userId, acts[0])),
      );
      expect([acting, calls.agent(leader).callId, calls.agent(agent).state]).toEqual([['forbidden'], null, 'talking']);
      expect(await shown(leader)).toBe('forbidden');
      await (lost === 'permission' ? setRights('array_append') : moveTo(departmentId));
      await sessions.refreshTenant(id);
    },
  );

  test.each([
    ['the program fails', () => new Error('broken')],
    ['it may be written only later', () => new Refusal('service.unavailable')],
  ])('[P4] [U6] of one in which %s nobody knows, and the log says so', async (_why, fault) => {
    const { leader, agent } = server.tenant;
    calls.talk(agent);
    await during(
      () => Promise.reject(fault()),
      () => act(leader, agent.userId, acts[0]),
    );
    expect(await outcomes(leader)).toEqual([{ action: 'monitor.listen', outcome: null }]);
    expect(await shown(leader)).toBeNull();
  });
});

describe('[U1] [U6] companies of before supervision', () => {
  test('[U1] [U6] have the rights in their built-in roles as new ones do, and in no other role', async () => {
    const { id } = server.tenant;
    const migration = new URL('../../../migrations/0049-supervision-rights.sql', import.meta.url);
    const sql = await readFile(migration, 'utf8');
    const { database } = server;
    const held = async (): Promise<Record<string, string[]>> => {
      const found = await database.asOwner<{ code: string; permissions: string[] }>(
        'select code, permissions from roles where tenant_id = $1',
        [id],
      );
      return Object.fromEntries(found.map(({ code, permissions }) => [code, permissions.toSorted()]));
    };
    const before = await held();
    const since = acts.map(([name]) => `'monitor.${name}'`).join();
    const without = `array(select name from unnest(permissions) as name where name not in (${since}))`;
    await database.asOwner(`update roles set permissions = ${without} where tenant_id = $1`, [id]);
    await database.asOwner(
      `insert into roles (tenant_id, id, code, name, scope, permissions, masks_numbers)
       values ($1, gen_random_uuid(), 'night', '夜班', 'all', array['desk.use'], true)`,
      [id],
    );
    for (let runs = 0; runs < 2; runs++) {
      await database.asOwner(sql);
      expect(await held()).toEqual({ ...before, night: ['desk.use'] });
    }
  });
});
