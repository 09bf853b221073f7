/** A tenant with a canary number that readers whose role masks numbers must not find out. */
import { afterAll } from 'vitest';
import { newId } from './kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from './test-server.ts';

/** Its four hidden digits are 7326. */
export const canary = '15473269981';
/** Not within an id: one in some thousand has the four digits by chance. */
export const hidden =
  /(?<![0-9a-f]{8}-[0-9a-f-]{0,26})(?:7326|3269981|1547326)(?![0-9a-f]{0,4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)/;

export interface Canary {
  server: TestServer;
  /** A customer of a colleague with the canary for a number. */
  theirs: string;
  /** A customer of the agent's own in whose texts it stands. */
  mine: string;
  /** Ids of the customers whose calls were looked for, because their number is new. */
  tied: string[];
  ask(
    user: TestUser,
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): ReturnType<TestServer['request']>;
  setRole(code: string, set: string): Promise<void>;
}

/** Starts a server with it, which ends with the tests of the file. */
export async function openCanary(): Promise<Canary> {
  const tied: string[] = [];
  const server = await createTestServer({ onNewNumber: (_tenantId, customer) => void tied.push(customer.id) });
  const { id: tenantId, stranger, agent, departmentId } = server.tenant;
  const [theirs, mine] = [newId(), newId()];
  await server.database.db.tenant(tenantId, (tx) =>
    tx
      .insertInto('customers')
      .values([
        { tenantId, id: theirs, name: '别人的客户', phone: `+86${canary}`, ownerId: stranger.userId },
        {
          tenantId,
          id: mine,
          name: `张${canary}`,
          phone: '+8615400000001',
          company: `公司 ${canary}`,
          email: `${canary}@qq.com`,
          address: `科苑路（${canary.slice(0, 3)} ${canary.slice(3, 7)} ${canary.slice(7)}）`,
          note: `打 ${canary} 找他，2026-11-22 回访`,
          ownerId: agent.userId,
          departmentId,
        },
      ])
      .execute(),
  );
  afterAll(() => server.stop());
  return {
    server,
    theirs,
    mine,
    tied,
    ask: (user, method, url, body, headers) => server.request(user, method, `/api${url}`, body, headers),
    setRole: async (code, set) => {
      await server.database.asOwner(`update roles set ${set} where tenant_id = $1 and code = $2`, [tenantId, code]);
      await server.sessions.refreshTenant(tenantId);
    },
  };
}
