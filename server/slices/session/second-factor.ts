/** A user's second factor in the database. Whoever has confirmed one is asked for it, whatever the tenant's policy says by now. */
import { sql } from 'kysely';
import { hashRecoveryCode, newRecoveryCodes, stepOf } from '../../kernel/auth/second-factor.ts';
import type { Tx } from '../../kernel/db.ts';
import { places, seal, unseal } from '../../kernel/vault.ts';

/** Uses up a code of the app or a recovery code. False when it is wrong or was used before. */
export async function useCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const factor = await tx.selectFrom('secondFactors').selectAll().where('userId', '=', userId).where('confirmedAt', 'is not', null).forUpdate().executeTakeFirst();
  if (!factor) return false;
  const update = tx.updateTable('secondFactors').where('userId', '=', userId);
  const step = stepOf(unseal(factor.secret, places.secondFactor(userId)), code);
  if (step !== null) {
    if (step <= factor.lastStep) return false;
    await update.set({ lastStep: step }).execute();
    return true;
  }
  const hash = hashRecoveryCode(userId, code);
  const recoveryHashes = factor.recoveryHashes.filter((known) => !known.equals(hash));
  if (recoveryHashes.length === factor.recoveryHashes.length) return false;
  await update.set({ recoveryHashes }).execute();
  return true;
}

/** Begins anew as long as nothing was confirmed. False when a factor is in use. */
export async function beginFactor(tx: Tx, tenantId: string, userId: string, clear: string): Promise<boolean> {
  const secret = seal(clear, places.secondFactor(userId));
  const row = await tx
    .insertInto('secondFactors').values({ tenantId, userId, secret })
    .onConflict((conflict) => conflict.columns(['tenantId', 'userId']).doUpdateSet({ secret }).where('secondFactors.confirmedAt', 'is', null))
    .returning('userId').executeTakeFirst();
  return row !== undefined;
}

/** Confirms with a code; answers the recovery codes, of which only hashes are kept. Null when nothing was begun, false when the code is wrong. */
export async function confirmFactor(tx: Tx, userId: string, code: string): Promise<string[] | false | null> {
  const factor = await tx.selectFrom('secondFactors').select('secret').where('userId', '=', userId).where('confirmedAt', 'is', null).forUpdate().executeTakeFirst();
  if (!factor) return null;
  const step = stepOf(unseal(factor.secret, places.secondFactor(userId)), code);
  if (step === null) return false;
  const codes = newRecoveryCodes();
  const recoveryHashes = codes.map((recovery) => hashRecoveryCode(userId, recovery));
  await tx.updateTable('secondFactors').set({ confirmedAt: sql<Date>`now()`, lastStep: step, recoveryHashes }).where('userId', '=', userId).execute();
  return codes;
}

export async function removeFactor(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('secondFactors').where('userId', '=', userId).execute();
}

export async function hasFactor(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.selectFrom('secondFactors').select('userId').where('userId', '=', userId).where('confirmedAt', 'is not', null).executeTakeFirst()) !== undefined;
}
