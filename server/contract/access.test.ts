/** Every route as everybody: nobody, each role, the other tenant, an operator, a program with a key. */
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { defaultRoles, roleCodes, type RoleCode } from '@bahu/contract/permissions.ts';
import { isForPrograms } from '../kernel/http/key-access.ts';
import { newId } from '../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../test-server.ts';
import { createTestOperator, type TestOperator } from '../slices/platform/operator/test-operator.ts';
import { addressOf, allRoutes, mayCall, sample, type NamedRoute } from './routes.ts';
import { fillWorld, fingerprintOf, type World } from './test-world.ts';

const secret = '外人勿见';
let server: TestServer;
let theirs: World;
let operator: TestOperator;
beforeAll(async () => {
  server = await createTestServer();
  theirs = await fillWorld(server, server.otherTenant, secret);
  operator = await createTestOperator(server, 'walker');
});
afterAll(() => server.stop());

const codeOf = (reply: LightMyRequestResponse): string | undefined =>
  reply.headers['content-type']?.toString().includes('json') ? reply.json<Partial<ErrorBody>>().code : undefined;
const ofTenants = allRoutes.filter(({ route }) => route.permission !== 'operator');
const ofOperators = allRoutes.filter(({ route }) => route.permission === 'operator');

/** A request of the right shape in a session of its own: some routes end the session that asks. Its ids are of nothing unless given. */
async function ask(
  user: TestUser | null,
  { route }: NamedRoute,
  id: string = newId(),
): Promise<LightMyRequestResponse> {
  return server.request(
    user && (await fresh(user)),
    route.method,
    withQuery(route, addressOf(route, id), id),
    route.body ? (sample(route.body, id) as object) : undefined,
  );
}

/** The same user in a new session. */
async function fresh(user: TestUser): Promise<TestUser> {
  const tenantId = [server.tenant, server.otherTenant].find((tenant) => Object.values(tenant).includes(user))!.id;
  const { token } = await server.database.db.tenant(tenantId, (tx) =>
    server.sessions.start(tx, {
      tenantId,
      userId: user.userId,
      address: '127.0.0.1',
      device: 'walk',
      staySignedIn: false,
    }),
  );
  return { ...user, cookie: `bahu_session=${token}` };
}

function withQuery({ query }: NamedRoute['route'], url: string, id: string): string {
  const wanted = query ? (sample(query, id) as Record<string, unknown>) : {};
  const pairs = Object.entries(wanted).map(([name, value]): [string, string] => [name, String(value)]);
  return pairs.length ? `${url}?${new URLSearchParams(pairs).toString()}` : url;
}

