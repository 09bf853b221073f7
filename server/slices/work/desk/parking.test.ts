import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ParkedCalls } from '@bahu/contract/realtime.ts';
import { newId } from '../../../kernel/ids.ts';
import { connectReader } from '../../../realtime/test-reader.ts';
import { parkedOf } from '../../../telephony/projection.ts';
import { TestCalls } from '../../../test-calls.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
const calls = new TestCalls();
beforeAll(async () => {
  server = await createTestServer({ desk: calls.desk });
  const { agent, leader, supervisor, stranger } = server.tenant;
  calls.add(agent, leader, supervisor, stranger);
  await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.stop());
afterEach(() => calls.clear());

const said = async (user: TestUser, path: string, body?: object): Promise<string> => {
  const reply = await server.request(user, 'POST', `/api/desk/calls${path}`, body);
  const { code, slot } = reply.json<{ code?: string; slot?: string }>();
  return reply.statusCode === 200 ? (slot ?? 'done') : code!;
};
const park = (user: TestUser, callId: string) => said(user, `/${callId}/park`);
const fetch = (user: TestUser, callId: string) => said(user, `/${callId}/fetch`);
const dial = (user: TestUser, number: string) => said(user, '', { number });

describe('[A2.5] parking', () => {
  test('[A2.5] tells the number on which the call waits, and its agent is free of it', async () => {
    const { agent, leader } = server.tenant;
    const callId = calls.talk(agent);
    expect(await park(leader, callId)).toBe('phone.no-such-call');
    expect(await park(agent, callId)).toBe('7001');
    expect([calls.agent(agent).callId, calls.control.call(callId).phase]).toEqual([null, 'parked']);
    expect(await park(agent, callId)).toBe('phone.no-such-call');
  });

  test('[A2.5] is refused beside a consultation', async () => {
    const { agent, leader } = server.tenant;
    const callId = calls.talk(agent);
    await said(agent, `/${callId}/consult`, { agentId: leader.userId });
    expect(await park(agent, callId)).toBe('phone.not-possible');
  });
});

describe('[A2.5] fetching', () => {
  test('[A2.5] is done by a click, or by dialling the number, from any department', async () => {
    const { agent, leader, stranger } = server.tenant;
    for (const [by, how] of [
      [leader, fetch],
      [stranger, (user: TestUser) => dial(user, '7001')],
    ] as const) {
      const callId = calls.talk(agent);
      await park(agent, callId);
      expect(await how(by, callId)).toBe('done');
      calls.answer(by);
      expect([calls.control.call(callId).agentId, calls.control.call(callId).phase]).toEqual([by.userId, 'talking']);
      calls.clear();
    }
  });

  test('[A2.5] is refused in a word', async () => {
    const { agent, leader, supervisor } = server.tenant;
    expect([await dial(leader, '7001'), await fetch(leader, newId())]).toEqual([
      'phone.nothing-parked',
      'phone.nothing-parked',
    ]);
    const callId = calls.talk(agent);
    expect(await fetch(leader, callId)).toBe('phone.nothing-parked');
    await park(agent, callId);
    calls.talk(leader, '+8613900000048');
    expect([await fetch(leader, callId), await dial(leader, '7001')]).toEqual([
      'phone.call-in-progress',
      'phone.call-in-progress',
    ]);
    expect(await fetch(server.tenant.administrator, callId)).toBe('phone.not-registered');
    expect(await fetch(supervisor, callId)).toBe('done');
    expect(await fetch(agent, callId)).toBe('phone.not-possible');
  });

  test('[A2.5] [U1] needs the desk by a click as by the number, and calling anybody the right to call', async () => {
    const { id, agent, leader, inspector } = server.tenant;
    const change = async (how: 'array_remove' | 'array_append', permission: string): Promise<void> => {
      const text = `update roles set permissions = ${how}(permissions, $2) where tenant_id = $1 and code = 'leader'`;
      await server.database.asOwner(text, [id, permission]);
      await server.sessions.refreshTenant(id);
    };
    const callId = calls.talk(agent);
    await park(agent, callId);
    await change('array_remove', 'desk.use');
    expect([await fetch(leader, callId), await dial(leader, '7001')]).toEqual(['forbidden', 'forbidden']);
    await change('array_append', 'desk.use');
    await change('array_remove', 'call.place');
    for (const number of ['15473269981', agent.extension]) expect(await dial(leader, number)).toBe('forbidden');
    expect([await said(leader, '', { callId }), await said(inspector, '', { callId })]).toEqual([
      'forbidden',
      'forbidden',
    ]);
    expect(await dial(leader, '7001')).toBe('done');
    await change('array_append', 'call.place');
  });

  test('[A2.5] nobody is consulted or given a call on such a number', async () => {
    const { agent } = server.tenant;
    const callId = calls.talk(agent);
    for (const step of ['consult', 'transfer'])
      expect(await said(agent, `/${callId}/${step}`, { number: '7001' })).toBe('phone.invalid-number');
  });
});

describe('who waits', () => {
  let address: string;
  beforeAll(() => {
    const { id: tenantId } = server.tenant;
    address = `127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
    server.hub.provide('parked', (of) => (of === tenantId ? parkedOf(calls.control.state) : undefined));
  });
  const seenBy = async (user: TestUser): Promise<string[]> => {
    const reader = await connectReader(address, user);
    reader.send({ subscribe: ['parked'] });
    const frames = (await reader.settled()) as { topic: string; value: ParkedCalls }[];
    reader.socket.terminate();
    return frames
      .filter(({ topic }) => topic === 'parked')
      .flatMap(({ value }) => value.calls.map(({ slot, number, name }) => `${slot} ${number} ${name}`));
  };

  test('[A2.5] [U1] is seen by everybody of the tenant, masked as their role says, and by nobody else', async () => {
    const { agent, supervisor } = server.tenant;
    await park(agent, calls.talk(agent, '+8615473269981', '王芳'));
    expect(await seenBy(supervisor)).toEqual(['7001 15473269981 王芳']);
    expect(await seenBy(agent)).toEqual(['7001 154****9981 王芳']);
    expect(await seenBy(server.otherTenant.agent)).toEqual([]);
  });

  test('[A2.5] [U1] is not named to whom customers are closed', async () => {
    const { id, agent, leader, inspector } = server.tenant;
    const change = async (how: 'array_remove' | 'array_append'): Promise<void> => {
      const text = `update roles set permissions = ${how}(permissions, 'customer.read') where tenant_id = $1 and code = 'inspector'`;
      await server.database.asOwner(text, [id]);
      await server.sessions.refreshTenant(id);
    };
    await change('array_remove');
    await park(agent, calls.talk(agent, '+8615473269981', '王芳'));
    expect(await seenBy(inspector)).toEqual(['7001 154****9981 null']);
    expect(await seenBy(leader)).toEqual(['7001 154****9981 王芳']);
    await change('array_append');
    expect(await seenBy(inspector)).toEqual(['7001 154****9981 王芳']);
  });
});
