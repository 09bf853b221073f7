/** An operator's second factor: turned on and off in person, taken away on the command line of the installation when the device is lost. */
import { sql } from 'kysely';
import type { Attempts } from '../../../kernel/auth/attempts.ts';
import { createFactors } from '../../../kernel/auth/factors.ts';
import { endOperatorSessions } from '../../../kernel/auth/operators.ts';
import { newSecret, standardIssuer } from '../../../kernel/auth/second-factor.ts';
import { createSessions } from '../../../kernel/auth/sessions.ts';
import { createClock } from '../../../kernel/clock.ts';
import type { Db } from '../../../kernel/db.ts';
import type { OperatorCtx } from '../../../kernel/http/mount.ts';
import { installationBranding } from '../../../kernel/installation.ts';
import { places } from '../../../kernel/vault.ts';
import { confirmPassword, endVisits, whoIs } from './accounts.ts';
import { findByLoginName } from './accounts-store.ts';
import { log, type Actor } from './log.ts';

export const factors = createFactors({
  place: places.operatorFactor,
  lock: (tx, operatorId) =>
    tx
      .selectFrom('operatorSecondFactors')
      .select(['operatorId as sealedFor', 'secret', 'confirmedAt', 'recoveryHashes', 'lastStep'])
      .where('operatorId', '=', operatorId)
      .forUpdate()
      .executeTakeFirst(),
  begin: async (tx, operatorId, secret) => {
    const row = await tx
      .insertInto('operatorSecondFactors')
      .values({ operatorId, secret })
      .onConflict((conflict) =>
        conflict.column('operatorId').doUpdateSet({ secret }).where('operatorSecondFactors.confirmedAt', 'is', null),
      )
      .returning('operatorId')
      .executeTakeFirst();
    return row !== undefined;
  },
  change: async (tx, operatorId, { isConfirmed, ...values }) => {
    await tx
      .updateTable('operatorSecondFactors')
      .set({ ...values, ...(isConfirmed && { confirmedAt: sql<Date>`now()` }) })
      .where('operatorId', '=', operatorId)
      .execute();
  },
  remove: async (tx, operatorId) => {
    await tx.deleteFrom('operatorSecondFactors').where('operatorId', '=', operatorId).execute();
  },
});

/** @throws Refusal session.wrong-password, too-many-requests, or conflict when one is in use. */
export async function startFactor(
  db: Db,
  ctx: OperatorCtx,
  guesses: Attempts,
  password: string,
): Promise<{ secret: string; uri: string }> {
  await confirmPassword(db, ctx, guesses, password);
  const { productName } = await installationBranding(db);
  return db.system(async (tx) => {
    const { id, loginName } = await whoIs(tx, ctx.operator);
    const made = newSecret(productName || standardIssuer, loginName);
    await factors.begin(tx, id, made.secret);
    return made;
  });
}

/** Returns the recovery codes, which nobody can read again. @throws Refusal session.wrong-code, or conflict when none was begun. */
export function confirmFactor(db: Db, ctx: OperatorCtx, code: string): Promise<string[]> {
  return db.system(async (tx) => {
    const codes = await factors.confirm(tx, ctx.operator.operatorId, code);
    await log(tx, ctx, { action: 'second-factor.set-up' });
    return codes;
  });
}

/** @throws Refusal session.wrong-password, session.wrong-code or too-many-requests. */
export async function removeFactor(
  db: Db,
  ctx: OperatorCtx,
  guesses: Attempts,
  { password, code }: { password: string; code: string },
): Promise<void> {
  await confirmPassword(db, ctx, guesses, password);
  await db.system(async (tx) => {
    await factors.remove(tx, ctx.operator.operatorId, code);
    await log(tx, ctx, { action: 'second-factor.remove' });
  });
}

/**
 * Takes a factor away whose owner has lost the device, and ends the operator's sessions and visits: whoever holds the device may hold one. Answers
 * whether there was one, null when nobody has that name. For the command line of the installation.
 */
export async function takeFactorAway(db: Db, actor: Actor, loginName: string): Promise<boolean | null> {
  const found = await db.system(async (tx) => {
    const operator = await findByLoginName(tx, loginName);
    if (!operator) return null;
    if (!operator.hasSecondFactor) return { id: operator.id, had: false };
    await tx.deleteFrom('operatorSecondFactors').where('operatorId', '=', operator.id).execute();
    await endOperatorSessions(tx, operator.id);
    await log(tx, actor, { action: 'operator.remove-second-factor', after: { loginName: operator.loginName } });
    return { id: operator.id, had: true };
  });
  if (found?.had) await endVisits(db, createSessions(db, createClock()), found.id);
  return found && found.had;
}
