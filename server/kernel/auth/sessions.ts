/**
 * Sessions: a random token in a cookie, its hash in the database. The token names its tenant, so that it can be looked up under row-level
 * security. Looked-up callers are kept for two seconds; what ends a session in this process is felt at once.
 */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db, Tx } from '../db.ts';
import { isId, newId } from '../ids.ts';
import type { Caller } from './caller.ts';

export interface NewSession {
  tenantId: string;
  userId: string;
  address: string;
  device: string;
  staySignedIn: boolean;
}

export interface Sessions {
  /** Makes a session in the sign-in's transaction; the token goes into the cookie. */
  start(tx: Tx, session: NewSession): Promise<{ token: string; sessionId: string; maxAgeSeconds: number | null }>;
  /** The caller of a token, or null when the session has ended, has expired, or its user was disabled. */
  find(token: string): Promise<Caller | null>;
  /** Ends one session. */
  end(caller: Pick<Caller, 'tenantId' | 'sessionId'>): Promise<void>;
  /** Ends all sessions of a user, but perhaps one; to be called when he is disabled or his password changes. */
  endAllOf(tenantId: string, userId: string, exceptSessionId?: string): Promise<void>;
  /** What a user may do has changed: his callers are looked up anew, his sessions go on. */
  refreshAllOf(tenantId: string, userId: string): Promise<void>;
  /** Ends the sessions of a tenant whose time is up. */
  endExpired(tenantId: string): Promise<void>;
  /** Tells about each session that this process ended or refreshed. */
  onChange(listener: (change: SessionChange) => void): void;
}

export interface SessionChange {
  tenantId: string;
  sessionId: string;
  why: 'signed-out' | 'role-changed';
}

const hour = 3_600_000;
/** A working day with overtime; renewed by use. `staySignedIn` lasts a month. */
const lifetimeMs = { short: 12 * hour, long: 30 * 24 * hour };
const cacheMs = 2000;
const cacheSize = 20_000;
/** `seen_at` is written at most this often per session. */
const seenMs = 60_000;
const tokenPattern = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

type Found = { caller: Caller | null; until: number };

/** Opens the store of sessions. */
export function createSessions(db: Db, clock: Clock): Sessions {
  const found = new Map<string, Found>();
  const listeners: ((change: SessionChange) => void)[] = [];

  async function lookUp(token: string): Promise<Caller | null> {
    const [, tenantId, secret] = tokenPattern.exec(token) ?? [];
    if (!tenantId || !secret || !isId(tenantId)) return null;
    return db.tenant(tenantId, (tx) => findCaller(tx, tenantId, hashOf(secret)));
  }

  function changed(tenantId: string, sessionIds: readonly string[], why: SessionChange['why']): void {
    for (const [token, { caller }] of found) {
      if (caller && sessionIds.includes(caller.sessionId)) found.delete(token);
    }
    for (const sessionId of sessionIds) listeners.forEach((listener) => listener({ tenantId, sessionId, why }));
  }

  return {
    start: async (tx, session) => {
      const secret = randomBytes(32).toString('base64url');
      const lifetime = session.staySignedIn ? lifetimeMs.long : lifetimeMs.short;
      const { staySignedIn, ...row } = session;
      const id = newId();
      await tx.insertInto('sessions').values({ ...row, id, tokenHash: hashOf(secret), expiresAt: new Date(Date.now() + lifetime) }).execute();
      return { token: `${session.tenantId}.${secret}`, sessionId: id, maxAgeSeconds: staySignedIn ? lifetime / 1000 : null };
    },
    find: async (token) => {
      const known = found.get(token);
      if (known && known.until > clock.now()) return known.caller;
      const caller = await lookUp(token);
      if (found.size >= cacheSize) found.clear();
      found.set(token, { caller, until: clock.now() + cacheMs });
      return caller;
    },
    end: async ({ tenantId, sessionId }) => {
      await db.tenant(tenantId, (tx) => tx.deleteFrom('sessions').where('id', '=', sessionId).execute());
      changed(tenantId, [sessionId], 'signed-out');
    },
    endAllOf: async (tenantId, userId, exceptSessionId) => {
      const rows = await db.tenant(tenantId, (tx) => {
        const all = tx.deleteFrom('sessions').where('userId', '=', userId).returning('id');
        return (exceptSessionId ? all.where('id', '!=', exceptSessionId) : all).execute();
      });
      changed(tenantId, rows.map((row) => row.id), 'signed-out');
    },
    refreshAllOf: async (tenantId, userId) => {
      const rows = await db.tenant(tenantId, (tx) => tx.selectFrom('sessions').where('userId', '=', userId).select('id').execute());
      changed(tenantId, rows.map((row) => row.id), 'role-changed');
    },
    endExpired: async (tenantId) => {
      const rows = await db.tenant(tenantId, (tx) => tx.deleteFrom('sessions').where('expiresAt', '<=', sql<Date>`now()`).returning('id').execute());
      changed(tenantId, rows.map((row) => row.id), 'signed-out');
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

async function findCaller(tx: Tx, tenantId: string, tokenHash: Buffer): Promise<Caller | null> {
  const row = await tx
    .selectFrom('sessions as s')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 's.tenantId').onRef('u.id', '=', 's.userId'))
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.userId', '=', 'u.id'))
    .innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId'))
    .leftJoin('departments as d', (join) => join.onRef('d.tenantId', '=', 'u.tenantId').onRef('d.id', '=', 'u.departmentId'))
    .where('s.tokenHash', '=', tokenHash)
    .where('s.expiresAt', '>', sql<Date>`now()`)
    .where('u.isEnabled', '=', true)
    .select(['s.id as sessionId', 's.seenAt', 's.createdAt', 's.expiresAt', 'u.id as userId', 'u.name', 'a.id as agentId', 'a.extension'])
    .select(['r.code as role', 'r.scope', 'r.permissions', 'r.masksNumbers', 'd.id as departmentId', 'd.path'])
    .executeTakeFirst();
  if (!row) return null;
  if (Date.now() - row.seenAt.getTime() > seenMs) await renew(tx, row);
  const departmentIds = row.path === null ? [] : await departmentsBelow(tx, row.path);
  const { sessionId, userId, agentId, name, extension, role, scope, permissions, masksNumbers, departmentId } = row;
  return { tenantId, sessionId, userId, agentId, name, extension, role, scope, permissions: new Set(permissions), masksNumbers, departmentId, departmentIds };
}

/** A session in use lives on for another lifetime, which is the one it was made with. */
async function renew(tx: Tx, session: { sessionId: string; createdAt: Date; seenAt: Date; expiresAt: Date }): Promise<void> {
  const isLong = session.expiresAt.getTime() - session.seenAt.getTime() > lifetimeMs.short;
  const expiresAt = new Date(Date.now() + (isLong ? lifetimeMs.long : lifetimeMs.short));
  await tx.updateTable('sessions').set({ seenAt: new Date(), expiresAt }).where('id', '=', session.sessionId).execute();
}

async function departmentsBelow(tx: Tx, path: string): Promise<string[]> {
  const rows = await tx.selectFrom('departments').where(sql<boolean>`starts_with(path, ${path})`).select('id').execute();
  return rows.map((row) => row.id);
}
