import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { SignInMethod } from '@bahu/domain/sign-in/methods.ts';
import type { Tx } from '../../../kernel/db.ts';
import { places, seal, unseal } from '../../../kernel/vault.ts';

/** 128 bits, as many as nobody guesses at any rate; in letters that every telephone takes. */
const secretBytes = 16;
const tokenBytes = 32;
const setupMinutes = 15;
/** What a telephone says of itself is as long as it likes. */
const longest = { address: 64, userAgent: 200 } as const;

/** What decides which phone an agent has. */
export interface PhoneRights {
  signInMethod: SignInMethod;
  desk: { isUsed: boolean } | null;
}

export async function findRights(tx: Tx, userId: string): Promise<PhoneRights> {
  const { signInMethod, isUsed } = await tx
    .selectFrom('users as u')
    .leftJoin('deskPhones as d', 'd.agentId', 'u.id')
    .select(['u.signInMethod', 'd.isUsed'])
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow();
  return { signInMethod, desk: isUsed === null ? null : { isUsed } };
}

export const findPhone = (tx: Tx, agentId: string) =>
  tx
    .selectFrom('deskPhones')
    .select(['issuedAt', 'isUsed', 'registeredAt', 'address', 'userAgent', 'setupUntil'])
    .where('agentId', '=', agentId)
    .executeTakeFirst();

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A new secret, and the token of the link that sets a telephone up with it. The former of both are worth nothing any more. */
export async function issue(tx: Tx, tenantId: string, agentId: string): Promise<{ secret: string; token: string }> {
  const secret = randomBytes(secretBytes).toString('hex');
  const token = randomBytes(tokenBytes).toString('base64url');
  const fresh = {
    secret: seal(secret, places.deskPhone(agentId)),
    issuedAt: sql<Date>`now()`,
    registeredAt: null,
    address: '',
    userAgent: '',
    setupHash: hashOf(token),
    setupUntil: sql<Date>`now() + make_interval(mins => ${setupMinutes})`,
  };
  await tx
    .insertInto('deskPhones')
    .values({ tenantId, agentId, ...fresh })
    .onConflict((conflict) => conflict.columns(['tenantId', 'agentId']).doUpdateSet(fresh))
    .execute();
  return { secret, token: `${tenantId}.${token}` };
}

/** Whether there was one. */
export async function revoke(tx: Tx, agentId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('deskPhones').where('agentId', '=', agentId).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function choose(tx: Tx, agentId: string, isUsed: boolean): Promise<void> {
  await tx.updateTable('deskPhones').set({ isUsed }).where('agentId', '=', agentId).execute();
}

/** Where a telephone has come from, and what it says that it is: text of a stranger, of which nothing is kept that could break a line. */
export async function noteRegistered(
  tx: Tx,
  agentId: string,
  seen: { address: string; userAgent: string },
): Promise<void> {
  const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, '');
  await tx
    .updateTable('deskPhones')
    .set({
      registeredAt: sql<Date>`now()`,
      address: plain(seen.address).slice(0, longest.address),
      userAgent: plain(seen.userAgent).slice(0, longest.userAgent),
    })
    .where('agentId', '=', agentId)
    .execute();
}

/** What a link opens, which it does once; null when there is none such, or its time is over, or its agent may no longer use a desk phone. */
export async function takeSetup(
  tx: Tx,
  token: string,
  methods: readonly SignInMethod[],
): Promise<{ agentId: string; name: string; extension: string; secret: string } | null> {
  const taken = await tx
    .updateTable('deskPhones')
    .set({ setupHash: null, setupUntil: null })
    .where('setupHash', '=', hashOf(token))
    .where('setupUntil', '>', sql<Date>`now()`)
    .returning(['agentId', 'secret'])
    .executeTakeFirst();
  if (!taken) return null;
  const { agentId } = taken;
  const user = await tx
    .selectFrom('users as u')
    .innerJoin('agents as a', 'a.id', 'u.id')
    .select(['u.name', 'a.extension'])
    .where('u.id', '=', agentId)
    .where('u.isEnabled', '=', true)
    .where('u.signInMethod', 'in', methods)
    .executeTakeFirst();
  return user ? { ...user, agentId, secret: unseal(taken.secret, places.deskPhone(agentId)) } : null;
}

/** One that has been on somebody's desk for a while, or was set up and never plugged in. Nobody works with it. */
export async function layPhone(
  tx: Tx,
  tenantId: string,
  agentId: string,
  seen: { address: string; userAgent: string } | null,
): Promise<void> {
  await issue(tx, tenantId, agentId);
  await tx
    .updateTable('deskPhones')
    .set({ setupHash: null, setupUntil: null })
    .where('agentId', '=', agentId)
    .execute();
  if (seen) await noteRegistered(tx, agentId, seen);
}
