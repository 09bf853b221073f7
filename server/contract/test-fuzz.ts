/**
 * Requests made from the contract's schemas, for every route of some slices: right ones up to the limits, wrong ones, hostile ones, in the path,
 * the query and the body together. Whatever is sent, the answer is one that the contract documents.
 */
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import type { Pool } from 'pg';
import { Compile } from 'typebox/compile';
import { Type, type TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorStatus, type ErrorCode } from '@bahu/contract/errors.ts';
import type { Route } from '@bahu/contract/route.ts';
import { operatorCookie, startOperatorSession } from '../kernel/auth/operators.ts';
import { createPool } from '../kernel/db.ts';
import { newId } from '../kernel/ids.ts';
import { createTestOperator } from '../slices/platform/operator/test-operator.ts';
import { seed } from '../test-draw.ts';
import { createTestServer, type TestServer } from '../test-server.ts';
import { bent, valid } from './test-arbitraries.ts';
import { allRoutes, documentedCodes, statusOf } from './routes.ts';
import { fillTenant } from './test-filled-tenant.ts';

const isErrorBody = Compile(
  Type.Object(
    {
      code: Type.Enum(Object.keys(errorStatus) as ErrorCode[]),
      id: Type.String({ minLength: 1 }),
      params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
      fields: Type.Optional(
        Type.Array(
          Type.Object({
            path: Type.String(),
            rule: Type.String(),
            limit: Type.Optional(Type.Union([Type.String(), Type.Number()])),
          }),
        ),
      ),
    },
    { additionalProperties: false },
  ),
);

interface Sent {
  params: Record<string, unknown>;
  query: Record<string, unknown> | null;
  /** JSON text, which may be none. */
  body: string | null;
}

/** A body that is hard to hit upon is tried for longer. */
const maxRounds = 10;
/** How many requests a route gets in `npm test`, different ones with each seed, and in the deep tests. */
export const requestsOfARoute = { quick: 40, deep: 400 };

/**
 * Registers the tests of all routes of a share of the slices.
 * @param share from 0 and below `shares`: files run side by side, each its share
 * @param runs requests for each route
 */
