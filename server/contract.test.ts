/** Every route of the contract, whoever asks and whatever he sends. */
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { errorStatus } from '@bahu/contract/errors.ts';
import { contract } from '@bahu/contract/index.ts';
import { defaultRoles, roleCodes } from '@bahu/contract/permissions.ts';
import type { Route } from '@bahu/contract/route.ts';
import { newId } from './kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from './test-server.ts';

interface NamedRoute { name: string; route: Route }
const routes: NamedRoute[] = Object.entries(contract).flatMap(([slice, table]) => Object.entries(table).map(([name, route]) => ({ name: `${slice}.${name}`, route })));
/** These end the session that asks, which the walk needs. */
const endingRoutes = new Set(['session.signOut']);
const walked = routes.filter(({ name }) => !endingRoutes.has(name) && !name.startsWith('operator.'));

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const fill = (path: string, id: string): string => `/api${path.replace(/:\w+/g, id)}`;

/** A request of the right shape; its ids are of nothing unless given. */
async function ask(user: TestUser | null, { route }: NamedRoute, id: string = newId(), body?: unknown) {
  const payload = route.body ? (body ?? sample(route.body, id)) : undefined;
  return server.request(user, route.method, fill(route.path, id), payload as object | undefined);
}

/** The smallest valid value of a schema, with `id` wherever an id is wanted. */
function sample(schema: TSchema, id: string): unknown {
  const { type, properties, required, anyOf, enum: values, format, pattern, minLength, minimum } = schema as unknown as {
    type?: string; properties?: Record<string, TSchema>; required?: string[]; anyOf?: TSchema[]; enum?: unknown[]; format?: string; pattern?: string; minLength?: number; minimum?: number;
  };
  if (values) return values[0];
  if (anyOf) return sample(anyOf[0]!, id);
  if (type === 'object') return Object.fromEntries((required ?? []).map((name) => [name, sample(properties![name]!, id)]));
  if (type === 'integer' || type === 'number') return minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  if (format === 'uuid') return id;
  if (format === 'date-time') return '2026-11-22T08:00:00.000Z';
  if (pattern?.includes('[4-8]')) return '850';
  if (pattern?.includes('[0-9*#]')) return '5';
  if (pattern?.startsWith('^[A-Za-z]')) return 'nobody';
  return '1'.repeat(Math.max(minLength ?? 1, 1));
}

const codeOf = (reply: LightMyRequestResponse): string | undefined => reply.json<Partial<ErrorBody>>().code;

describe('the contract', () => {
  test('names each route once, and each list pages by a cursor', () => {
    expect(new Set(routes.map(({ route }) => `${route.method} ${route.path}`)).size).toBe(routes.length);
    for (const { name, route } of routes) {
      expect(route.summary, name).toMatch(/^[A-Z].{5,}/);
      const { properties } = route.reply as unknown as { properties: Record<string, unknown> };
      const { properties: query } = (route.query ?? { properties: {} }) as unknown as { properties: Record<string, unknown> };
      if ('next' in properties) expect(Object.keys(query), name).toEqual(expect.arrayContaining(['cursor', 'limit']));
    }
  });

  test('refuses fields that a body does not have, or a misspelt one would be lost in silence', () => {
    for (const { name, route } of routes) if (route.body) expect((route.body as { additionalProperties?: boolean }).additionalProperties, name).toBe(false);
  });

  test('is described as OpenAPI, every route with its permission', async () => {
    const document = (await server.request(null, 'GET', '/api/openapi.json')).json<{ openapi: string; paths: Record<string, Record<string, object>> }>();
    expect(document.openapi).toBe('3.1.0');
    for (const { route } of routes) expect(document.paths[`/api${route.path.replace(/:(\w+)/g, '{$1}')}`]).toHaveProperty(route.method.toLowerCase());
  });
});

describe('who may ask', () => {
  test.each(walked.filter(({ route }) => route.permission !== 'public'))('$name needs a session', async (named) => {
    const reply = await ask(null, named);
    expect([reply.statusCode, codeOf(reply)]).toEqual([401, 'session.required']);
  });

  test.each(walked.flatMap((named) => roleCodes.map((role) => ({ name: named.name, role, named }))))('$name answers the $role by the table of permissions', async ({ role, named }) => {
    const { permission } = named.route;
    const isAllowed = permission === 'public' || permission === 'session' || defaultRoles[role].permissions.includes(permission);
    const reply = await ask(server.tenant[role], named);
    if (isAllowed) expect(codeOf(reply)).not.toBe('forbidden');
    else expect([reply.statusCode, codeOf(reply)]).toEqual([403, 'forbidden']);
  });

  test.each(walked.filter(({ route }) => !['GET'].includes(route.method)))('$name refuses a page of another site', async ({ route }) => {
    const headers = { origin: 'https://evil.example', host: 'phone.example' };
    const reply = await server.request(server.tenant.administrator, route.method, fill(route.path, newId()), undefined, headers);
    expect(codeOf(reply)).toBe('session.origin');
  });
});

