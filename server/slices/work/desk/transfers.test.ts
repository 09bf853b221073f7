import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Directory } from '@bahu/contract/desk.ts';
import { newId } from '../../../kernel/ids.ts';
import { TestCalls } from '../../../test-calls.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
const calls = new TestCalls();
beforeAll(async () => {
  server = await createTestServer({ desk: calls.desk });
  const { agent, leader, supervisor, inspector, administrator, stranger } = server.tenant;
  calls.add(agent, leader, supervisor, inspector, administrator, stranger);
});
afterAll(() => server.stop());
afterEach(() => calls.clear());

const ask = async (
  user: TestUser,
  method: 'POST' | 'PUT' | 'DELETE',
  callId: string,
  path: string,
  body?: object,
): Promise<string> => {
  const reply = await server.request(user, method, `/api/desk/calls/${callId}${path}`, body);
  return reply.statusCode === 200 ? 'done' : reply.json<{ code: string }>().code;
};
const consult = (user: TestUser, callId: string, body: object) => ask(user, 'POST', callId, '/consult', body);
const transfer = (user: TestUser, callId: string, body: object) => ask(user, 'POST', callId, '/transfer', body);

describe('[A2.5] a consultation', () => {
  test('[A2.5] rings a colleague by id or by extension, who has the call from then on', async () => {
    const { agent, leader } = server.tenant;
    for (const target of [{ agentId: leader.userId }, { number: leader.extension }]) {
      const callId = calls.talk(agent);
      expect(await consult(agent, callId, target)).toBe('done');
      expect(calls.agent(leader)).toMatchObject({ callId, onCall: 'ringing' });
      calls.clear();
    }
  });

  test('[A2.5] is refused beside a call that is not one’s own, and to nobody or to two at once', async () => {
    const { agent, leader, supervisor } = server.tenant;
    const callId = calls.talk(agent);
    expect(await consult(leader, callId, { agentId: supervisor.userId })).toBe('phone.no-such-call');
    expect(await consult(agent, callId, {})).toBe('input.invalid');
    expect(await consult(agent, callId, { agentId: leader.userId, number: '802' })).toBe('input.invalid');
    expect(await consult(agent, callId, { menuId: leader.userId })).toBe('input.invalid');
  });

  test('[A2.5] is refused with somebody who cannot take it, who is not there, or oneself', async () => {
    const { agent, leader } = server.tenant;
    const callId = calls.talk(agent);
    calls.talk(leader, '+8613900000043');
    expect(await consult(agent, callId, { agentId: leader.userId })).toBe('phone.colleague-unavailable');
    expect(await consult(agent, callId, { agentId: server.otherTenant.agent.userId })).toBe('not-found');
    expect(await consult(agent, callId, { agentId: agent.userId })).toBe('not-found');
    expect(await consult(agent, callId, { number: '899' })).toBe('phone.invalid-number');
  });

  test('[A2.5] [U1] with a number outside needs the right to call and a number, and is counted for who sees none', async () => {
    const { agent, inspector, administrator } = server.tenant;
    const dialled = () =>
      server.database.asOwner<{ phone: string }>(
        "select after ->> 'phone' as phone from audit_rows where action = 'call.dial'",
      );
    const ofInspector = calls.talk(inspector, '+8613900000044');
    expect(await consult(inspector, ofInspector, { number: '13900000045' })).toBe('forbidden');
    const callId = calls.talk(agent);
    expect(await consult(agent, callId, { number: '1390000' })).toBe('phone.invalid-number');
    expect(await consult(agent, callId, { number: '13900000045' })).toBe('done');
    expect((await dialled()).map(({ phone }) => phone)).toContain('+8613900000045');
    const before = (await dialled()).length;
    expect(await consult(administrator, calls.talk(administrator, '+8613900000046'), { number: '13900000047' })).toBe(
      'done',
    );
    expect((await dialled()).length).toBe(before);
  });

  test('[A2.5] ends as one chooses: together, handed over, or back with the customer', async () => {
    const { agent, leader } = server.tenant;
    const answered = async (): Promise<string> => {
      const callId = calls.talk(agent);
      await consult(agent, callId, { agentId: leader.userId });
      calls.answer(leader);
      return callId;
    };
    for (const [path, agentsThere] of [
      ['/merge', [agent, leader]],
      ['/swap', [agent, leader]],
      ['/complete', [leader]],
    ] as const) {
      const callId = await answered();
      expect(await ask(agent, 'POST', callId, path), path).toBe('done');
      expect(
        [agent, leader].filter((user) => calls.agent(user).callId === callId),
        path,
      ).toEqual(agentsThere);
      calls.clear();
    }
    const callId = await answered();
    expect(await ask(agent, 'DELETE', callId, '/consult')).toBe('done');
    expect([calls.agent(agent).callId, calls.agent(leader).callId]).toEqual([callId, null]);
  });

  test('[A2.5] steps that make no sense are refused in a word', async () => {
    const { agent } = server.tenant;
    const callId = calls.talk(agent);
    for (const path of ['/merge', '/swap', '/switch', '/complete'])
      expect(await ask(agent, 'POST', callId, path), path).toBe('phone.not-possible');
    expect(await ask(agent, 'DELETE', callId, '/consult')).toBe('phone.not-possible');
    expect(await ask(agent, 'DELETE', callId, '/parties/nobody')).toBe('phone.not-possible');
  });
});

