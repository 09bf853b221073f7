import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Me } from '@bahu/contract/session.ts';
import { createTestServer, testPassword, type TestServer } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

/** Each test comes from an address of its own, so that the throttle of one is not felt by the next. */
let address = 0;
beforeEach(() => {
  address++;
});
const signIn = (account: string, password: string, staySignedIn?: boolean) =>
  server.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account, password, ...(staySignedIn !== undefined && { staySignedIn }) },
    remoteAddress: `192.0.2.${address}`,
  });
const passQuarterHour = (account: string) =>
  server.database.asOwner(
    "update sign_in_tries set blocked_until = blocked_until - interval '15 minutes', last_at = last_at - interval '15 minutes' where account = $1",
    [account],
  );
const signIns = (account: string) =>
  server.database.asOwner<{ result: string; reason: string | null }>(
    'select result, reason from sign_ins where account = $1 order by at',
    [account],
  );

describe('signing in', () => {
  test('[A1.1] works with tenant code and extension, and with the login name', async () => {
    for (const account of ['100001800', '100001/user-800', '100001user-800']) {
      const reply = await signIn(account, testPassword);
      expect(reply.statusCode).toBe(200);
      expect(reply.json<Me>()).toMatchObject({
        account: '100001800',
        role: { code: 'administrator' },
        scope: 'all',
        tenant: { code: '100001', canCall: true },
        masksNumbers: false,
        demo: false,
      });
    }
  });

  test('gives a cookie that scripts and other sites cannot use and that names the principal', async () => {
    const reply = await signIn('100001802', testPassword);
    const cookie = reply.cookies[0]!;
    expect(cookie).toMatchObject({ name: 'bahu_session', httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie.maxAge).toBeUndefined();
    const me = await server.app.inject({ method: 'GET', url: '/api/session', cookies: { bahu_session: cookie.value } });
    expect(me.json()).toMatchObject({ extension: '802', masksNumbers: true, scope: 'own' });
    expect(me.json()).not.toHaveProperty('passwordHash');
  });

  test('keeps the cookie for a month when the user stays signed in', async () => {
    expect((await signIn('100001802', testPassword, true)).cookies[0]!.maxAge).toBe(30 * 86_400);
  });

  test('answers a wrong password, an unknown extension and an unknown tenant alike', async () => {
    for (const account of ['100001800', '100001899', '999999800', 'nonsense']) {
      const reply = await signIn(account, 'wrong');
      expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([401, 'session.wrong-password']);
    }
    expect((await signIn('100001800', testPassword)).statusCode).toBe(200);
  });

  test('[A1.1] eight wrong passwords lock the account, also for the right one, until a quarter of an hour has passed', async () => {
    for (let i = 0; i < 8; i++) expect((await signIn('100002800', 'wrong')).statusCode).toBe(401);
    const locked = await signIn('100002800', testPassword);
    expect([locked.statusCode, locked.json()]).toEqual([
      423,
      expect.objectContaining({ code: 'session.locked', params: { minutes: 15 } }),
    ]);
    await passQuarterHour(server.otherTenant.administrator.userId);
    expect((await signIn('100002800', testPassword)).statusCode).toBe(200);
    expect((await signIn('100002800', 'wrong')).statusCode).toBe(401);
    expect((await signIn('100002800', testPassword)).statusCode).toBe(200);
  });

  test('[A1.1] wrong passwords side by side count one by one', async () => {
    const replies = await Promise.all(Array.from({ length: 14 }, () => signIn('100002801', 'wrong')));
    const count = (status: number) => replies.filter((reply) => reply.statusCode === status).length;
    expect([count(401), count(423)]).toEqual([8, 6]);
  });

  test('an account that does not exist locks like one that does', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 9; i++) statuses.push((await signIn('100001888', 'wrong')).statusCode);
    expect(statuses).toEqual([...Array<number>(8).fill(401), 423]);
    expect((await signIn(' 100001/888', 'wrong')).statusCode, 'however it is written').toBe(423);
  });

  test('[A1.1] a login name is the same in capitals', async () => {
    expect((await signIn('100001/USER-804', testPassword)).statusCode).toBe(200);
  });

  test('[A1.1] more than a person types in a minute is too much', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 16; i++)
      codes.push((await signIn('100001/nobody-here', testPassword)).json<{ code: string }>().code);
    expect(codes.at(-1)).toBe('too-many-requests');
  });

  test('[A1.3] every attempt on a known account is in the log with its result', async () => {
    await signIn('100001803', 'wrong');
    await signIn('100001803', testPassword);
    expect(await signIns('100001803')).toEqual([
      { result: 'refused', reason: 'session.wrong-password' },
      { result: 'ok', reason: null },
    ]);
  });

  test('a disabled user is told so only with the right password', async () => {
    await server.database.asOwner('update users set is_enabled = false where id = $1', [
      server.otherTenant.stranger.userId,
    ]);
    expect((await signIn('100002803', 'wrong')).statusCode).toBe(401);
    expect((await signIn('100002803', testPassword)).json()).toMatchObject({ code: 'session.disabled' });
  });
});

