/** Every route with the ids of another tenant's records: nothing of it is shown, nothing of it is changed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isForPrograms } from '../kernel/http/key-access.ts';
import { createTestServer, type TestServer, type TestUser } from '../test-server.ts';
import type { Draw } from '../test-draw.ts';
import { allRoutes, ofTenants, type NamedRoute } from './routes.ts';
import { Principals, requestOf } from './test-principals.ts';
import { fillTenant, fingerprintOf, type FilledTenant } from './test-filled-tenant.ts';

const secret = '外人勿见';
/** How many ids those try beside the administrator, to whom nothing of their own tenant is closed. */
const drawn = 4;
/** The addresses of bytes. */
const fileKinds = [
  '/calls/:id/recording',
  '/calls/:id/recording?download=1',
  '/calls/:id/peaks',
  '/jobs/:id/file',
  '/jobs/:id/errors',
  '/attachments/:id',
  '/attachments/:id?inline=1',
];

interface KeptFile {
  kind: string;
  url: string;
  body: string;
}

/**
 * Registers the walk: every route as an administrator, a supervisor, an agent, and a program.
 * @param draw tries each route with one drawn id of every table as an administrator, and with a few drawn ids as the others; without it,
 * with every id as everybody
 */
export function walkOtherTenants(draw?: Draw): void {
  let server: TestServer;
  let theirs: FilledTenant;
  let principals: Principals;
  let before: Record<string, string | null>;
  /** What the other tenant's own administrator reads at the addresses of bytes. */
  const kept: KeptFile[] = [];
  beforeAll(async () => {
    server = await createTestServer();
    theirs = await fillTenant(server, server.otherTenant, secret);
    principals = await Principals.start(server);
    kept.push(...(await readFiles(server, theirs)));
    before = await fingerprintOf(server, server.otherTenant.id);
  });
  afterAll(() => server.stop());

  const ofEveryKind = (): readonly string[] => (draw ? theirs.kinds.map((ids) => draw.one(ids)) : theirs.ids);
  const some = (): readonly string[] => (draw ? draw.some(theirs.ids, drawn) : theirs.ids);
  /** Without those that make the same request as one before. */
  const different = (named: NamedRoute, ids: readonly string[]): string[] => [
    ...new Map(ids.map((id) => [JSON.stringify(requestOf(named, id)), id])).values(),
  ];

  describe('[P2] what belongs to another tenant', () => {
    test.each(ofTenants.filter(({ route }) => route.permission !== 'public'))(
      '[P2] $name shows and does nothing with ids of another tenant',
      async (named) => {
        for (const role of ['administrator', 'supervisor', 'agent'] as const) {
          for (const id of different(named, role === 'administrator' ? ofEveryKind() : some())) {
            const reply = await principals.ask(server.tenant[role], named, id);
            expect(reply.body).not.toContain(secret);
            if (named.route.path.includes(':id'))
              expect([403, 404, 409, 422, 503], `${role} ${reply.body}`).toContain(reply.statusCode);
          }
        }
      },
      120_000,
    );

    test.each(allRoutes.filter(({ route }) => isForPrograms(route)))(
      '[P2] $name shows a program nothing of another tenant',
      async (named) => {
        for (const id of different(named, ofEveryKind())) {
          const reply = await principals.askAsProgram('administrator', named, id);
          expect(reply.body).not.toContain(secret);
          if (named.route.path.includes(':id')) expect(reply.statusCode).toBeGreaterThanOrEqual(400);
        }
      },
      120_000,
    );

    test('[P2] lists filtered by ids of another tenant are empty, and searches find nothing of it', () =>
      expectNothingFound(principals, server.tenant.administrator, ofEveryKind()));

    test('[P2] the bytes of its recordings, exports and left-out rows are there, and out of reach', async () => {
      // Each of these was there to be read, or this test would prove nothing.
      expect(new Set(kept.map(({ kind }) => kind))).toEqual(new Set(fileKinds));
      for (const { kind, body } of kept) expect(body.includes(secret), kind).toBe(kind !== '/calls/:id/peaks');
      for (const { url } of kept) {
        const reply = await principals.get(server.tenant.administrator, url);
        expect([reply.statusCode, reply.body.includes(secret)], url).toEqual([404, false]);
      }
    });

    test('[P2] nothing of the other tenant was changed by all this', async () => {
      expect(await fingerprintOf(server, server.otherTenant.id)).toEqual(before);
    });

    test('[P2] none of this was a defect of ours', () => {
      expect(server.logged.filter((line) => line.includes('"a defect"'))).toEqual([]);
    });
  });
}

/** By any filter of a list that takes an id, and by the search over everything. */
async function expectNothingFound(principals: Principals, reader: TestUser, ids: readonly string[]): Promise<void> {
  const filters = [
    'customers?owner',
    'customers?department',
    'calls?agent',
    'calls?queue',
    'calls?customer',
    'users?role',
    'users?department',
    'users?group',
  ];
  for (const query of ids.flatMap((id) => filters.map((filter) => `${filter}=${id}`))) {
    const reply = await principals.get(reader, `/api/${query}`);
    expect(reply.json(), query).toMatchObject({ items: [], total: 0 });
  }
  for (const text of ['外人', '勿', '154', '0042', 'wrwj', ...ids]) {
    const reply = await principals.get(reader, `/api/search?text=${encodeURIComponent(text)}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.body, text).not.toContain(secret);
    expect(reply.json(), text).toMatchObject({ customers: [], calls: [] });
  }
}

/** What the other tenant's own administrator reads at the addresses of bytes. */
async function readFiles(server: TestServer, { ids }: FilledTenant): Promise<KeptFile[]> {
  const kept: KeptFile[] = [];
  for (const kind of fileKinds) {
    for (const id of ids) {
      const url = `/api${kind.replace(':id', id)}`;
      const reply = await server.request(server.otherTenant.administrator, 'GET', url);
      if (reply.statusCode === 200) kept.push({ kind, url, body: reply.body });
    }
  }
  return kept;
}