describe('who may ask', () => {
  test('every route of the contract is there', () => {
    const missing = allRoutes.filter(
      ({ route }) => !server.app.hasRoute({ method: route.method, url: `/api${route.path}` }),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test.each(allRoutes.filter(({ route }) => route.permission !== 'public'))(
    '[U1] $name needs a session',
    async (named) => {
      const reply = await ask(null, named);
      expect([reply.statusCode, codeOf(reply)]).toEqual([401, 'session.required']);
    },
  );

  test.each(ofTenants.flatMap((named) => roleCodes.map((role) => ({ name: named.name, role, named }))))(
    '[U1] $name answers the $role by the table of permissions',
    async ({ role, named }) => {
      const reply = await ask(server.tenant[role], named);
      // A few routes decide by what is asked of them, and say so in the contract.
      if (!mayCall(role, named.route)) expect([reply.statusCode, codeOf(reply)]).toEqual([403, 'forbidden']);
      else if (!named.route.errors?.includes('forbidden')) expect(codeOf(reply)).not.toBe('forbidden');
    },
  );

  test.each(ofTenants.filter(({ route }) => route.method !== 'GET'))(
    '$name refuses a page of another site',
    async ({ route }) => {
      const headers = { origin: 'https://evil.example', host: 'phone.example' };
      const reply = await server.request(
        server.tenant.administrator,
        route.method,
        addressOf(route, newId()),
        undefined,
        headers,
      );
      expect(codeOf(reply)).toBe('session.origin');
    },
  );
});

describe('the operators', () => {
  test.each(ofOperators)('[P1] $name is closed to everybody of a tenant', async (named) => {
    for (const role of roleCodes) {
      const reply = await ask(server.tenant[role], named, server.tenant.id);
      expect([401, 403], named.name).toContain(reply.statusCode);
      expect(reply.body).not.toContain(secret);
    }
  });

  test.each(ofOperators.filter(({ name }) => name !== 'operator.signOut'))(
    '[P1] $name is open to an operator',
    async ({ route }) => {
      const id = newId();
      const reply = await operator.request(
        route.method,
        withQuery(route, addressOf(route, id, ''), id).replace(/^\/operator/, ''),
        route.body ? (sample(route.body, id) as object) : undefined,
      );
      expect(['session.required', 'forbidden']).not.toContain(codeOf(reply));
    },
  );

  test.each(ofTenants.filter(({ route }) => route.permission !== 'public'))(
    '[P3] $name is closed to an operator who has not entered',
    async ({ route }) => {
      const reply = await server.app.inject({
        method: route.method,
        url: addressOf(route, newId()),
        cookies: { bahu_operator: operator.token },
        ...(route.body && { payload: {} }),
      });
      expect(reply.statusCode).toBe(401);
    },
  );
});

describe('programs under /v1', () => {
  const keys = new Map<RoleCode, string>();
  beforeAll(async () => {
    for (const role of roleCodes) {
      const reply = await server.request(await fresh(server.tenant.administrator), 'POST', '/api/api-keys', {
        name: role,
        permissions: defaultRoles[role].permissions,
      });
      keys.set(role, reply.json<{ secret: string }>().secret);
    }
  });
  const asProgram = (key: string | null, { route }: NamedRoute, id = newId()) =>
    server.app.inject({
      method: route.method,
      url: withQuery(route, addressOf(route, id, '/v1'), id),
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      ...(route.body && { payload: sample(route.body, id) as object }),
    });

  test.each(allRoutes.filter(({ route }) => isForPrograms(route)))(
    '$name needs a key, answers it by its permissions, and shows nothing of another tenant',
    async (named) => {
      expect((await asProgram(null, named)).statusCode).toBe(401);
      expect(
        (
          await server.app.inject({
            method: named.route.method,
            url: addressOf(named.route, newId(), '/v1'),
            headers: { cookie: server.tenant.administrator.cookie },
          })
        ).statusCode,
      ).toBe(401);
      for (const [role, key] of keys) {
        const reply = await asProgram(key, named);
        if (!mayCall(role, named.route)) expect([reply.statusCode, codeOf(reply)], role).toEqual([403, 'forbidden']);
        else if (!named.route.errors?.includes('forbidden')) expect(codeOf(reply), role).not.toBe('forbidden');
      }
      for (const id of named.route.path.includes(':id') ? theirs.ids : []) {
        const reply = await asProgram(keys.get('administrator')!, named, id);
        expect(reply.statusCode).toBeGreaterThanOrEqual(400);
        expect(reply.body).not.toContain(secret);
      }
    },
  );

  test.each(allRoutes.filter(({ route }) => !isForPrograms(route)))(
    '$name is not there for programs',
    async (named) => {
      expect([404, 405]).toContain((await asProgram(keys.get('administrator')!, named)).statusCode);
    },
  );
});

describe('other tenants', () => {
  let before: Record<string, string | null>;
  /** What the other tenant's own administrator reads at the addresses of bytes. */
  const kept: { kind: string; url: string; body: string }[] = [];
  const fileKinds = [
    '/calls/:id/recording',
    '/calls/:id/recording?download=1',
    '/calls/:id/peaks',
    '/jobs/:id/file',
    '/jobs/:id/errors',
  ];
  beforeAll(async () => {
    const owner = await fresh(server.otherTenant.administrator);
    for (const id of theirs.ids) {
      for (const kind of fileKinds) {
        const url = `/api${kind.replace(':id', id)}`;
        const reply = await server.request(owner, 'GET', url);
        if (reply.statusCode === 200) kept.push({ kind, url, body: reply.body });
      }
    }
    before = await fingerprintOf(server, server.otherTenant.id);
  });

  test.each(ofTenants.filter(({ route }) => route.permission !== 'public'))(
    '[P2] $name shows and does nothing with ids of another tenant',
    async (named) => {
      for (const role of ['administrator', 'supervisor', 'agent'] as const) {
        for (const id of theirs.ids) {
          const reply = await ask(server.tenant[role], named, id);
          expect(reply.body).not.toContain(secret);
          if (named.route.path.includes(':id'))
            expect([403, 404, 409, 422, 503], `${role} ${reply.body}`).toContain(reply.statusCode);
        }
      }
    },
    120_000,
  );

  test('[P2] lists filtered by ids of another tenant are empty, and searches find nothing of it', async () => {
    const administrator = await fresh(server.tenant.administrator);
    for (const id of theirs.ids) {
      for (const query of [
        `customers?owner=${id}`,
        `customers?department=${id}`,
        `calls?agent=${id}`,
        `calls?queue=${id}`,
        `calls?customer=${id}`,
        `users?role=${id}`,
        `users?department=${id}`,
        `users?group=${id}`,
      ]) {
        expect((await server.request(administrator, 'GET', `/api/${query}`)).json(), query).toMatchObject({
          items: [],
          total: 0,
        });
      }
    }
    for (const text of ['外人', '勿', '154', '0042', 'wrwj', ...theirs.ids]) {
      const reply = await server.request(administrator, 'GET', `/api/search?text=${encodeURIComponent(text)}`);
      expect(reply.statusCode).toBe(200);
      expect(reply.body, text).not.toContain(secret);
      expect(reply.json(), text).toMatchObject({ customers: [], calls: [] });
    }
  });

  test('[P2] the bytes of its recordings, exports and left-out rows are there, and out of reach', async () => {
    // Each of these was there to be read, or this test would prove nothing.
    expect(new Set(kept.map(({ kind }) => kind))).toEqual(new Set(fileKinds));
    for (const { kind, body } of kept) expect(body.includes(secret), kind).toBe(kind !== '/calls/:id/peaks');
    const administrator = await fresh(server.tenant.administrator);
    for (const { url } of kept) {
      const reply = await server.request(administrator, 'GET', url);
      expect([reply.statusCode, reply.body.includes(secret)], url).toEqual([404, false]);
    }
  });

  test('[P2] nothing of the other tenant was changed by all this', async () => {
    expect(await fingerprintOf(server, server.otherTenant.id)).toEqual(before);
  });

  test('none of this was a defect of ours', () => {
    expect(server.logged.filter((line) => line.includes('"a defect"'))).toEqual([]);
  });
});
