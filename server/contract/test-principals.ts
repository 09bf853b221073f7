/** Who calls the routes of a test server: each role in a session, and each role's permissions as the key of a program. */
import type { LightMyRequestResponse } from 'fastify';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { defaultRoles, roleCodes, type RoleCode } from '@bahu/contract/permissions.ts';
import { newId } from '../kernel/ids.ts';
import type { TestServer, TestUser } from '../test-server.ts';
import { addressOf, sample, type NamedRoute } from './routes.ts';

export const codeOf = (reply: LightMyRequestResponse): string | undefined =>
  reply.headers['content-type']?.toString().includes('json') ? reply.json<Partial<ErrorBody>>().code : undefined;

export function withQuery({ query }: NamedRoute['route'], url: string, id: string): string {
  const wanted = query ? (sample(query, id) as Record<string, unknown>) : {};
  const pairs = Object.entries(wanted).map(([name, value]): [string, string] => [name, String(value)]);
  return pairs.length ? `${url}?${new URLSearchParams(pairs).toString()}` : url;
}

/** A request of the right shape, with this id wherever it wants one. */
export const requestOf = ({ route }: NamedRoute, id: string, prefix = '/api'): { url: string; body?: object } => ({
  url: withQuery(route, addressOf(route, id, prefix), id),
  ...(route.body && { body: sample(route.body, id) as object }),
});

export class Principals {
  private readonly server: TestServer;
  private readonly keys: ReadonlyMap<RoleCode, string>;
  private readonly cookies = new Map<TestUser, string>();

  private constructor(server: TestServer, keys: ReadonlyMap<RoleCode, string>) {
    this.server = server;
    this.keys = keys;
  }

  static async start(server: TestServer): Promise<Principals> {
    const keys = new Map<RoleCode, string>();
    for (const role of roleCodes) {
      const { permissions } = defaultRoles[role];
      const reply = await server.request(server.tenant.administrator, 'POST', '/api/api-keys', {
        name: role,
        permissions,
      });
      keys.set(role, reply.json<{ secret: string }>().secret);
    }
    return new Principals(server, keys);
  }

  /** Sends a request of the right shape, in a new session when the last one is over: some routes end the session that asks. */
  async ask(user: TestUser | null, named: NamedRoute, id: string = newId()): Promise<LightMyRequestResponse> {
    const { url, body } = requestOf(named, id);
    return this.send(user, named.route.method, url, body);
  }

  get(user: TestUser, url: string): Promise<LightMyRequestResponse> {
    return this.send(user, 'GET', url);
  }

  async send(
    user: TestUser | null,
    method: NamedRoute['route']['method'],
    url: string,
    body?: object,
  ): Promise<LightMyRequestResponse> {
    const send = (as: TestUser | null) => this.server.request(as, method, url, body);
    if (user === null) return send(null);
    const reply = await send({ ...user, cookie: this.cookies.get(user) ?? user.cookie });
    return reply.statusCode === 401 ? send(await this.fresh(user)) : reply;
  }

  /** The same as a program: with the key that has the permissions of a role, or with none. */
  askAsProgram(role: RoleCode | null, named: NamedRoute, id: string = newId()): Promise<LightMyRequestResponse> {
    const { url, body } = requestOf(named, id, '/v1');
    const headers = role === null ? {} : { authorization: `Bearer ${this.keys.get(role)}` };
    return this.server.app.inject({ method: named.route.method, url, headers, ...(body && { payload: body }) });
  }

  /** The same user in a new session, which stays theirs. */
  private async fresh(user: TestUser): Promise<TestUser> {
    const { tenant, otherTenant, database, sessions } = this.server;
    const tenantId = [tenant, otherTenant].find((one) => Object.values(one).includes(user))!.id;
    const { token } = await database.db.tenant(tenantId, (tx) =>
      sessions.start(tx, {
        tenantId,
        userId: user.userId,
        address: '127.0.0.1',
        device: 'walk',
        staySignedIn: false,
      }),
    );
    const cookie = `bahu_session=${token}`;
    this.cookies.set(user, cookie);
    return { ...user, cookie };
  }
}