describe('other tenants', () => {
  const secret = '外人勿见';
  let theirs: Record<string, string>;

  beforeAll(async () => {
    const { otherTenant: { id: tenantId, agent }, database } = server;
    theirs = { user: agent.userId, agent: agent.agentId, session: agent.sessionId, customer: newId(), call: newId(), queue: newId(), tenant: tenantId };
    await database.db.tenant(tenantId, async (tx) => {
      await tx.updateTable('users').set({ name: secret }).execute();
      await tx.insertInto('queues').values({ tenantId, id: theirs['queue']!, name: secret, number: '901', strategy: 'round-robin' }).execute();
      await tx.insertInto('customers').values({ tenantId, id: theirs['customer']!, name: secret, phone: '+8615400000042' }).execute();
      await tx.insertInto('calls').values({ tenantId, id: theirs['call']!, direction: 'inbound', startedAt: new Date(), number: '+8615400000042', lineNumber: '', customerId: theirs['customer']!, agentId: agent.agentId }).execute();
    });
  });

  test.each(walked)('[P2] $name shows and does nothing with ids of another tenant', async (named) => {
    for (const id of Object.values(theirs)) {
      const body = named.route.body && { ...(sample(named.route.body, id) as object) };
      for (const user of [server.tenant.administrator, server.tenant.agent]) {
        const reply = await ask(user, named, id, body);
        expect(reply.body).not.toContain(secret);
        if (named.route.path.includes(':id')) expect([403, 404, 409, 503]).toContain(reply.statusCode);
      }
    }
  });

  test('[P2] lists filtered by ids of another tenant are empty', async () => {
    for (const query of [`customers?owner=${theirs['agent']}`, `calls?agent=${theirs['agent']}`, `calls?queue=${theirs['queue']}`, `calls?customer=${theirs['customer']}`]) {
      expect((await server.request(server.tenant.administrator, 'GET', `/api/${query}`)).json()).toMatchObject({ items: [], total: 0 });
    }
    for (const search of ['外人', '勿', '154', '0042']) {
      expect((await server.request(server.tenant.administrator, 'GET', `/api/customers?search=${encodeURIComponent(search)}`)).json()).toMatchObject({ total: 0 });
    }
  });

  test('[P2] nothing of the other tenant was changed by all this', async () => {
    const rows = await server.database.asOwner('select name, version from customers where tenant_id = $1 union all select name, version from users where tenant_id = $1', [server.otherTenant.id]);
    expect(new Set(rows.map((row) => `${row['name']} ${row['version']}`))).toEqual(new Set([`${secret} 1`]));
  });
});

