/** The channel monitor: who sees which channels, in which words, and who may end a call. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ChannelSetup } from '@bahu/contract/channels.ts';
import type { Channels, TrunkLines } from '@bahu/contract/realtime.ts';
import { TestCalls } from '../../../test-calls.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { newId } from '../../../kernel/ids.ts';
import { connectReader, type Frame } from '../../../realtime/test-reader.ts';
import { channelsOf, trunkLinesOf } from '../../../telephony/channels.ts';
import type { AddressInfo } from 'node:net';

let server: TestServer;
let address: string;
const calls = new TestCalls();
beforeAll(async () => {
  server = await createTestServer({ desk: calls.desk });
  const { agent, stranger, leader, supervisor, administrator, departmentId } = server.tenant;
  calls.add(agent, stranger, leader, supervisor, administrator);
  calls.control.apply({ type: 'agent-saved', agent: { ...calls.agent(agent), departmentId } });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  address = `127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  server.hub.provide('channels', () => channelsOf(calls.control.state, () => ({ mos: null, codec: null })));
  server.hub.provide('trunk-lines', () => trunkLinesOf(calls.control.state));
});
afterAll(() => server.stop());
afterEach(() => calls.clear());

/** The topics as they are shown to a user; undefined where they are shown nothing. */
async function seenBy(user: TestUser): Promise<{ channels?: Channels; lines?: TrunkLines }> {
  const reader = await connectReader(address, user);
  reader.send({ subscribe: ['channels', 'trunk-lines'] });
  const frames: Frame[] = await reader.settled();
  reader.socket.terminate();
  const of = (topic: string) => frames.findLast((frame) => frame.topic === topic)?.value;
  const [channels, lines] = [of('channels') as Channels | undefined, of('trunk-lines') as TrunkLines | undefined];
  return { ...(channels && { channels }), ...(lines && { lines }) };
}
const callsSeenBy = async (user: TestUser) => [
  ...new Set((await seenBy(user)).channels?.channels.map(({ callId }) => callId)),
];
const end = async (user: TestUser, callId: string, body: object = { reason: '线路占用过久' }): Promise<string> => {
  const reply = await server.request(user, 'POST', `/api/channels/${callId}/hang-up`, body);
  return reply.statusCode === 200 ? 'done' : reply.json<{ code: string }>().code;
};

describe('[U7] the channels', () => {
  test('[U1] are those of calls in the scope of the reader, and none for who may not see them', async () => {
    const { agent, stranger, leader, supervisor, administrator, inspector } = server.tenant;
    const [own, other] = [calls.talk(agent), calls.talk(stranger, '+8613900000043')];
    expect(await callsSeenBy(leader)).toEqual([own]);
    expect(await callsSeenBy(administrator)).toEqual([own, other]);
    expect((await callsSeenBy(supervisor)).includes(own)).toBe(true);
    for (const user of [agent, inspector]) expect(await seenBy(user)).toEqual({});
  });

  test('[C3] have masked numbers for a role that masks them', async () => {
    const { id, agent, leader } = server.tenant;
    calls.talk(agent);
    const numbersWhen = async (masks: boolean) => {
      await server.database.asOwner("update roles set masks_numbers = $2 where tenant_id = $1 and code = 'leader'", [
        id,
        masks,
      ]);
      await server.sessions.refreshTenant(id);
      return (await seenBy(leader)).channels!.channels.map(({ number }) => number);
    };
    expect(await numbersWhen(false)).toEqual(expect.arrayContaining(['13900000042', agent.extension]));
    expect(await numbersWhen(true)).toEqual(expect.arrayContaining(['139****0042', agent.extension]));
  });

  test('[S1] come with the lines in use of each trunk, whose names are those of the company alone', async () => {
    const { id, leader, agent } = server.tenant;
    calls.talk(agent);
    expect((await seenBy(leader)).lines!.trunks.map(({ used }) => used)).toEqual([1]);
    await server.database.asOwner(
      "insert into trunks (tenant_id, id, name, host, port, channels) values ($1, $2, '联通专线', '192.0.2.1', 5060, 30)",
      [id, newId()],
    );
    const names = async (user: TestUser) =>
      (await server.request(user, 'GET', '/api/channels/setup')).json<ChannelSetup>().trunks.map(({ name }) => name);
    expect(await names(leader)).toEqual(['联通专线']);
    expect(await names(server.otherTenant.administrator)).toEqual([]);
    expect((await server.request(agent, 'GET', '/api/channels/setup')).statusCode).toBe(403);
  });
});

describe('[U7] a call is hung up for all', () => {
  test('[U1] by whom the permission and its scope allow, and is in the audit log with the reason', async () => {
    const { agent, stranger, leader, administrator } = server.tenant;
    const callId = calls.talk(agent);
    expect([await end(agent, callId), await end(leader, callId)]).toEqual(['forbidden', 'forbidden']);
    expect(await end(administrator, callId, { reason: '   ' })).toBe('input.invalid');
    expect(await end(administrator, callId)).toBe('done');
    expect(calls.control.call(callId)).toMatchObject({ phase: 'ended', hangupSide: 'system' });
    expect(
      await server.database.asOwner(
        "select record_type, record_id, after from audit_rows where action = 'channel.hang-up' order by id",
        [],
      ),
    ).toEqual([{ record_type: 'call', record_id: callId, after: { reason: '线路占用过久' } }]);
    expect(await end(administrator, callId)).toBe('phone.no-such-call');
    const others = calls.talk(stranger);
    await server.database.asOwner(
      "update roles set permissions = permissions || '{channel.hang-up}' where tenant_id = $1 and code = 'leader'",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    expect(await end(leader, others)).toBe('phone.no-such-call');
  });
});