test('[A2.6] an agent with two calls goes over to the other, and acts in that where they are', async () => {
  const { leader } = server.tenant;
  const first = calls.talk(leader);
  calls.allowTwo(leader);
  const second = calls.talk(leader);
  expect(calls.agent(leader)).toMatchObject({ callId: second, second: { callId: first } });
  expect(await ask(leader, 'POST', first, '/switch')).toBe('done');
  expect(calls.agent(leader)).toMatchObject({ callId: first, second: { callId: second } });
  expect(await ask(leader, 'POST', newId(), '/switch')).toBe('phone.no-such-call');
  expect(await consult(leader, second, { agentId: server.tenant.agent.userId })).toBe('phone.not-possible');
  expect(await consult(leader, first, { agentId: server.tenant.agent.userId })).toBe('done');
});

describe('[A2.5] a transfer', () => {
  test('[A2.5] hands the call to a colleague, and the agent is free', async () => {
    const { agent, leader } = server.tenant;
    const callId = calls.talk(agent);
    expect(await transfer(agent, callId, { agentId: leader.userId })).toBe('done');
    expect([calls.agent(agent).onCall, calls.agent(leader).callId]).toEqual([null, callId]);
  });

  test('[A2.5] to a queue or menu that is not there is refused', async () => {
    const { agent, leader } = server.tenant;
    const callId = calls.talk(agent);
    expect(await transfer(agent, callId, { queueId: leader.userId })).toBe('not-found');
    expect(await transfer(agent, callId, { menuId: leader.userId })).toBe('not-found');
  });
});

describe('[A2.7] picking up', () => {
  const pickUp = (user: TestUser, callId: string, { userId: agentId }: TestUser) =>
    ask(user, 'POST', callId, '/pick-up', { agentId });

  test('[A2.7] a call that rings at a colleague comes here, and is theirs no more', async () => {
    const { agent, leader, supervisor } = server.tenant;
    const callId = calls.talk(agent);
    await transfer(agent, callId, { agentId: leader.userId });
    expect(await pickUp(supervisor, callId, leader)).toBe('done');
    calls.answer(supervisor);
    expect([calls.agent(supervisor).callId, calls.agent(leader).callId]).toEqual([callId, null]);
  });

  test('[A2.7] is refused when it does not ring there, and to who has a call', async () => {
    const { agent, leader, supervisor, administrator } = server.tenant;
    const callId = calls.talk(agent);
    expect(await pickUp(leader, callId, agent)).toBe('phone.no-such-call');
    calls.talk(supervisor, '+8613900000048');
    await transfer(agent, callId, { agentId: leader.userId });
    expect(await pickUp(supervisor, callId, leader)).toBe('phone.call-in-progress');
    expect(await pickUp(administrator, callId, supervisor)).toBe('phone.no-such-call');
    expect(await pickUp(administrator, leader.userId, leader)).toBe('phone.no-such-call');
  });

  test('[A2.7] [U1] is for those of a queue, an agent group or a department together, and who may take over', async () => {
    const { id: tenantId, agent, leader, stranger, supervisor, administrator } = server.tenant;
    const directory = async (user: TestUser) =>
      (await server.request(user, 'GET', '/api/desk/directory')).json<Directory>().colleagues;
    const may = async (user: TestUser, at: TestUser): Promise<boolean> => {
      calls.clear();
      const callId = calls.talk(administrator, '+8613900000049');
      await transfer(administrator, callId, { agentId: at.userId });
      const said = await pickUp(user, callId, at);
      const isShown = (await directory(user)).find(({ agentId }) => agentId === at.userId)!.canPickUp;
      expect(said, `${user.extension} at ${at.extension}`).toBe(isShown ? 'done' : 'forbidden');
      return isShown;
    };
    expect([await may(agent, leader), await may(supervisor, agent)]).toEqual([true, true]);
    expect([await may(stranger, agent), await may(agent, stranger)]).toEqual([false, false]);
    // One department, not one below the other; who may take over may pick up.
    const below = newId();
    await server.database.asOwner(
      'insert into departments (tenant_id, id, parent_id, name, path) values ($1, $2, $3, $4, $5)',
      [tenantId, below, server.tenant.departmentId, '夜班', `${server.tenant.departmentId}/${below}/`],
    );
    const moveTo = async (departmentId: string | null): Promise<void> => {
      const change = 'update users set department_id = $3 where tenant_id = $1 and id = $2';
      await server.database.asOwner(change, [tenantId, stranger.userId, departmentId]);
      await server.sessions.refreshTenant(tenantId);
    };
    await moveTo(below);
    expect([await may(stranger, agent), await may(agent, stranger), await may(leader, stranger)]).toEqual([
      false,
      false,
      true,
    ]);
    await moveTo(server.tenant.departmentId);
    expect([await may(stranger, agent), await may(agent, stranger)]).toEqual([true, true]);
    await moveTo(null);
    const group = { name: '同组', order: 'random', isEnabled: true, memberIds: [agent.userId, stranger.userId] };
    const made = await server.request(administrator, 'POST', '/api/agent-groups', group);
    expect(made.statusCode, made.body).toBe(200);
    expect([await may(stranger, agent), await may(agent, stranger), await may(stranger, leader)]).toEqual([
      true,
      true,
      false,
    ]);
    const queueId = newId();
    await server.database.db.tenant(tenantId, async (tx) => {
      await tx.updateTable('agentGroups').set({ isEnabled: false }).execute();
      await tx
        .insertInto('queues')
        .values({ tenantId, id: queueId, name: '同队', number: '911', strategy: 'round-robin' })
        .execute();
      const members = [stranger, leader].map(({ userId: agentId }, position) => ({
        tenantId,
        queueId,
        agentId,
        position,
      }));
      await tx.insertInto('queueMembers').values(members).execute();
    });
    expect([await may(stranger, agent), await may(stranger, leader)]).toEqual([false, true]);
  });
});
