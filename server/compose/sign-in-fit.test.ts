import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../kernel/log.ts';
import { createTestServer, type TestServer, type TestUser } from '../test-server.ts';
import { SignInFit } from './sign-in-fit.ts';

let server: TestServer;
let fit: SignInFit;
/** The calls of the agent; null while nobody knows. */
let calls: string[] | null;
let done: string[];
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  [calls, done] = [[], []];
  const {
    database: { db },
    sessions,
  } = server;
  fit = new SignInFit(
    { db, sessions, log: createLog('silent') },
    {
      agents: {
        callsOf: () => calls,
        signedOut: async (_tenantId, sessionId) => void done.push(`phone ${sessionId}`),
        deskPhoneChanged: async (_tenantId, agentId, { isNew }) => void done.push(`desk phone ${agentId} ${isNew}`),
      },
      tunnel: { closeSession: (sessionId) => void done.push(`socket ${sessionId}`) },
    },
  );
});
afterEach(async () => {
  fit.stop();
  await server.database.asOwner('delete from softphones');
  await server.database.asOwner("update users set sign_in_method = 'any'");
});

const set = ({ userId }: TestUser, method: string) =>
  server.database.asOwner('update users set sign_in_method = $1 where id = $2', [method, userId]);
const hold = ({ userId, sessionId }: TestUser, kind: 'browser' | 'desk') =>
  server.database.asOwner(
    'insert into softphones (tenant_id, agent_id, session_id, secret, kind) values ($1, $2, $3, $4, $5)',
    [server.tenant.id, userId, sessionId, kind === 'desk' ? null : 's', kind],
  );
const known = ({ userId }: TestUser): string => `desk phone ${userId} false`;
const taken = (user: TestUser): string[] => [`socket ${user.sessionId}`, `phone ${user.sessionId}`, known(user)];

test.each([
  ['browser', 'desk-phone', true],
  ['browser', 'web', false],
  ['browser', 'any', false],
  ['desk', 'web', true],
  ['desk', 'desk-phone', false],
  ['desk', 'any', false],
] as const)(
  '[A1.2] of a %s phone and the method %s, what does not fit is taken away: %s',
  async (kind, method, isTaken) => {
    const { agent } = server.tenant;
    await hold(agent, kind);
    await set(agent, method);
    fit.follow(server.tenant.id, agent.userId);
    await expect.poll(() => done).toEqual(isTaken ? taken(agent) : [known(agent)]);
  },
);

test('[A1.2] whoever is in a call ends it first, and takes no other one with what they have', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const { agent } = server.tenant;
    await hold(agent, 'browser');
    await set(agent, 'desk-phone');
    calls = ['first'];
    fit.follow(server.tenant.id, agent.userId);
    calls = ['first', 'second'];
    vi.advanceTimersByTime(10_000);
    expect(done).toEqual([]);
    calls = ['second'];
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    await expect.poll(() => done).toEqual(taken(agent));
  } finally {
    vi.useRealTimers();
  }
});

test('[A1.2] [P2] whoever was in a call when a former process ended is found again, once somebody knows the calls', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const { agent, leader } = server.tenant;
    await hold(agent, 'browser');
    await hold(leader, 'desk');
    await set(agent, 'desk-phone');
    await set(leader, 'desk-phone');
    calls = null;
    await fit.followAll();
    vi.advanceTimersByTime(10_000);
    expect(done).toEqual([]);
    calls = [];
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    await expect.poll(() => done).toEqual(taken(agent));
  } finally {
    vi.useRealTimers();
  }
});