describe('the session', () => {
  test('[P2] of a user who is signed in in ten places ends where it was used longest ago when an eleventh is added', async () => {
    const ask = async (token: string) =>
      (await server.app.inject({ method: 'GET', url: '/api/session', cookies: { bahu_session: token } })).statusCode;
    const tokens: string[] = [];
    for (let i = 0; i < 10; i++) tokens.push((await signIn('100002804', testPassword)).cookies[0]!.value);
    // The session that the test server made for this user was the first.
    expect((await server.request(server.otherTenant.leader, 'GET', '/api/session')).statusCode).toBe(401);
    expect(await ask(tokens[0]!)).toBe(200);
    tokens.push((await signIn('100002804', testPassword)).cookies[0]!.value);
    const [{ n }] = (await server.database.asOwner<{ n: number }>(
      'select count(*)::int as n from sessions where user_id = $1',
      [server.otherTenant.leader.userId],
    )) as [{ n: number }];
    expect(n).toBe(10);
    expect(await ask(tokens.at(-1)!)).toBe(200);
  });

  test('ends with the sign-out, and its token is worth nothing afterwards', async () => {
    const token = (await signIn('100001802', testPassword)).cookies[0]!.value;
    const ask = (method: 'GET' | 'DELETE') =>
      server.app.inject({ method, url: '/api/session', cookies: { bahu_session: token } });
    expect((await ask('GET')).statusCode).toBe(200);
    expect((await ask('DELETE')).statusCode).toBe(200);
    expect((await ask('GET')).json()).toMatchObject({ code: 'session.required' });
  });

  test('has its secret in the database only as a hash', async () => {
    const secret = server.tenant.agent.token.split('.')[1]!;
    const [row] = await server.database.asOwner<{ text: string }>(
      'select string_agg(s::text, $1) as text from sessions s',
      ['\n'],
    );
    expect(row!.text).not.toContain(secret);
    expect(row!.text).not.toContain(Buffer.from(secret).toString('hex'));
  });

  test('is over when its time is', async () => {
    const token = (await signIn('100001803', testPassword)).cookies[0]!.value;
    await server.database.asOwner(
      "update sessions set expires_at = now() - interval '1 second' where created_at = (select max(created_at) from sessions)",
    );
    const fresh = await server.app.inject({ method: 'GET', url: '/api/session', cookies: { bahu_session: token } });
    expect(fresh.statusCode).toBe(200); // looked up a moment ago
    await server.sessions.endExpired(server.tenant.id);
    expect(
      (await server.app.inject({ method: 'GET', url: '/api/session', cookies: { bahu_session: token } })).statusCode,
    ).toBe(401);
  });

  test.each([
    ['a made-up secret', (token: string) => `${token.split('.')[0]}.${'A'.repeat(43)}`],
    ["another tenant's id before the secret", (token: string) => `${server.otherTenant.id}.${token.split('.')[1]}`],
    ['no dot', (token: string) => token.replace('.', '')],
    ['an SQL fragment', () => "'; drop table users; --.x"],
  ])('[P2] a token with %s is refused', async (_what, forge) => {
    const cookies = { bahu_session: forge(server.tenant.agent.token) };
    expect((await server.app.inject({ method: 'GET', url: '/api/session', cookies })).json()).toMatchObject({
      code: 'session.required',
    });
  });

  test('a page of another site can neither sign in nor use the cookie', async () => {
    const foreign = { origin: 'https://evil.example', host: 'phone.example' };
    expect(
      (await server.request(server.tenant.administrator, 'DELETE', '/api/session', undefined, foreign)).json(),
    ).toMatchObject({ code: 'session.origin' });
    expect(
      (
        await server.request(null, 'POST', '/api/session', { account: '100001800', password: testPassword }, foreign)
      ).json(),
    ).toMatchObject({ code: 'session.origin' });
    expect(
      (
        await server.request(server.tenant.administrator, 'DELETE', '/api/session', undefined, {
          'sec-fetch-site': 'cross-site',
        })
      ).json(),
    ).toMatchObject({ code: 'session.origin' });
    const own = { origin: 'https://phone.example', host: 'phone.example' };
    expect((await server.request(server.tenant.administrator, 'GET', '/api/session', undefined, own)).statusCode).toBe(
      200,
    );
  });

  test('a changed password ends the other sessions, needs the old one and is in the audit log', async () => {
    const [mine, other] = [await signIn('100001801', testPassword), await signIn('100001801', testPassword)].map(
      (reply) => ({ bahu_session: reply.cookies[0]!.value }),
    );
    const change = (current: string) =>
      server.app.inject({
        method: 'POST',
        url: '/api/session/password',
        cookies: mine!,
        payload: { current, next: 'new-horse-8' },
      });
    expect((await change('wrong')).json()).toMatchObject({ code: 'session.wrong-password' });
    expect((await change(testPassword)).statusCode).toBe(200);
    expect((await server.app.inject({ method: 'GET', url: '/api/session', cookies: mine! })).statusCode).toBe(200);
    expect((await server.app.inject({ method: 'GET', url: '/api/session', cookies: other! })).statusCode).toBe(401);
    expect((await signIn('100001801', 'new-horse-8')).statusCode).toBe(200);
    expect(await server.database.asOwner("select record_id from audit_rows where action = 'password.change'")).toEqual([
      { record_id: server.tenant.supervisor.userId },
    ]);
  });
});
