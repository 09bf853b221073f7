/** The whole HTTP origin on a database of its own, without a network port: for tests of slices. Two tenants stand ready. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { RoleCode } from '@bahu/contract/permissions.ts';
import { hashPassword, setPasswordCost } from './kernel/auth/passwords.ts';
import { createSessions, type Sessions } from './kernel/auth/sessions.ts';
import { createClock } from './kernel/clock.ts';
import { createLocalFiles, type Files } from './kernel/files.ts';
import { sessionCookie } from './kernel/http/access.ts';
import { createApp } from './kernel/http/app.ts';
import type { RateLimits } from './kernel/http/rate-limit.ts';
import { serveWeb } from './kernel/http/static-files.ts';
import { newId } from './kernel/ids.ts';
import { createLog } from './kernel/log.ts';
import { useVaultKeys } from './kernel/vault.ts';
import { createTestDatabase, type TestDatabase } from './kernel/test-database.ts';
import { deskWithoutEngine, mountOrigin, type OriginOptions } from './compose/origin.ts';
import { createHub, type Hub } from './realtime/hub.ts';
import { insertRoles } from './slices/people/roles/index.ts';
import { ensureTenant } from './slices/platform/tenants/index.ts';

export interface TestUser {
  userId: string;
  sessionId: string;
  extension: string;
  token: string;
  cookie: string;
}

export interface TestTenant {
  id: string;
  code: string;
  departmentId: string;
  administrator: TestUser;
  supervisor: TestUser;
  leader: TestUser;
  inspector: TestUser;
  agent: TestUser;
  /** A second agent, in no department. */
  stranger: TestUser;
}

export interface TestServer {
  app: FastifyInstance;
  database: TestDatabase;
  files: Files;
  /** Where the files are. */
  folder: string;
  hub: Hub;
  sessions: Sessions;
  tenant: TestTenant;
  otherTenant: TestTenant;
  /** Lines that were logged, for looking for what must not be there. */
  logged: string[];
  /** A request as a user, or as nobody. */
  request(
    user: TestUser | null,
    method: NonNullable<InjectOptions['method']>,
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
  stop(): Promise<void>;
}

export const testPassword = 'right-horse-7';
/** As cheap as the library makes them: tests hash thousands of passwords. What they cost otherwise is proved in `passwords.test.ts`. */
const cheapPasswords = { memoryCost: 64, timeCost: 1 };

/** No limits: walks over all routes send thousands of requests. Tests of the limits bring their own. */
export const noLimits: RateLimits = { key: 0, session: 0, address: 0, tenant: 0, userAtOnce: 0, tenantAtOnce: 0 };

export async function createTestServer({
  limits = noLimits,
  toPrivate = false,
  ...options
}: Partial<OriginOptions> & { limits?: RateLimits; toPrivate?: boolean } = {}): Promise<TestServer> {
  setPasswordCost(cheapPasswords);
  const database = await createTestDatabase();
  const { db } = database;
  const clock = createClock();
  const logged: string[] = [];
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  const folder = mkdtempSync(path.join(tmpdir(), 'bahu-files-'));
  useVaultKeys(['key of the tests']);
  const [files, hub, sessions] = [createLocalFiles(folder), createHub(), createSessions(db, clock)];
  const app = await createApp({ log, tls: null, trustedProxies: [] });
  const { sockets } = await mountOrigin(
    app,
    {
      config: { origins: [], version: 'test', limits, webhooksToPrivate: toPrivate },
      log,
      clock,
      db,
      sessions,
      files,
      hub,
    },
    { desk: deskWithoutEngine, ...options },
  );
  await serveWeb(app, path.join(folder, 'web'));
  const passwordHash = await hashPassword(testPassword);
  const makeTenant = (code: string): Promise<TestTenant> => createTestTenant(database, sessions, code, passwordHash);
  return {
    app,
    database,
    files,
    folder,
    hub,
    sessions,
    logged,
    tenant: await makeTenant('100001'),
    otherTenant: await makeTenant('100002'),
    request: (user, method, url, body, headers = {}) =>
      app.inject({
        method,
        url,
        headers: { ...headers, ...(user && { cookie: user.cookie }) },
        ...(body && { payload: body }),
      }),
    stop: async () => {
      sockets.close();
      hub.close();
      await app.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createTestTenant(
  database: TestDatabase,
  sessions: Sessions,
  code: string,
  passwordHash: string,
): Promise<TestTenant> {
  const id = await ensureTenant(database.urls.owner, {
    code,
    name: `企业 ${code}`,
    licensedAgents: 10,
    licensedChannels: 20,
    settings: {},
  });
  const departmentId = newId();
  return database.db.tenant(id, async (tx) => {
    const roles = await insertRoles(tx, id);
    await tx
      .insertInto('departments')
      .values({ tenantId: id, id: departmentId, name: '客服中心', path: `${departmentId}/` })
      .execute();
    async function user(role: RoleCode, extension: string, department: string | null): Promise<TestUser> {
      const userId = newId();
      await tx
        .insertInto('users')
        .values({
          tenantId: id,
          id: userId,
          roleId: roles[role],
          departmentId: department,
          name: `${role} ${extension}`,
          loginName: `user-${extension}`,
          passwordHash,
        })
        .execute();
      await tx.insertInto('agents').values({ tenantId: id, id: userId, extension }).execute();
      const { token, sessionId } = await sessions.start(tx, {
        tenantId: id,
        userId,
        address: '127.0.0.1',
        device: 'test',
        staySignedIn: false,
      });
      return { userId, sessionId, extension, token, cookie: `${sessionCookie}=${token}` };
    }
    return {
      id,
      code,
      departmentId,
      administrator: await user('administrator', '800', departmentId),
      supervisor: await user('supervisor', '801', departmentId),
      agent: await user('agent', '802', departmentId),
      stranger: await user('agent', '803', null),
      leader: await user('leader', '804', departmentId),
      inspector: await user('inspector', '805', null),
    };
  });
}
