/** Names that the contract does not have, such as those of former versions: every route, and addresses that are none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import type { LightMyRequestResponse } from 'fastify';
import { newId } from '../kernel/ids.ts';
import { createTestOperator, type TestOperator } from '../slices/platform/operator/test-operator.ts';
import { createTestServer, type TestServer } from '../test-server.ts';
import { allRoutes, type NamedRoute } from './routes.ts';
import { Principals, requestOf } from './test-principals.ts';

let server: TestServer;
let principals: Principals;
let operator: TestOperator;
beforeAll(async () => {
  server = await createTestServer();
  principals = await Principals.start(server);
  operator = await createTestOperator(server, 'namer');
});
afterAll(() => server.stop());

/** As whoever may ask everything, so that nothing but the name can be refused. */
const send = ({ route }: NamedRoute, url: string, body?: object): Promise<LightMyRequestResponse> =>
  route.permission === 'operator'
    ? operator.request(route.method, url.replace(/^\/api\/operator/, ''), body)
    : principals.send(server.tenant.administrator, route.method, url, body);

const outcomeOf = (reply: LightMyRequestResponse): unknown[] => {
  const { code, fields } = reply.json<ErrorBody>();
  return [reply.statusCode, code, fields];
};
const unknown = (...paths: string[]): unknown[] => [
  400,
  'input.invalid',
  expect.arrayContaining(paths.map((path) => ({ path, rule: 'unknown' }))),
];

describe('a name that a route does not know', () => {
  test.each(allRoutes)('is refused by its name in the query of $name', async (named) => {
    const { url, body } = requestOf(named, newId());
    const asked = `${url}${url.includes('?') ? '&' : '?'}lineNumber=1&formerName=2`;
    expect(outcomeOf(await send(named, asked, body))).toEqual(unknown('lineNumber', 'formerName'));
  });

  test.each(allRoutes.filter(({ route }) => route.method !== 'GET'))(
    'is refused by its name in the body of $name',
    async (named) => {
      const { url, body } = requestOf(named, newId());
      const sent = { ...body, lineNumber: '1', formerName: null };
      expect(outcomeOf(await send(named, url, sent))).toEqual(unknown('lineNumber', 'formerName'));
    },
  );

  test.each(['/jobs/:id/file', '/jobs/:id/errors', '/calls/:id/recording', '/attachments/:id', '/imports/template'])(
    'is refused by its name at the file %s',
    async (path) => {
      const url = `/api${path.replace(':id', newId())}?formerName=1`;
      expect(outcomeOf(await server.request(server.tenant.administrator, 'GET', url))).toEqual(unknown('formerName'));
    },
  );
});

describe('an address that is no route', () => {
  test.each([
    ['GET', '/api/lines'],
    ['POST', '/api/customer-lines'],
    ['DELETE', '/api/users/1/phone/2'],
    ['GET', '/v1/lines'],
  ] as const)('is refused by its name: %s %s', async (method, url) => {
    const reply = await server.request(server.tenant.administrator, method, `${url}?number=1`);
    expect([reply.statusCode, reply.json<ErrorBody>()]).toMatchObject([
      404,
      { code: 'unknown-route', params: { route: `${method} ${url}` } },
    ]);
  });
});
