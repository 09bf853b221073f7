/** The gate for programs: a key in the Authorization header instead of a session. Nothing of a browser (cookies, origins) counts here. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { FastifyRequest } from 'fastify';
import { apiKeyPattern } from '@bahu/contract/api-keys.ts';
import type { Route } from '@bahu/contract/route.ts';
import type { Principal } from '../auth/principal.ts';
import { readPrincipal } from '../auth/read-principal.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { checkRights, contextOf, type Access } from './access.ts';
import type { Admission } from './rate-limit.ts';

const headerPattern = new RegExp(`^bearer +${apiKeyPattern.slice(1)}`, 'i');
/** When and from where a key was used is written at most this often. */
const seenMs = 60_000;

/** Things of a user's own that programs do on their behalf, and what tells how to read records. */
const ownWork = [
  '/desk/calls',
  '/fields',
  '/attachments',
  '/jobs',
  '/imports',
  '/exports',
  '/lists',
  '/views',
  '/search',
];
/** What belongs to a person at a screen: their session, their phones. And keys. */
const inPersonOnly = ['/session', '/desk/softphone', '/desk/phone', '/api-keys'];

type GateRoute = Pick<Route, 'permission' | 'path' | 'secretReply'>;

const isUnder = (path: string, starts: readonly string[]): boolean =>
  starts.some((start) => path === start || path.startsWith(`${start}/`));

/**
 * Which routes exist under `/v1`: those that need a permission of the closed list, and of those that are open to everybody signed in the ones for
 * background jobs, imports, exports, fields, attachments, lists and search; never what belongs to a person at a screen, to nobody in particular, or to the operators, nor
 * what answers a secret with which somebody is let in as a person: a key that leaked must not make itself a successor.
 */
export function isForPrograms({ permission, path, secretReply }: GateRoute): boolean {
  if (permission === 'public' || permission === 'operator' || isUnder(path, inPersonOnly)) return false;
  if (secretReply === 'of-person') return false;
  return permission !== 'session' || isUnder(path, ownWork);
}

/** Lets in who holds a key that is neither revoked nor expired, as the user who made it. Keys are looked up each time, so that revoking counts at once. */
export function createKeyAccess(db: Db, admission: Admission): Access {
  return {
    admit: async (request, route) => {
      admission.knock(request);
      const principal = await findPrincipal(db, request);
      request.principal = principal;
      admission.enter(request, principal);
      if (!principal) throw new Refusal('api-key.invalid');
      checkRights(principal, route);
    },
    context: (request, reply) => contextOf(db, request, reply),
    offers: isForPrograms,
  };
}

/** What of a key is kept. */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

function findPrincipal(db: Db, request: FastifyRequest): Promise<Principal | null> {
  const header = request.headers.authorization ?? '';
  if (!headerPattern.test(header)) return Promise.resolve(null);
  const [, tenant, secret] = /_([0-9a-f]{32})_(.{43})$/i.exec(header)!;
  const tenantId = tenant!.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return db.tenant(tenantId, (tx) => principalOfKey(tx, tenantId, hashOfSecret(secret!), request.ip));
}

async function principalOfKey(
  tx: Tx,
  tenantId: string,
  secretHash: Buffer,
  address: string,
): Promise<Principal | null> {
  const key = await tx
    .selectFrom('apiKeys')
    .where('secretHash', '=', secretHash)
    .where('revokedAt', 'is', null)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', sql<Date>`now()`)]))
    .select(['id', 'ownerId', 'name', 'permissions', 'lastUsedAt'])
    .executeTakeFirst();
  if (!key) return null;
  if (!key.lastUsedAt || Date.now() - key.lastUsedAt.getTime() > seenMs)
    await tx
      .updateTable('apiKeys')
      .set({ lastUsedAt: sql<Date>`now()`, lastAddress: address })
      .where('id', '=', key.id)
      .execute();
  return readPrincipal(tx, {
    tenantId,
    userId: key.ownerId,
    sessionId: key.id,
    key: { name: key.name, permissions: key.permissions },
  });
}
