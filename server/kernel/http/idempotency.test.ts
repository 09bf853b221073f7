/** Requests that are sent again. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSessions } from '../auth/sessions.ts';
import { createClock } from '../clock.ts';
import { createDb, type Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { createLog } from '../log.ts';
import { deskWithoutEngine, mountOrigin } from '../../compose/origin.ts';
import { createTestServer, noLimits, type TestServer } from '../../test-server.ts';
import { createApp } from './app.ts';
import { forgetAnswers, keepAnswers } from './idempotency.ts';
import { createAccess } from './access.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

let last = 0;
const customer = () => ({ name: '重发', phone: `1380013${String(++last).padStart(4, '0')}` });
const send = (key: string, body: object, app: FastifyInstance = server.app, url = '/api/customers') =>
  app.inject({
    method: 'POST',
    url,
    payload: body,
    headers: { cookie: server.tenant.administrator.cookie, 'idempotency-key': key },
  });
const countOf = async (phone: string) =>
  (await server.database.asOwner('select 1 from customers where phone = $1', [`+86${phone}`])).length;

/** A second server on the same database. */
async function another(): Promise<{ app: FastifyInstance; db: Db }> {
  const clock = createClock();
  const log = createLog('silent');
  const db = createDb(server.database.urls.app);
  const app = await createApp({ log, tls: null, trustedProxies: [] });
  const config = { origins: [], version: 'test', limits: noLimits, webhooksToPrivate: false };
  await mountOrigin(
    app,
    { config, log, clock, db, sessions: createSessions(db, clock), files: server.files, hub: server.hub },
    { desk: deskWithoutEngine },
  );
  return { app, db };
}