describe('hostile input', () => {
  const hostile = fc.oneof(
    fc.constantFrom<unknown>(
      null, [], {}, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, '', ' ', '\0', 'a\0b', '\ud800', 'a\udfffb', '\u202e', "'; drop table users; --", '${jndi:ldap://x}', '<script>alert(1)</script>', '=cmd|x',
      '../../etc/passwd', '%00', 'x'.repeat(5000), '9'.repeat(400), 'NaN', 'Infinity', '0000-00-00T00:00:00Z', '9999-12-31T23:59:60Z', '275760-09-13T00:00:00Z', '00000000-0000-0000-0000-000000000000', true,
    ),
    fc.string({ unit: 'binary' }), fc.anything({ maxDepth: 3, withNullPrototype: false }), fc.uuid(), fc.integer(), fc.double({ noNaN: true }),
  );

  const answersWell = (reply: LightMyRequestResponse): void => {
    expect(reply.statusCode, reply.body).toBeLessThan(500);
    if (reply.statusCode < 400) return;
    const code = codeOf(reply);
    expect(Object.keys(errorStatus)).toContain(code);
    expect(reply.statusCode).toBe(errorStatus[code as keyof typeof errorStatus]);
  };
  /** No engine runs here, which is a true answer of 503 and none of the input's making. */
  const fuzzed = walked.filter(({ name, route }) => !name.startsWith('desk.') || route.method === 'GET');

  test.each(fuzzed.filter(({ route }) => route.body))('$name survives any body', async ({ name, route }) => {
    const good = sample(route.body!, newId()) as Record<string, unknown>;
    const keys = Object.keys((route.body as unknown as { properties: object }).properties);
    const bent = fc.record({ key: fc.constantFrom(...keys, '__proto__', 'constructor', 'tenantId', 'extra'), value: hostile }).map(({ key, value }) => {
      const body = { ...good };
      Object.defineProperty(body, key, { value, enumerable: true });
      return JSON.stringify(body);
    });
    const whole = fc.oneof(hostile.map((value) => JSON.stringify(value) ?? ''), fc.string({ unit: 'binary' }), fc.constant('{"a":'.repeat(20_000)), fc.constant(`${'['.repeat(50_000)}${']'.repeat(50_000)}`));
    let address = 0;
    await fc.assert(fc.asyncProperty(fc.oneof({ arbitrary: bent, weight: 3 }, whole), async (payload) => {
      const reply = await server.app.inject({
        method: route.method, url: fill(route.path, newId()), payload, headers: { 'content-type': 'application/json', cookie: server.tenant.administrator.cookie }, remoteAddress: `198.51.${++address % 250}.7`,
      });
      answersWell(reply);
    }), { numRuns: name === 'session.signIn' || name === 'session.changePassword' ? 40 : 120 });
  }, 120_000);

  test.each(fuzzed.filter(({ route }) => route.query))('$name survives any query', async ({ route }) => {
    const keys = Object.keys((route.query as unknown as { properties: object }).properties);
    const text = hostile.map((value) => (typeof value === 'string' ? value : JSON.stringify(value) ?? '')).map((value) => value.replace(/[\ud800-\udfff]/gu, '\ufffd'));
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...keys, 'extra', '__proto__'), text), { maxLength: 4 }), async (pairs) => {
      answersWell(await server.request(server.tenant.administrator, route.method, `${fill(route.path, newId())}?${new URLSearchParams(pairs).toString()}`));
    }), { numRuns: 150 });
  }, 120_000);

  test.each(fuzzed.filter(({ route }) => route.params))('$name survives any id in its path', async ({ route }) => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.webSegment(), fc.string({ unit: 'binary', maxLength: 80 }).map((text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, ''))), fc.constantFrom('%', '%zz', '%c0%af', '..', '%2e%2e%2f', '%00', '%ff%fe')), async (id) => {
      answersWell(await server.app.inject({ method: route.method, url: fill(route.path, id), headers: { cookie: server.tenant.administrator.cookie }, ...(route.body && { payload: {} }) }));
    }), { numRuns: 60 });
  }, 120_000);

  test.each([
    ['a body that is too large', { payload: JSON.stringify({ name: 'x'.repeat(300_000) }), headers: { 'content-type': 'application/json' } }, 413, 'input.too-large'],
    ['a body that is no JSON by its type', { payload: '<a/>', headers: { 'content-type': 'application/xml' } }, 415, 'input.type'],
    ['plain text', { payload: 'a', headers: { 'content-type': 'text/plain' } }, 415, 'input.type'],
    ['a body that ends too early', { payload: '{"name":', headers: { 'content-type': 'application/json' } }, 400, 'input.invalid'],
    ['an empty body', { payload: '', headers: { 'content-type': 'application/json' } }, 400, 'input.invalid'],
    ['a poisoned prototype', { payload: '{"__proto__":{"admin":true}}', headers: { 'content-type': 'application/json' } }, 400, 'input.invalid'],
    ['bytes that are no UTF-8', { payload: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), headers: { 'content-type': 'application/json' } }, 400, 'input.invalid'],
  ])('%s is refused in a code that has a text', async (_what, request, status, code) => {
    const { cookie } = server.tenant.administrator;
    const reply = await server.app.inject({ method: 'POST', url: '/api/customers', payload: request.payload, headers: { ...request.headers, cookie } });
    expect([reply.statusCode, codeOf(reply)]).toEqual([status, code]);
    expect(reply.json<ErrorBody>().id).toMatch(/^[0-9a-f]{16}$/);
  });

  test('a method that a path does not know answers 405 with those that it does', async () => {
    const reply = await server.request(server.tenant.administrator, 'DELETE', '/api/customers');
    expect([reply.statusCode, codeOf(reply), reply.headers.allow]).toEqual([405, 'method-not-allowed', 'GET, HEAD, POST']);
  });

  test('what does not exist answers 404, for pages and for the interface', async () => {
    for (const url of ['/api/nothing', '/api', '/api/customers/', '/nothing.js', '/%']) expect((await server.request(server.tenant.administrator, 'GET', url)).statusCode, url).toBeGreaterThanOrEqual(400);
  });

  test('none of this was a defect of ours', () => {
    expect(server.logged.filter((line) => line.includes('"a defect"'))).toEqual([]);
  });
});
