import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contract } from '../../../slices/together.ts';
import type { Me } from '@bahu/contract/session.ts';
import { shown, stepWithRoom } from '../../../kernel/auth/test-authenticator.ts';
import { createTestServer, testPassword, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

let address = 0;
beforeEach(() => {
  address++;
});

const signIn = (account: string, code?: string, password = testPassword) =>
  server.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account, password, ...(code !== undefined && { code }) },
    remoteAddress: `192.0.2.${address}`,
  });
const codeOf = (reply: LightMyRequestResponse) => reply.json<{ code?: string }>().code;
const start = (user: TestUser, password = testPassword) =>
  server.request(user, 'POST', '/api/session/second-factor', { password });
const confirm = (user: TestUser, code: string) => server.request(user, 'PUT', '/api/session/second-factor', { code });
const remove = (user: TestUser, code: string, password = testPassword) =>
  server.request(user, 'POST', '/api/session/second-factor/remove', { password, code });
const setSecurity = async (change: object) => {
  const { version, security } = (await server.request(server.tenant.administrator, 'GET', '/api/tenant')).json<{
    version: number;
    security: object;
  }>();
  expect(
    (
      await server.request(server.tenant.administrator, 'PATCH', '/api/tenant', {
        version,
        security: { ...security, ...change },
      })
    ).statusCode,
  ).toBe(200);
};
/** Sets the factor up with the code of the step before this one, so that this one's is still unused. */
async function setUp(user: TestUser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await start(user)).json<{ secret: string }>();
  const { recoveryCodes } = (await confirm(user, shown(secret, -1))).json<{ recoveryCodes: string[] }>();
  return { secret, recoveryCodes };
}