describe('[P2] a request with an Idempotency-Key', () => {
  test('is done once, and answered a second time with the first answer', async () => {
    const body = customer();
    const [key, first] = ['order-1', await send('order-1', body)];
    const second = await send(key, body);
    expect([first.statusCode, second.statusCode, second.body]).toEqual([200, 200, first.body]);
    expect([
      first.headers['idempotency-replayed'],
      second.headers['idempotency-replayed'],
      second.headers['content-type'],
    ]).toEqual([undefined, 'true', first.headers['content-type']]);
    expect(await countOf(body.phone)).toBe(1);
  });

  test('keeps a refusal too', async () => {
    const body = { name: 'x', phone: 'abcdef' };
    const [first, second] = [await send('wrong', body), await send('wrong', body)];
    expect([first.statusCode, second.body, second.headers['idempotency-replayed']]).toEqual([422, first.body, 'true']);
  });

  test('is refused with another body, another address or a key that is none', async () => {
    const body = customer();
    await send('a-key', body);
    for (const reply of [
      await send('a-key', { ...body, name: 'other' }),
      await send('a-key', body, server.app, '/api/api-keys'),
    ])
      expect(reply.json()).toMatchObject({ code: 'idempotency.mismatch' });
    for (const key of ['', 'with space', 'x'.repeat(129), '密钥']) {
      const reply = await server.app.inject({
        method: 'POST',
        url: '/api/customers',
        payload: customer(),
        headers: { cookie: server.tenant.administrator.cookie, 'idempotency-key': key },
      });
      expect(reply.json(), key).toMatchObject({ code: 'idempotency.bad-key' });
    }
  });

  test("is somebody else's with the same key of another user, another tenant or another program", async () => {
    const bodies = [customer(), customer(), customer()];
    const ask = (user: { cookie: string }, body: object) =>
      server.app.inject({
        method: 'POST',
        url: '/api/customers',
        payload: body,
        headers: { cookie: user.cookie, 'idempotency-key': 'same' },
      });
    const made = await server.request(server.tenant.administrator, 'POST', '/api/api-keys', {
      name: 'x',
      permissions: ['customer.create'],
    });
    const bySecret = (body: object) =>
      server.app.inject({
        method: 'POST',
        url: '/v1/customers',
        payload: body,
        headers: { authorization: `Bearer ${made.json<{ secret: string }>().secret}`, 'idempotency-key': 'same' },
      });
    const replies = [
      await ask(server.tenant.agent, bodies[0]!),
      await ask(server.otherTenant.agent, bodies[1]!),
      await bySecret(bodies[2]!),
    ];
    expect(replies.map((reply) => [reply.statusCode, reply.headers['idempotency-replayed']])).toEqual([
      [200, undefined],
      [200, undefined],
      [200, undefined],
    ]);
    expect((await bySecret(bodies[2]!)).headers['idempotency-replayed']).toBe('true');
  });

  test('sent to two servers at once is done by one of them', async () => {
    const second = await another();
    try {
      for (let round = 0; round < 10; round++) {
        const body = customer();
        const replies = await Promise.all([
          send(`race-${round}`, body),
          send(`race-${round}`, body, second.app),
          send(`race-${round}`, body),
          send(`race-${round}`, body, second.app),
        ]);
        const done = replies.filter(
          (reply) => reply.statusCode === 200 && reply.headers['idempotency-replayed'] === undefined,
        );
        expect(done).toHaveLength(1);
        for (const reply of replies.filter((other) => other !== done[0])) {
          if (reply.statusCode === 200) expect(reply.body).toBe(done[0]!.body);
          else expect(reply.json()).toMatchObject({ code: 'idempotency.in-progress' });
        }
        expect(await countOf(body.phone)).toBe(1);
      }
    } finally {
      await second.app.close();
      await second.db.close();
    }
  });

  test('whose answer showed a secret is not answered again, and the secret is not kept', async () => {
    const ask = () => send('secret-1', { name: 'x', permissions: ['customer.read'] }, server.app, '/api/api-keys');
    const first = await ask();
    expect([(await ask()).statusCode, (await ask()).json<{ code: string }>().code]).toEqual([
      409,
      'idempotency.secret-reply',
    ]);
    expect(JSON.stringify(await server.database.asOwner('select * from idempotent_requests'))).not.toContain(
      first.json<{ secret: string }>().secret,
    );
    expect(
      await server.database.asOwner(
        "select 1 from api_keys where name = 'x' and owner_id = $1 and created_at > now() - interval '1 minute'",
        [server.tenant.administrator.userId],
      ),
    ).toHaveLength(2);
  });

  test('whose process died is free again after a minute, and the late one changes nothing', async () => {
    const {
      tenant: { id: tenantId, administrator },
    } = server;
    const body = customer();
    await server.database.asOwner(
      "insert into idempotent_requests (tenant_id, holder_id, key, request_hash, attempt_id, expires_at) values ($1, $2, 'died', '\\x00', $3, now() + interval '1 minute')",
      [tenantId, administrator.userId, newId()],
    );
    expect((await send('died', body)).statusCode).toBe(422);
    await server.database.asOwner(
      "update idempotent_requests set expires_at = now() - interval '1 second' where key = 'died'",
    );
    expect((await send('died', body)).statusCode).toBe(200);
    expect((await send('died', body)).headers['idempotency-replayed']).toBe('true');
  });

  test('is forgotten after a day', async () => {
    const body = customer();
    await send('old', body);
    await server.database.asOwner(
      "update idempotent_requests set expires_at = now() - interval '1 second' where key = 'old'",
    );
    await server.database.db.tenant(server.tenant.id, forgetAnswers);
    expect(await server.database.asOwner("select 1 from idempotent_requests where key = 'old'")).toEqual([]);
    expect((await send('old', body)).json()).toMatchObject({ code: 'customer.phone-taken-by' });
  });

  test('that failed by a fault of ours may be sent again at once', async () => {
    const app = await createApp({ log: createLog('silent'), tls: null, trustedProxies: [] });
    let tries = 0;
    await app.register(async (api) => {
      const access = createAccess(server.database.db, server.sessions, []);
      keepAnswers(api, server.database.db);
      api.post('/once', { onRequest: (request) => access.admit(request, { permission: 'session' }) }, async () => {
        if (++tries === 1) throw new Refusal('service.unavailable');
        return { tries };
      });
    });
    const ask = () =>
      app.inject({
        method: 'POST',
        url: '/once',
        payload: {},
        headers: { cookie: server.tenant.agent.cookie, 'idempotency-key': 'again' },
      });
    expect([(await ask()).statusCode, (await ask()).json(), (await ask()).json()]).toEqual([
      503,
      { tries: 2 },
      { tries: 2 },
    ]);
    await app.close();
  });
});
