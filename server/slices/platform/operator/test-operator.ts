/** An operator who is signed in, for the tests of this slice. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { operatorCookie } from '../../../kernel/auth/operators.ts';
import type { TestServer } from '../../../test-server.ts';
import { insertOperator } from './accounts.ts';

export const operatorPassword = 'right-horse-8';
const maker = { operator: { operatorId: null, name: 'test' }, address: null };

export interface TestOperator {
  id: string;
  loginName: string;
  token: string;
  request(method: NonNullable<InjectOptions['method']>, url: string, body?: object): Promise<LightMyRequestResponse>;
}

/** Asks as whoever holds an operator's token. */
export const asOperator =
  (server: TestServer, token: string): TestOperator['request'] =>
  (method, url, body) =>
    server.app.inject({
      method,
      url: `/api/operator${url}`,
      cookies: { [operatorCookie]: token },
      ...(body && { payload: body }),
    });

/** Signs in by the route; the answer has the cookie. */
export const signIn = (
  server: TestServer,
  loginName: string,
  password: string,
  remoteAddress = '192.0.2.200',
  code?: string,
): Promise<LightMyRequestResponse> =>
  server.app.inject({
    method: 'POST',
    url: '/api/operator/session',
    payload: { loginName, password, ...(code !== undefined && { code }) },
    remoteAddress,
  });

/** Makes an operator who has chosen their password, and signs them in. */
export async function createTestOperator(server: TestServer, loginName: string): Promise<TestOperator> {
  const operator = await insertOperator(server.database.db, maker, {
    loginName,
    name: `运营 ${loginName}`,
    password: operatorPassword,
    mustChangePassword: false,
  });
  const token = (await signIn(server, loginName, operatorPassword)).cookies[0]!.value;
  return { id: operator!.id, loginName, token, request: asOperator(server, token) };
}
