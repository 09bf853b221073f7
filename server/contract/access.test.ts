/** Every route as everybody: nobody, each role, an operator, a program with a key. Of other tenants: `other-tenants.test.ts`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roleCodes } from '@bahu/contract/permissions.ts';
import { isForPrograms } from '../kernel/http/key-access.ts';
import { newId } from '../kernel/ids.ts';
import { createTestServer, type TestServer } from '../test-server.ts';
import { createTestOperator, type TestOperator } from '../slices/platform/operator/test-operator.ts';
import { addressOf, allRoutes, mayCall, ofTenants, sample } from './routes.ts';
import { Principals, codeOf, withQuery } from './test-principals.ts';

let server: TestServer;
let principals: Principals;
let operator: TestOperator;
beforeAll(async () => {
  server = await createTestServer();
  principals = await Principals.start(server);
  operator = await createTestOperator(server, 'walker');
});
afterAll(() => server.stop());

const ofOperators = allRoutes.filter(({ route }) => route.permission === 'operator');

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
      const reply = await principals.ask(null, named);
      expect([reply.statusCode, codeOf(reply)]).toEqual([401, 'session.required']);
    },
  );

  test.each(ofTenants.flatMap((named) => roleCodes.map((role) => ({ name: named.name, role, named }))))(
    '[U1] $name answers the $role by the table of permissions',
    async ({ role, named }) => {
      const reply = await principals.ask(server.tenant[role], named);
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
      const reply = await principals.ask(server.tenant[role], named, server.tenant.id);
      expect([401, 403], named.name).toContain(reply.statusCode);
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
  test.each(allRoutes.filter(({ route }) => isForPrograms(route)))(
    '$name needs a key and answers it by its permissions',
    async (named) => {
      expect((await principals.askAsProgram(null, named)).statusCode).toBe(401);
      expect(
        (
          await server.app.inject({
            method: named.route.method,
            url: addressOf(named.route, newId(), '/v1'),
            headers: { cookie: server.tenant.administrator.cookie },
          })
        ).statusCode,
      ).toBe(401);
      for (const role of roleCodes) {
        const reply = await principals.askAsProgram(role, named);
        if (!mayCall(role, named.route)) expect([reply.statusCode, codeOf(reply)], role).toEqual([403, 'forbidden']);
        else if (!named.route.errors?.includes('forbidden')) expect(codeOf(reply), role).not.toBe('forbidden');
      }
    },
  );

  test.each(allRoutes.filter(({ route }) => !isForPrograms(route)))(
    '$name is not there for programs',
    async (named) => {
      expect([404, 405]).toContain((await principals.askAsProgram('administrator', named)).statusCode);
    },
  );
});

test('none of this was a defect of ours', () => {
  expect(server.logged.filter((line) => line.includes('"a defect"'))).toEqual([]);
});
