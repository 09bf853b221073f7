/**
 * Sessions: a random token in a cookie, its hash in the database. The token names its tenant, so that it can be looked up under row-level
 * security. Looked-up principals are kept for two seconds; what ends a session in this process is felt at once.
 */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db, Tx } from '../db.ts';
import { isId, newId } from '../ids.ts';
import type { SignOutReason } from '@bahu/contract/users.ts';
import { clients, maySignIn, type Client, type SignInMethod } from '@bahu/domain/sign-in/methods.ts';
import type { Principal } from './principal.ts';
import { readPrincipal } from './read-principal.ts';

interface NewSession {
  tenantId: string;
  userId: string;
  address: string;
  device: string;
  client?: Client;
  staySignedIn: boolean;
  /** The provider's operator in support: the session lasts an hour, no longer than the operator's own, and has no phone. */
  operator?: { id: string; name: string; endsAt: Date };
}

export interface Sessions {
  /** Makes a session in the sign-in's transaction; the token goes into the cookie. */
  start(tx: Tx, session: NewSession): Promise<{ token: string; sessionId: string; maxAgeSeconds: number | null }>;
  /** The principal of a token, or null when the session has ended, has expired, or its user was disabled. */
  find(token: string): Promise<Principal | null>;
  /** Whether a token belonged to somebody when it was looked up last, a short while ago: its holder is no stranger who guesses. */
  isFamiliar(token: string): boolean;
  /** Ends the oldest sessions of a user until `most` are left; to be called after a sign-in. */
  limitTo(tenantId: string, userId: string, most: number): Promise<void>;
  /** Ends one session and notes why in the login log. */
  end(session: Pick<Principal, 'tenantId' | 'sessionId'>, why: SignOutReason): Promise<void>;
  /** Ends all sessions of a user, but perhaps one; to be called when they are disabled or their password changes. */
  endAllOf(tenantId: string, userId: string, why: SignOutReason, exceptSessionId?: string): Promise<void>;
  /** Ends the sessions of a user that do not fit how they are to sign in. */
  endUnfitOf(tenantId: string, userId: string, method: SignInMethod): Promise<void>;
  /** Ends the visits of the provider's operator in a tenant. */
  endSupportOf(tenantId: string, operatorId: string): Promise<void>;
  /** Sees a session through another role, or through the user's own again. */
  viewAs(session: Pick<Principal, 'tenantId' | 'sessionId'>, roleId: string | null): Promise<void>;
  /** What a user may do has changed: their principals are looked up anew, their sessions go on. */
  refreshAllOf(tenantId: string, userId: string): Promise<void>;
  /** What many may do has changed (a role, the tree of departments, the tenant): all principals of the tenant are looked up anew. */
  refreshTenant(tenantId: string): Promise<void>;
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
const lifetimeMs = { short: 12 * hour, long: 30 * 24 * hour, support: hour };
const cacheMs = 2000;
const cacheSize = 20_000;
/** `seen_at` is written at most this often per session. */
const seenMs = 60_000;
const tokenPattern = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

/** Opens the store of sessions. */
export function createSessions(db: Db, clock: Clock): Sessions {
  const { find, isFamiliar, changed, onChange } = createFound(db, clock);
  return { start, find, isFamiliar, onChange, ...endings(db, changed), ...refreshes(db, changed) };
}

/** What ends sessions. */
function endings(
  db: Db,
  changed: Found['changed'],
): Pick<Sessions, 'limitTo' | 'end' | 'endAllOf' | 'endUnfitOf' | 'endSupportOf' | 'endExpired'> {
  return {
    limitTo: async (tenantId, userId, most) => {
      const ids = await db.tenant(tenantId, (tx) => endOldest(tx, userId, most));
      changed(tenantId, ids, 'signed-out');
    },
    end: async ({ tenantId, sessionId }, why) => {
      await db.tenant(tenantId, (tx) =>
        endSessions(tx, why, tx.deleteFrom('sessions').where('id', '=', sessionId).returning('id')),
      );
      changed(tenantId, [sessionId], 'signed-out');
    },
    endAllOf: async (tenantId, userId, why, exceptSessionId) => {
      const ids = await db.tenant(tenantId, (tx) => {
        const all = tx
          .deleteFrom('sessions')
          .where('userId', '=', userId)
          .where('operatorId', 'is', null)
          .returning('id');
        return endSessions(tx, why, exceptSessionId ? all.where('id', '!=', exceptSessionId) : all);
      });
      changed(tenantId, ids, 'signed-out');
    },
    endUnfitOf: async (tenantId, userId, method) => {
      const unfit = clients.filter((client) => !maySignIn(method, client));
      if (unfit.length === 0) return;
      const ids = await db.tenant(tenantId, (tx) => {
        const own = tx.deleteFrom('sessions').where('userId', '=', userId).where('operatorId', 'is', null);
        return endSessions(tx, 'method', own.where('client', 'in', unfit).returning('id'));
      });
      changed(tenantId, ids, 'signed-out');
    },
    endSupportOf: async (tenantId, operatorId) => {
      const ids = await db.tenant(tenantId, (tx) =>
        endSessions(
          tx,
          'administrator',
          tx.deleteFrom('sessions').where('operatorId', '=', operatorId).returning('id'),
        ),
      );
      changed(tenantId, ids, 'signed-out');
    },
    endExpired: async (tenantId) => {
      const ids = await db.tenant(tenantId, (tx) =>
        endSessions(
          tx,
          'expired',
          tx
            .deleteFrom('sessions')
            .where('expiresAt', '<=', sql<Date>`now()`)
            .returning('id'),
        ),
      );
      changed(tenantId, ids, 'signed-out');
    },
  };
}

/** What changes the rights of sessions that go on. */
function refreshes(db: Db, changed: Found['changed']): Pick<Sessions, 'viewAs' | 'refreshAllOf' | 'refreshTenant'> {
  return {
    viewAs: async ({ tenantId, sessionId }, roleId) => {
      await db.tenant(tenantId, (tx) =>
        tx.updateTable('sessions').set({ viewRoleId: roleId }).where('id', '=', sessionId).execute(),
      );
      changed(tenantId, [sessionId], 'role-changed');
    },
    refreshAllOf: async (tenantId, userId) => {
      const rows = await db.tenant(tenantId, (tx) =>
        tx.selectFrom('sessions').where('userId', '=', userId).select('id').execute(),
      );
      changed(
        tenantId,
        rows.map((row) => row.id),
        'role-changed',
      );
    },
    refreshTenant: async (tenantId) => {
      const rows = await db.tenant(tenantId, (tx) => tx.selectFrom('sessions').select('id').execute());
      changed(
        tenantId,
        rows.map((row) => row.id),
        'role-changed',
      );
    },
  };
}

interface Found {
  find(token: string): Promise<Principal | null>;
  isFamiliar(token: string): boolean;
  /** These sessions have changed: who holds them is looked up anew, and whoever listens is told. */
  changed(tenantId: string, sessionIds: readonly string[], why: SessionChange['why']): void;
  onChange(listener: (change: SessionChange) => void): void;
}

/** Callers that were looked up, kept for a short while. */
function createFound(db: Db, clock: Clock): Found {
  const found = new Map<string, { principal: Principal | null; until: number }>();
  const listeners: ((change: SessionChange) => void)[] = [];
  /** Rises with every change: a principal that was being read meanwhile may be the old one and is not kept. */
  let changes = 0;

  async function lookUp(token: string): Promise<Principal | null> {
    const [, tenantId, secret] = tokenPattern.exec(token) ?? [];
    if (!tenantId || !secret || !isId(tenantId)) return null;
    return db.tenant(tenantId, (tx) => findPrincipal(tx, tenantId, hashOf(secret)));
  }

  return {
    find: async (token) => {
      const known = found.get(token);
      if (known && known.until > clock.now()) return known.principal;
      const changesBefore = changes;
      const principal = await lookUp(token);
      if (changes !== changesBefore) return principal;
      if (found.size >= cacheSize) found.clear();
      found.set(token, { principal, until: clock.now() + cacheMs });
      return principal;
    },
    isFamiliar: (token) => (found.get(token)?.principal ?? null) !== null,
    changed: (tenantId, sessionIds, why) => {
      changes++;
      const ids = new Set(sessionIds);
      for (const [token, { principal }] of found) {
        if (principal && ids.has(principal.sessionId)) found.delete(token);
      }
      for (const sessionId of sessionIds) listeners.forEach((listener) => listener({ tenantId, sessionId, why }));
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** Makes a session; the token goes into the cookie. */
async function start(tx: Tx, session: NewSession): ReturnType<Sessions['start']> {
  const secret = randomBytes(32).toString('base64url');
  const { staySignedIn, operator, ...row } = session;
  const lifetime = operator
    ? Math.min(lifetimeMs.support, operator.endsAt.getTime() - Date.now())
    : staySignedIn
      ? lifetimeMs.long
      : lifetimeMs.short;
  const id = newId();
  await tx
    .insertInto('sessions')
    .values({
      ...row,
      id,
      ...(operator && { operatorId: operator.id, operatorName: operator.name }),
      tokenHash: hashOf(secret),
      expiresAt: new Date(Date.now() + lifetime),
    })
    .execute();
  return {
    token: `${session.tenantId}.${secret}`,
    sessionId: id,
    maxAgeSeconds: staySignedIn ? lifetime / 1000 : null,
  };
}

/** Runs the removal and notes in the login log when and why these sessions ended. */
async function endSessions(
  tx: Tx,
  why: SignOutReason,
  removal: { execute(): Promise<{ id: string }[]> },
): Promise<string[]> {
  const ids = (await removal.execute()).map((row) => row.id);
  if (ids.length)
    await tx
      .updateTable('signIns')
      .set({ signedOutAt: sql<Date>`now()`, signOutReason: why })
      .where('sessionId', 'in', ids)
      .execute();
  return ids;
}

function endOldest(tx: Tx, userId: string, most: number): Promise<string[]> {
  const kept = tx
    .selectFrom('sessions')
    .where('userId', '=', userId)
    .where('operatorId', 'is', null)
    .select('id')
    .orderBy('seenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most);
  return endSessions(
    tx,
    'elsewhere',
    tx
      .deleteFrom('sessions')
      .where('userId', '=', userId)
      .where('operatorId', 'is', null)
      .where('id', 'not in', kept)
      .returning('id'),
  );
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

async function findPrincipal(tx: Tx, tenantId: string, tokenHash: Buffer): Promise<Principal | null> {
  const session = await tx
    .selectFrom('sessions')
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', sql<Date>`now()`)
    .select(['id', 'userId', 'seenAt', 'expiresAt', 'viewRoleId', 'operatorId', 'operatorName'])
    .executeTakeFirst();
  if (!session) return null;
  const { operatorId, operatorName, expiresAt } = session;
  const support = operatorId === null ? null : { operatorId, operatorName: operatorName ?? '', endsAt: expiresAt };
  if (!support && Date.now() - session.seenAt.getTime() > seenMs) await renew(tx, session);
  return readPrincipal(tx, {
    tenantId,
    userId: session.userId,
    sessionId: session.id,
    viewRoleId: session.viewRoleId,
    support,
  });
}

/** A session in use lives on for another lifetime, which is the one it was made with. */
async function renew(tx: Tx, session: { id: string; seenAt: Date; expiresAt: Date }): Promise<void> {
  const isLong = session.expiresAt.getTime() - session.seenAt.getTime() > lifetimeMs.short;
  const expiresAt = new Date(Date.now() + (isLong ? lifetimeMs.long : lifetimeMs.short));
  await tx.updateTable('sessions').set({ seenAt: new Date(), expiresAt }).where('id', '=', session.id).execute();
}