describe('setting the second factor up', () => {
  test('[A1.1] needs the password, gives an address for authenticator apps, and counts once a code confirmed it', async () => {
    await stepWithRoom();
    const { supervisor } = server.tenant;
    expect(codeOf(await start(supervisor, 'wrong'))).toBe('session.wrong-password');
    expect(codeOf(await confirm(supervisor, '123456'))).toBe('conflict');
    const { secret, uri } = (await start(supervisor)).json<{ secret: string; uri: string }>();
    expect(uri).toMatch(/^otpauth:\/\/totp\/Bahu:100001801\?/);
    expect(Object.fromEntries(new URL(uri).searchParams)).toEqual({
      issuer: 'Bahu',
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    expect((await signIn('100001801')).statusCode).toBe(200); // nothing was confirmed yet
    expect(codeOf(await confirm(supervisor, shown(secret, 5)))).toBe('session.wrong-code');
    const confirmed = await confirm(supervisor, shown(secret));
    expect(new Set(confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes).size).toBe(10);
    expect((await server.request(supervisor, 'GET', '/api/session')).json<Me>().hasSecondFactor).toBe(true);
    expect(codeOf(await start(supervisor))).toBe('conflict');
    expect(codeOf(await confirm(supervisor, shown(secret, 1)))).toBe('conflict');
    expect(
      await server.database.asOwner("select actor_name from audit_rows where action = 'second-factor.set-up'"),
    ).toHaveLength(1);
  });

  test('[A1.1] is refused when the company has turned it off', async () => {
    await setSecurity({ secondFactor: 'off' });
    expect(codeOf(await start(server.tenant.inspector))).toBe('session.second-factor-off');
    await setSecurity({ secondFactor: 'optional' });
  });
});

describe('signing in with the second factor', () => {
  let secret: string;
  let recoveryCodes: string[];
  beforeAll(async () => {
    await stepWithRoom();
    await setUp(server.tenant.administrator); // who requires it of others has one, or is asked for it at once
    ({ secret, recoveryCodes } = await setUp(server.tenant.agent));
  }, 30_000);

  test('[A1.1] asks for the code only when the password is right', async () => {
    await stepWithRoom();
    expect(codeOf(await signIn('100001802', undefined, 'wrong'))).toBe('session.wrong-password');
    expect(codeOf(await signIn('100001802', shown(secret), 'wrong'))).toBe('session.wrong-password');
    const asked = await signIn('100001802');
    expect([asked.statusCode, codeOf(asked), asked.cookies]).toEqual([401, 'session.code-required', []]);
  });

  test('[A1.1] each code counts once, and none from before the one that was used', async () => {
    await stepWithRoom();
    expect((await signIn('100001802', shown(secret))).statusCode).toBe(200);
    expect(codeOf(await signIn('100001802', shown(secret)))).toBe('session.wrong-code');
    expect(codeOf(await signIn('100001802', shown(secret, -1)))).toBe('session.wrong-code');
    expect((await signIn('100001802', `${shown(secret, 1).slice(0, 3)} ${shown(secret, 1).slice(3)}`)).statusCode).toBe(
      200,
    );
    expect(codeOf(await signIn('100001802', shown(secret, 2)))).toBe('session.wrong-code');
  });

  test('[A1.1] a code that is sent twice at the same moment lets one of them in', async () => {
    await stepWithRoom();
    await server.database.asOwner('update second_factors set last_step = 0');
    const replies = await Promise.all([1, 2, 3].map(() => signIn('100001802', shown(secret))));
    expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
  });

  test('[A1.1] each recovery code counts once, however it is written, and for its user only', async () => {
    const [first, second] = recoveryCodes as [string, string];
    expect((await signIn('100001802', first)).statusCode).toBe(200);
    expect(codeOf(await signIn('100001802', first))).toBe('session.wrong-code');
    expect((await signIn('100001802', ` ${second.toUpperCase().replaceAll('-', '')}`)).statusCode).toBe(200);
    expect(codeOf(await signIn('100001801', recoveryCodes[2]!))).toBe('session.wrong-code');
    const [row] = await server.database.asOwner<{ text: string; count: number }>(
      'select f::text as text, cardinality(recovery_hashes) as count from second_factors f where user_id = $1',
      [server.tenant.agent.userId],
    );
    expect(row!.count).toBe(8);
    expect(row!.text).not.toContain(recoveryCodes[2]!.replaceAll('-', ''));
  });

  test('[A1.1] eight wrong codes lock the account; asking for the code in between does not start the count anew', async () => {
    for (let i = 0; i < 8; i++) {
      expect(codeOf(await signIn('100001802', '000000'))).toBe('session.wrong-code');
      if (i === 3) for (let j = 0; j < 3; j++) expect(codeOf(await signIn('100001802'))).toBe('session.code-required');
    }
    const locked = await signIn('100001802', recoveryCodes[5]);
    expect([locked.statusCode, codeOf(locked)]).toEqual([423, 'session.locked']);
    expect(codeOf(await signIn('100001802'))).toBe('session.locked');
    const [row] = await server.database.asOwner<{ count: number }>(
      'select count(*)::int as count from sign_ins where reason = $1 and user_id = $2',
      ['session.code-required', server.tenant.agent.userId],
    );
    expect(row!.count).toBe(4);
  });

  test('[A1.1] many right passwords without a code do not lock', async () => {
    for (let i = 0; i < 10; i++) expect(codeOf(await signIn('100001802'))).toBe('session.code-required');
    expect((await signIn('100001802', recoveryCodes[6])).statusCode).toBe(200);
  });

  test('[A1.1] it is removed with password and code', async () => {
    const { agent } = server.tenant;
    expect(codeOf(await remove(agent, recoveryCodes[7]!, 'wrong'))).toBe('session.wrong-password');
    expect(codeOf(await remove(agent, '000000'))).toBe('session.wrong-code');
    await setSecurity({ secondFactor: 'required' });
    expect(codeOf(await remove(agent, recoveryCodes[7]!))).toBe('session.second-factor-required');
    await setSecurity({ secondFactor: 'optional' });
    expect((await remove(agent, recoveryCodes[7]!)).statusCode).toBe(200);
    expect((await signIn('100001802')).statusCode).toBe(200);
  });
});

describe('a required second factor', () => {
  test('[A1.1] closes every route but those of the own account until it is set up, and opens them then', async () => {
    await stepWithRoom();
    const { leader } = server.tenant;
    await setSecurity({ secondFactor: 'required' });
    expect((await server.request(leader, 'GET', '/api/session')).json<Me>()).toMatchObject({
      mustSetUpSecondFactor: true,
      hasSecondFactor: false,
    });
    const served = Object.entries(contract)
      .filter(([slice]) => slice !== 'session' && slice !== 'operator')
      .flatMap(([, table]) => Object.values(table));
    const open: string[] = [];
    for (const { method, path, permission } of served) {
      if (permission === 'public') continue;
      const url = `/api${path.replace(/:\w+/g, server.tenant.departmentId)}`;
      if (!server.app.hasRoute({ method, url: `/api${path}` })) continue;
      const reply = await server.request(leader, method, url, method === 'GET' || method === 'DELETE' ? undefined : {});
      if (codeOf(reply) !== 'session.second-factor-required') open.push(`${method} ${path} ${reply.statusCode}`);
    }
    expect(open).toEqual([]);
    await setUp(leader);
    expect((await server.request(leader, 'GET', '/api/customers')).statusCode).toBe(200);
    await setSecurity({ secondFactor: 'optional' });
  });
});
