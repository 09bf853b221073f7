/**
 * Sessions of the platform's operators: a cookie, tables and a lifetime of their own, so that a tenant's session is never an operator's
 * and the other way round. They are looked up for each request; there are few.
 */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../db.ts';
import { newId } from '../ids.ts';

/** Who asks, when it is an operator of the platform. */
export interface OperatorPrincipal {
  readonly operatorId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly mustChangePassword: boolean;
  readonly sessionEndsAt: Date;
}

export const operatorCookie = 'bahu_operator';
/** A working day, not renewed by use. */
export const operatorSessionHours = 8;

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Makes a session in the sign-in's transaction and returns the token for the cookie. Sessions that are over are removed on the way. */
export async function startOperatorSession(
  tx: Tx,
  session: { operatorId: string; address: string; device: string },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tx
    .deleteFrom('operatorSessions')
    .where('expiresAt', '<=', sql<Date>`now()`)
    .execute();
  const expiresAt = new Date(Date.now() + operatorSessionHours * 3_600_000);
  await tx
    .insertInto('operatorSessions')
    .values({ ...session, id: newId(), tokenHash: hashOf(token), expiresAt })
    .execute();
  return token;
}

/** The operator of a token, or null when the session has ended, has expired, or the operator was disabled. */
export async function findOperator(tx: Tx, token: string): Promise<OperatorPrincipal | null> {
  if (!tokenPattern.test(token)) return null;
  const row = await tx
    .selectFrom('operatorSessions as s')
    .innerJoin('operators as o', 'o.id', 's.operatorId')
    .where('s.tokenHash', '=', hashOf(token))
    .where('s.expiresAt', '>', sql<Date>`now()`)
    .where('o.isEnabled', '=', true)
    .select([
      'o.id as operatorId',
      's.id as sessionId',
      'o.name',
      'o.mustChangePassword',
      's.expiresAt as sessionEndsAt',
    ])
    .executeTakeFirst();
  return row ?? null;
}

/** Ends all sessions of an operator, but perhaps one. */
export async function endOperatorSessions(tx: Tx, operatorId: string, exceptSessionId?: string): Promise<void> {
  const all = tx.deleteFrom('operatorSessions').where('operatorId', '=', operatorId);
  await (exceptSessionId ? all.where('id', '!=', exceptSessionId) : all).execute();
}

/** Ends one session. */
export async function endOperatorSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.deleteFrom('operatorSessions').where('id', '=', sessionId).execute();
}
