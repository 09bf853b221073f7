import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServer, testPassword, type TestServer, type TestUser } from '../../../test-server.ts';
import { peopleOf } from './test-people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const makeKey = async (user: TestUser) =>
  (await server.request(user, 'POST', '/api/api-keys', { name: '报表', permissions: ['call.read'] })).json<{
    secret: string;
  }>().secret;
const ask = async (secret: string) =>
  (await server.app.inject({ url: '/v1/calls', headers: { authorization: `Bearer ${secret}` } })).statusCode;

describe('[P2] the keys of a user', () => {
  test('[P2] are left alone by a password that its owner changes, and revoked by one that somebody else resets, theirs alone', async () => {
    const { supervisor, administrator } = server.tenant;
    await (await peopleOf(server, server.tenant)).allow('supervisor', ['api-key.manage', 'call.read']);
    const keys = [
      await makeKey(supervisor),
      await makeKey(administrator),
      await makeKey(server.otherTenant.administrator),
    ];
    expect(
      (
        await server.request(supervisor, 'POST', '/api/session/password', {
          current: testPassword,
          next: 'left-river-9',
        })
      ).statusCode,
    ).toBe(200);
    expect(await Promise.all(keys.map(ask))).toEqual([200, 200, 200]);
    expect((await server.request(administrator, 'POST', `/api/users/${supervisor.userId}/password`)).statusCode).toBe(
      200,
    );
    expect(await Promise.all(keys.map(ask))).toEqual([401, 200, 200]);
    expect(
      await server.database.asOwner("select tenant_id, record_name from audit_rows where action = 'api-key.revoke'"),
    ).toEqual([{ tenant_id: server.tenant.id, record_name: '报表' }]);
  });
});
