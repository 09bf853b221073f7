import { once } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type TestUser } from '../test-server.ts';
import { openRealtime } from './test-reader.ts';

const { server, address, connect } = await openRealtime();

/** The HTTP status with which an upgrade was refused. */
async function refusal(headers: Record<string, string>, path = '/realtime'): Promise<number> {
  const socket = new WebSocket(`ws://${address}${path}`, { headers });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  socket.on('error', () => undefined);
  socket.terminate();
  return response.statusCode;
}

describe('who may connect', () => {
  test('somebody with a session, from a page of ours', async () => {
    const reader = await connect(server.tenant.agent);
    expect(await reader.settled()).toEqual([]);
  });

  test('nobody else', async () => {
    const origin = `http://${address}`;
    const { cookie } = server.tenant.agent;
    expect(await refusal({ origin })).toBe(401);
    expect(await refusal({ origin, cookie: 'bahu_session=x' })).toBe(401);
    expect(await refusal({ origin: 'https://evil.example', cookie })).toBe(403);
    expect(await refusal({ cookie })).toBe(403);
    expect(await refusal({ origin, cookie }, '/elsewhere')).toBe(404);
  });

  test('[A1.1] whoever must change their password first, or set up a second factor, not before they have', async () => {
    const { leader, id } = server.otherTenant;
    const ask = { origin: `http://${address}`, cookie: leader.cookie };
    const duties = async (mustChange: boolean, secondFactor: string) => {
      await server.database.asOwner('update users set must_change_password = $1 where id = $2', [
        mustChange,
        leader.userId,
      ]);
      await server.database.asOwner(
        `update tenants set settings = jsonb_build_object('security', jsonb_build_object('secondFactor', $1::text)) where id = $2`,
        [secondFactor, id],
      );
      await server.sessions.refreshTenant(id);
    };
    await duties(true, 'optional');
    expect(await refusal(ask)).toBe(403);
    await duties(false, 'required');
    expect(await refusal(ask)).toBe(403);
    await duties(false, 'optional');
    expect(await (await connect(leader)).settled()).toEqual([]);
  });

  test('ten windows of one user and no eleventh', async () => {
    const readers = await Promise.all(Array.from({ length: 10 }, () => connect(server.tenant.supervisor)));
    const eleventh = await connect(server.tenant.supervisor);
    expect(await eleventh.closed).toBe(1013);
    readers[0]!.socket.close();
    await readers[0]!.closed;
    const again = await connect(server.tenant.supervisor);
    expect(await again.settled()).toEqual([]);
  });
});

describe('a connection', () => {
  let user: TestUser;
  beforeEach(() => {
    user = server.tenant.stranger;
  });

  test('ends with the session, and says why', async () => {
    const reader = await connect(server.otherTenant.stranger);
    await reader.settled();
    expect((await server.request(server.otherTenant.stranger, 'DELETE', '/api/session')).statusCode).toBe(200);
    expect(await reader.closed).toBe(4401);
    expect(reader.frames.at(-1)).toEqual({ bye: 'signed-out' });
  });

  test('[P1] goes on when the licence changes, and ends when the company is suspended', async () => {
    const { stranger } = server.tenant;
    const reader = await connect(stranger);
    await reader.settled();
    await server.database.asOwner(
      "update tenants set licensed_agents = licensed_agents + 1, licensed_channels = 90, expires_at = now() + interval '1 year' where id = $1",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    reader.send({ ping: 7 });
    await expect.poll(() => reader.frames).toContainEqual({ pong: 7 });
    expect(reader.frames).not.toContainEqual({ bye: 'role-changed' });
    await server.database.asOwner("update tenants set status = 'suspended' where id = $1", [server.tenant.id]);
    await server.sessions.refreshTenant(server.tenant.id);
    expect(await reader.closed).toBe(4403);
    await server.database.asOwner("update tenants set status = 'active' where id = $1", [server.tenant.id]);
    await server.sessions.refreshTenant(server.tenant.id);
  });

  test('ends when the role changes, and comes back with the new one', async () => {
    const reader = await connect(user);
    await reader.settled();
    await server.database.asOwner("update users set name = name || ' II' where id = $1", [user.userId]);
    await server.sessions.refreshAllOf(server.tenant.id, user.userId);
    expect(await reader.closed).toBe(4403);
    expect(reader.frames.at(-1)).toEqual({ bye: 'role-changed' });
    expect(await (await connect(user)).settled()).toEqual([]);
  });

  test('[U1] ends soon when another process changed what its user may do', async () => {
    const { inspector } = server.otherTenant;
    const reader = await connect(inspector);
    await reader.settled();
    await server.database.asOwner(
      "update roles set masks_numbers = not masks_numbers where tenant_id = $1 and code = 'inspector'",
      [server.otherTenant.id],
    );
    expect(await reader.closed).toBe(4403);
  });

  test.each([
    '',
    'x',
    '[]',
    'null',
    '{"subscribe":"desk"}',
    '{"subscribe":["everything"]}',
    '{"subscribe":[]}',
    '{"ping":"1"}',
    '{"subscribe":["desk"],"as":"admin"}',
    '{"__proto__":{}}',
  ])('ends on a frame that is none of ours: %s', async (frame) => {
    const reader = await connect(user);
    reader.send(frame);
    expect(await reader.closed).toBe(1008);
  });

  test('ends on a frame of more than 64 kB', async () => {
    const reader = await connect(user);
    reader.send(`{"subscribe":["${'x'.repeat(70_000)}"]}`);
    expect(await reader.closed).toBe(1009);
  });

  test('ends on a flood of frames', async () => {
    const reader = await connect(server.tenant.supervisor);
    for (let i = 0; i < 300; i++) reader.send({ ping: i });
    expect(await reader.closed).toBe(1008);
  });
});