export function fuzzShare(share: number, shares: number, runs: number): void {
  const slices = [...new Set(allRoutes.map(({ slice }) => slice))].filter((_, i) => i % shares === share);
  const routes = allRoutes.filter(({ slice }) => slices.includes(slice));
  let walker: Walker;
  beforeAll(async () => {
    walker = await Walker.start();
  });
  afterAll(() => walker.stop());

  describe.each(slices)('%s', (slice) => {
    test.each(routes.filter((named) => named.slice === slice))(
      `$name answers ${runs} made requests as documented`,
      async ({ route }) => {
        const isReply = Compile(route.reply);
        const isBody = Compile(route.body ?? Type.Unknown());
        const answered = new Set<number>();
        let isPast = false;
        const own = await walker.idsFor(route);
        const property = fc.asyncProperty(requestFor(route, walker.ids, own), async (sent) => {
          const reply = await walker.send(route, sent);
          answered.add(reply.statusCode);
          // What the schema lets pass and the slice finds wrong is answered with 400 as well.
          isPast ||= reply.statusCode === 400 && sent.body !== null && isBody.Check(parsed(sent.body));
          expectDocumented(route, reply, isReply);
        });
        // Requests that are all refused before the handler would prove nothing of it. A route that is open to all asks for no session: there 401 is its own answer.
        const isOpen = route.permission === 'public';
        const isReached = (): boolean =>
          isPast || [...answered].some((status) => status !== 400 && (isOpen || status !== 401));
        for (let round = 0; round < maxRounds && !isReached(); round++)
          await fc.assert(property, { numRuns: runs, seed: seed + round });
        expect(isReached(), `only ${[...answered].join(', ')}`).toBe(true);
      },
      120_000,
    );
  });

  test('none of this was a defect of ours', () => {
    expect(walker.server.logged.filter((line) => line.includes('"a defect"'))).toEqual([]);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function expectDocumented(
  route: Route,
  reply: LightMyRequestResponse,
  isReply: { Check(value: unknown): boolean; Errors(value: unknown): unknown[] },
): void {
  const value: unknown = JSON.parse(reply.body);
  if (reply.statusCode < 300) {
    expect(
      isReply.Check(value),
      `${reply.body.slice(0, 500)} ${JSON.stringify(isReply.Errors(value).slice(0, 3))}`,
    ).toBe(true);
    return;
  }
  expect(isErrorBody.Check(value), reply.body).toBe(true);
  const { code } = value as { code: string };
  expect([...documentedCodes(route)], reply.body).toContain(code);
  expect(reply.statusCode).toBe(statusOf(code));
  // No engine runs here, which the routes of the desk document; everything else of this kind would be ours.
  if (code !== 'phone.media-server-unavailable') expect(reply.statusCode).toBeLessThan(500);
}

/** Ids in the path are mostly those of records of the right kind, so that what is behind them is reached. */
function requestFor(route: Route, ids: readonly string[], own: readonly string[]): fc.Arbitrary<Sent> {
  const part = (schema: TSchema | undefined, none: unknown): fc.Arbitrary<unknown> =>
    schema
      ? fc.oneof({ arbitrary: valid(schema, ids), weight: 5 }, { arbitrary: bent(schema, ids), weight: 2 })
      : fc.constant(none);
  const text = fc.oneof(
    {
      arbitrary: part(route.body, null).map((value) =>
        value === null && !route.body ? null : (JSON.stringify(value) ?? ''),
      ),
      weight: 9,
    },
    fc.string({ unit: 'binary' }),
    fc.constantFrom('{"a":'.repeat(2000), '', '{"__proto__":{"admin":true}}'),
  );
  const params = own.length
    ? fc.oneof({ arbitrary: fc.constantFrom(...own).map((id): unknown => ({ id })), weight: 2 }, part(route.params, {}))
    : part(route.params, {});
  return fc
    .record({ params, query: part(route.query, null), body: route.body ? text : fc.constant(null) })
    .map(({ params, query, body }) => ({
      params: asRecord(params),
      query: query === null ? null : asRecord(query),
      body,
    }));
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { id: value };
const asText = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 2000).replace(/\p{Cs}/gu, '\ufffd');

class Walker {
  readonly server: TestServer;
  readonly ids: readonly string[];
  private readonly operatorId: string;
  private readonly owner: Pool;
  private address = 0;
  private cookies: Record<string, string> = {};

  private constructor(server: TestServer, ids: readonly string[], operatorId: string) {
    this.server = server;
    this.ids = ids;
    this.operatorId = operatorId;
    this.owner = createPool(server.database.urls.owner, { connections: 1 });
  }

  static async start(): Promise<Walker> {
    const server = await createTestServer();
    const { ids } = await fillTenant(server, server.tenant, '试验');
    const other = await fillTenant(server, server.otherTenant, '外人');
    const operator = await createTestOperator(server, 'walker');
    const walker = new Walker(server, [...ids, ...other.ids.slice(0, 3), newId()], operator.id);
    await walker.restore();
    return walker;
  }

  /** Ids of the tenant's records that a path such as `/users/:id` may name; made anew for each route, as the ones before may have removed some. */
  async idsFor({ path }: Route): Promise<string[]> {
    const noun = /^(?:.*\/)?([a-z-]+)\/:id/.exec(path)?.[1];
    if (!noun) return [];
    const table =
      ({ all: 'sessions', jobs: 'background_jobs', 'view-as': 'roles', views: 'list_views' } as Record<string, string>)[
        noun
      ] ?? noun.replaceAll('-', '_');
    const {
      rows: [found],
    } = await this.owner.query<{ ofTenant: boolean }>(
      `select exists (select from pg_attribute where attrelid = to_regclass($1) and attname = 'tenant_id') as "ofTenant" where to_regclass($1) is not null`,
      [table],
    );
    if (!found) return [];
    const { rows } = await this.owner.query<{ id: string }>(
      `select id from ${table} ${found.ofTenant ? 'where tenant_id = $1' : 'where $1::uuid is not null'} order by id limit 20`,
      [this.server.tenant.id],
    );
    return rows.map((row) => row.id);
  }

  /** As the administrator, and as an operator where the route is theirs. What an earlier request did to those who ask is made good, and the request is sent again. */
  async send(route: Route, sent: Sent): Promise<LightMyRequestResponse> {
    const reply = await this.sendOnce(route, sent);
    if (reply.statusCode !== 401 && reply.statusCode !== 403) return reply;
    await this.restore();
    return this.sendOnce(route, sent);
  }

  private sendOnce(route: Route, { params, query, body }: Sent): Promise<LightMyRequestResponse> {
    const path = route.path.replace(/:(\w+)/g, (_all, name: string) =>
      encodeURIComponent(asText(params[name] ?? 'none')).replaceAll('.', '%2e'),
    );
    const pairs = Object.entries(query ?? {}).map(([name, value]) => [asText(name), asText(value)]);
    return this.server.app.inject({
      method: route.method,
      url: `/api${path}${pairs.length ? `?${new URLSearchParams(pairs as [string, string][]).toString()}` : ''}`,
      cookies: this.cookies,
      ...(body !== null && { payload: body, headers: { 'content-type': 'application/json' } }),
      remoteAddress: `198.51.${(this.address >> 8) % 250}.${++this.address % 250}`,
    });
  }

  /** An earlier request may have disabled who asks, taken their role or stopped their tenant, as it was free to. */
  private async restore(): Promise<void> {
    const { id, administrator } = this.server.tenant;
    await this.owner.query(
      `
      with t as (update tenants set status = 'active', expires_at = null, settings = settings - 'security' where id = $1 and (status <> 'active' or expires_at is not null or settings ? 'security')),
        o as (update operators set is_enabled = true, must_change_password = false where id = $3 and (not is_enabled or must_change_password))
      update users set is_enabled = true, must_change_password = false, locked_until = null, password_changed_at = now(),
        role_id = (select r.id from roles r where r.tenant_id = $1 and r.code = 'administrator')
      where tenant_id = $1 and id = $2 and (not is_enabled or must_change_password or locked_until is not null or role_id <> (select r.id from roles r where r.tenant_id = $1 and r.code = 'administrator'))`,
      [id, administrator.userId, this.operatorId],
    );
    this.cookies = { [operatorCookie]: await this.operatorToken(), bahu_session: await this.token() };
  }

  private async token(): Promise<string> {
    const {
      tenant: { id, administrator },
      database,
      sessions,
    } = this.server;
    return (
      await database.db.tenant(id, (tx) =>
        sessions.start(tx, {
          tenantId: id,
          userId: administrator.userId,
          address: '127.0.0.1',
          device: 'walk',
          staySignedIn: false,
        }),
      )
    ).token;
  }

  private operatorToken(): Promise<string> {
    return this.server.database.db.system((tx) =>
      startOperatorSession(tx, { operatorId: this.operatorId, address: '127.0.0.1', device: 'walk' }),
    );
  }

  async stop(): Promise<void> {
    await this.owner.end();
    await this.server.stop();
  }
}
