/** What a list hides is not found by searching it: a walk over every list that can be searched, those of slices to come among them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allRoutes } from './contract/routes.ts';
import { fillTenant } from './contract/test-filled-tenant.ts';
import { canary, hidden } from './test-canary.ts';
import { createTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
  await fillTenant(server, server.tenant, `甲${canary}`);
  // Names of colleagues are nobody's number, and stand beside records in many lists.
  await server.database.asOwner("update users set name = '坐席' where tenant_id = $1", [server.tenant.id]);
  await server.database.asOwner('update roles set masks_numbers = true where tenant_id = $1', [server.tenant.id]);
  await server.sessions.refreshTenant(server.tenant.id);
});
afterAll(() => server.stop());

const searched = allRoutes.filter(
  ({ route }) =>
    route.method === 'GET' &&
    route.permission !== 'operator' &&
    !route.path.includes(':') &&
    'search' in ((route.query as unknown as { properties?: object } | undefined)?.properties ?? {}),
);
const found = async (path: string, query: string): Promise<string> =>
  (await server.request(server.tenant.administrator, 'GET', `/api${path}?${query}`)).body;
const masked = '154****9981';

test.each(searched)(
  '[U1] $name finds nothing by digits that it hides, and by what it shows all the same',
  async ({ route }) => {
    const all = await found(route.path, 'limit=100');
    // Nor are those of the company's own things.
    if (hidden.test(all) || !all.includes(masked)) return;
    for (const digits of ['7326', '甲1547', `甲${canary}`, canary.slice(2, 9)])
      expect(await found(route.path, `search=${encodeURIComponent(digits)}`), digits).not.toContain(masked);
  },
);

test('[U1] the walk meets the lists of records in whose texts people write', async () => {
  const bodies = await Promise.all(
    searched.map(async ({ name, route }) => [name, await found(route.path, 'limit=100')]),
  );
  const hiding = bodies.filter(([, body]) => !hidden.test(body!) && body!.includes(masked)).map(([name]) => name);
  expect(hiding).toEqual(expect.arrayContaining(['announcements.list', 'blacklist.list', 'customers.list']));
});
