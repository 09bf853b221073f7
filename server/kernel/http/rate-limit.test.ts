/** Requests are counted: per key, per session, per address of nobody. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.ts';
import { Refusal } from '../errors.ts';
import { createTestServer, noLimits, type TestServer } from '../../test-server.ts';
import { createAdmission } from './rate-limit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ limits: { ...noLimits, key: 3, session: 6, address: 4 } });
});
afterAll(() => server.stop());

describe('[P2] too many requests', () => {
  test('of a key are refused with the time to wait, and each answer says what is left', async () => {
    const { secret } = (
      await server.request(server.tenant.administrator, 'POST', '/api/api-keys', {
        name: 'x',
        permissions: ['customer.read'],
      })
    ).json<{ secret: string }>();
    const ask = () => server.app.inject({ url: '/v1/customers', headers: { authorization: `Bearer ${secret}` } });
    const left = [];
    for (let i = 0; i < 3; i++) left.push((await ask()).headers['ratelimit-remaining']);
    expect(left).toEqual(['2', '1', '0']);
    const reply = await ask();
    expect(reply.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(reply.headers).toMatchObject({
      'ratelimit-limit': '3',
      'ratelimit-remaining': '0',
      'content-type': 'application/problem+json; charset=utf-8',
    });
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(reply.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(reply.headers['ratelimit-reset']).toBe(reply.headers['retry-after']);
  });

  test('of a session hinder no other session', async () => {
    const ask = (cookie: string) => server.app.inject({ url: '/api/customers', headers: { cookie } });
    for (let i = 0; i < 6; i++) expect((await ask(server.tenant.agent.cookie)).statusCode).toBe(200);
    expect((await ask(server.tenant.agent.cookie)).json()).toMatchObject({ code: 'too-many-requests' });
    expect((await ask(server.tenant.stranger.cookie)).statusCode).toBe(200);
  });

  test('of nobody are counted by address, with wrong keys and without any', async () => {
    const ask = (remoteAddress: string, url: string) =>
      server.app.inject({ url, remoteAddress, headers: { authorization: 'Bearer wrong' } });
    for (const url of ['/v1/customers', '/api/customers', '/v1/customers', '/api/customers'])
      expect((await ask('198.51.100.7', url)).statusCode).toBe(401);
    expect((await ask('198.51.100.7', '/v1/customers')).statusCode).toBe(429);
    expect((await ask('198.51.100.8', '/v1/customers')).statusCode).toBe(401);
    expect(
      (
        await server.app.inject({
          url: '/api/customers',
          remoteAddress: '198.51.100.7',
          headers: { cookie: server.tenant.leader.cookie },
        })
      ).statusCode,
    ).toBe(200);
  });

  test('of an address that was refused too often are not even looked up', async () => {
    const guess = () =>
      server.app.inject({
        url: '/api/customers',
        remoteAddress: '198.51.100.9',
        headers: { cookie: `bahu_session=${server.tenant.id}.${'x'.repeat(43)}` },
      });
    for (let i = 0; i < 41; i++) await guess();
    const known = () =>
      server.app.inject({
        url: '/api/session',
        remoteAddress: '198.51.100.9',
        headers: { cookie: server.tenant.supervisor.cookie },
      });
    expect((await known()).statusCode, 'a token nobody has asked for yet is a guess as well').toBe(429);
    await server.app.inject({ url: '/api/session', headers: { cookie: server.tenant.supervisor.cookie } });
    await server.database.asOwner('revoke select on sessions from bahu_app');
    expect((await guess()).statusCode).toBe(429);
    expect((await known()).statusCode, 'who works there goes on').toBe(200);
    await server.database.asOwner('grant select on sessions to bahu_app');
  });

  test('at the operators’ entrance are counted by address, and refused before it is looked up who asks', async () => {
    const ask = () =>
      server.app.inject({
        url: '/api/operator/tenants',
        remoteAddress: '198.51.100.20',
        headers: { cookie: 'bahu_operator=guess' },
      });
    for (let i = 0; i < 4; i++) expect((await ask()).statusCode).toBe(401);
    await server.database.asOwner('revoke select on operator_sessions from bahu_app');
    for (let i = 0; i < 50; i++) {
      const reply = await ask();
      expect([reply.statusCode, Number(reply.headers['retry-after']) > 0]).toEqual([429, true]);
    }
    await server.database.asOwner('grant select on operator_sessions to bahu_app');
  });
});

describe('[P2] the gate', () => {
  let now = 0;
  const request = (ip = '127.0.0.1') =>
    ({ ip, rate: null, leave: null, routeOptions: {} }) as unknown as FastifyRequest;
  const principal = (tenantId: string, userId: string) =>
    ({ via: 'session', sessionId: `${userId} s`, userId, tenantId }) as Principal;

  test('allows again when the minute is over', () => {
    const { enter } = createAdmission({ now: () => now }, { ...noLimits, session: 2 });
    const ask = () => enter(request(), principal('t', 'u'));
    ask();
    ask();
    now += 59_999;
    expect(ask).toThrow(Refusal);
    now += 1;
    expect(ask).not.toThrow();
  });

  test('answers some of a user’s requests at once and refuses the others before any work; those of another user go on', () => {
    const { enter } = createAdmission({ now: () => now }, { ...noLimits, userAtOnce: 2, tenantAtOnce: 3 });
    const held = [request(), request()];
    for (const one of held) enter(one, principal('t', 'u'));
    expect(() => enter(request(), principal('t', 'u'))).toThrow(Refusal);
    expect(() => enter(request(), principal('t', 'v'))).not.toThrow();
    expect(() => enter(request(), principal('t', 'w')), 'the tenant is full').toThrow(Refusal);
    expect(() => enter(request(), principal('other', 'x')), 'another is not').not.toThrow();
    held[0]!.leave!();
    expect(held[0]!.leave).toBeNull();
    expect(() => enter(request(), principal('t', 'w'))).not.toThrow();
    expect(() => enter(request(), principal('t', 'u'))).toThrow(Refusal);
  });

  test('counts a tenant’s sessions together, and another tenant’s apart', () => {
    const { enter } = createAdmission({ now: () => now }, { ...noLimits, session: 100, tenant: 3 });
    for (const user of ['a', 'b', 'c']) enter(request(), principal('t', user));
    expect(() => enter(request(), principal('t', 'd'))).toThrow(Refusal);
    expect(() => enter(request(), principal('other', 'e'))).not.toThrow();
  });

  test('72 searches of one user side by side: sixteen are worked on, the rest is told to wait, and another tenant feels nothing', async () => {
    const busy = await createTestServer({ limits: { ...noLimits, userAtOnce: 16, tenantAtOnce: 64 } });
    const search = (who: TestServer['tenant']['agent']) => busy.request(who, 'GET', '/api/search?text=138');
    const [mine, theirs] = await Promise.all([
      Promise.all(Array.from({ length: 72 }, () => search(busy.tenant.supervisor))),
      search(busy.otherTenant.supervisor),
    ]);
    const count = (status: number) => mine.filter((reply) => reply.statusCode === status).length;
    expect(count(200)).toBeGreaterThanOrEqual(16);
    expect(count(200) + count(429)).toBe(72);
    expect(count(429)).toBeGreaterThan(0);
    expect(theirs.statusCode).toBe(200);
    expect((await search(busy.tenant.supervisor)).statusCode, 'places are given back').toBe(200);
    await busy.stop();
  });
});
