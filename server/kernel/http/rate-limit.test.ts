/** Requests are counted: per key, per session, per address of nobody. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../auth/caller.ts';
import { Refusal } from '../errors.ts';
import { createTestServer, type TestServer } from '../../test-server.ts';
import { createRateLimit } from './rate-limit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ limits: { key: 3, session: 6, address: 4 } });
});
afterAll(() => server.stop());

describe('[P2] too many requests', () => {
  test('of a key are refused with the time to wait, and each answer says what is left', async () => {
    const { secret } = (await server.request(server.tenant.administrator, 'POST', '/api/api-keys', { name: 'x', permissions: ['customer.read'] })).json<{ secret: string }>();
    const ask = () => server.app.inject({ url: '/v1/customers', headers: { authorization: `Bearer ${secret}` } });
    const left = [];
    for (let i = 0; i < 3; i++) left.push((await ask()).headers['ratelimit-remaining']);
    expect(left).toEqual(['2', '1', '0']);
    const reply = await ask();
    expect(reply.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(reply.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '0', 'content-type': 'application/problem+json; charset=utf-8' });
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
    const ask = (remoteAddress: string, url: string) => server.app.inject({ url, remoteAddress, headers: { authorization: 'Bearer wrong' } });
    for (const url of ['/v1/customers', '/api/customers', '/v1/customers', '/api/customers']) expect((await ask('198.51.100.7', url)).statusCode).toBe(401);
    expect((await ask('198.51.100.7', '/v1/customers')).statusCode).toBe(429);
    expect((await ask('198.51.100.8', '/v1/customers')).statusCode).toBe(401);
    expect((await server.app.inject({ url: '/api/customers', remoteAddress: '198.51.100.7', headers: { cookie: server.tenant.leader.cookie } })).statusCode).toBe(200);
  });

  test('are allowed again when the minute is over', () => {
    let now = 0;
    const count = createRateLimit({ now: () => now }, { key: 0, session: 2, address: 0 });
    const request = () => ({ ip: '127.0.0.1', rate: null }) as FastifyRequest;
    const caller = { via: 'session', sessionId: 's' } as Caller;
    const ask = () => count(request(), caller);
    ask();
    ask();
    now = 59_999;
    expect(ask).toThrow(Refusal);
    now = 60_000;
    expect(ask).not.toThrow();
  });
});
