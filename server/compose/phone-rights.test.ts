import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '../kernel/log.ts';
import { watchPhoneRights } from './phone-rights.ts';
import { createTestServer, type TestServer, type TestUser } from '../test-server.ts';

let server: TestServer;
/** Sessions with a softphone, and from whom it was taken: by its socket, by its account. */
const holding = new Set<string>();
let taken: string[];
let isBroken: boolean;
const logged: string[] = [];

beforeAll(async () => {
  server = await createTestServer();
  const {
    sessions,
    database: { db },
  } = server;
  watchPhoneRights(
    { sessions, db, log: createLog('error', { write: (line) => void logged.push(line) }) },
    {
      phones: {
        holdsPhone: (_tenantId, sessionId) => holding.has(sessionId),
        signedOut: async (_tenantId, sessionId) => {
          if (isBroken) throw new Error('the database is away');
          taken.push(`account ${sessionId}`);
        },
      },
      tunnel: { closeSession: (sessionId) => void taken.push(`socket ${sessionId}`) },
    },
  );
});
afterAll(() => server.stop());
beforeEach(() => {
  [taken, isBroken] = [[], false];
  holding.clear();
});

const phoneOf = ({ sessionId }: TestUser): string[] => [`socket ${sessionId}`, `account ${sessionId}`];
const setPermissions = async (role: string, value: string): Promise<void> => {
  await server.database.asOwner(`update roles set permissions = ${value} where tenant_id = $1 and code = $2`, [
    server.tenant.id,
    role,
  ]);
  await server.sessions.refreshTenant(server.tenant.id);
};
const settled = async (expected: string[]): Promise<void> => expect.poll(() => taken).toEqual(expected);

test('[A2.3] [U1] a role that loses the desk takes the softphones of its users away, and nobody else’s', async () => {
  const { agent, leader, supervisor } = server.tenant;
  for (const { sessionId } of [agent, leader]) holding.add(sessionId);
  await setPermissions('agent', "array_remove(permissions, 'desk.use')");
  await settled(phoneOf(agent));
  // The others of the tenant were looked at as well: whoever signs out next is the next one.
  await server.request(supervisor, 'DELETE', '/api/session');
  await settled([...phoneOf(agent), ...phoneOf(supervisor)]);
  await setPermissions('agent', "array_append(permissions, 'desk.use')");
});

test('[A2.3] trying out a role without a desk, or a change that leaves the desk, takes no softphone away; signing out does', async () => {
  const { administrator, id } = server.tenant;
  holding.add(administrator.sessionId);
  const [auditor] = await server.database.asOwner<{ id: string }>(
    "update roles set permissions = array_remove(permissions, 'desk.use') where tenant_id = $1 and code = 'inspector' returning id",
    [id],
  );
  await server.sessions.viewAs({ tenantId: id, sessionId: administrator.sessionId }, auditor!.id);
  await server.sessions.refreshAllOf(id, administrator.userId);
  await server.sessions.end({ tenantId: id, sessionId: administrator.sessionId }, 'user');
  await settled(phoneOf(administrator));
});

test('[A2.3] a softphone that could not be taken away is told, and the next one is taken all the same', async () => {
  const { leader, inspector, id } = server.tenant;
  isBroken = true;
  await server.sessions.end({ tenantId: id, sessionId: leader.sessionId }, 'user');
  await expect.poll(() => logged).toEqual([expect.stringContaining('a softphone was not taken away')]);
  isBroken = false;
  await server.sessions.end({ tenantId: id, sessionId: inspector.sessionId }, 'user');
  // Whoever was looked at before may be looked at once more, behind their end: that is no news of these two.
  const ofThese = (): string[] =>
    taken.filter((one) => [leader, inspector].some(({ sessionId }) => one.endsWith(sessionId)));
  await expect.poll(ofThese).toEqual([`socket ${leader.sessionId}`, ...phoneOf(inspector)]);
});
