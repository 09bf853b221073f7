/** Operators: who they are, their passwords, and what ends with them. */
import { isCommonPassword } from '@bahu/domain/passwords/commonest.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import type { Attempts } from '../../../kernel/auth/attempts.ts';
import { endOperatorSession, endOperatorSessions, type OperatorPrincipal } from '../../../kernel/auth/operators.ts';
import { hashPassword, isPassword } from '../../../kernel/auth/passwords.ts';
import { randomPassword } from '../../../kernel/auth/random-password.ts';
import { createSessions, type Sessions } from '../../../kernel/auth/sessions.ts';
import { nobodysTenant, unlockAccount } from '../../../kernel/auth/sign-in-guard.ts';
import { createClock } from '../../../kernel/clock.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import type { OperatorCtx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { listTenants } from '../tenants/index.ts';
import * as store from './accounts-store.ts';
import type { OperatorRecord } from './accounts-store.ts';
import { log, type Actor } from './log.ts';

/** As an operator's tries to sign in are counted. */
export const accountOf = (idOrName: string): string => `operator ${idOrName}`;

/** Ends the one session that asks. */
export async function signOut(tx: Tx, actor: OperatorCtx): Promise<void> {
  await endOperatorSession(tx, actor.operator.sessionId);
  await log(tx, actor, { action: 'session.end' });
}

/** Somebody at an open screen may guess so often. @throws Refusal session.wrong-password or too-many-requests. */
export async function confirmPassword(db: Db, ctx: OperatorCtx, guesses: Attempts, password: string): Promise<void> {
  if (!guesses.allow(ctx.operator.operatorId)) throw new Refusal('too-many-requests');
  const stored = await db.system((tx) => store.findPasswordHash(tx, ctx.operator.operatorId));
  if (!stored || !(await isPassword(stored.passwordHash, password))) throw new Refusal('session.wrong-password');
}

/** Changes one's own password and ends the other sessions. @throws Refusal session.wrong-password, session.same-password, session.common-password or too-many-requests. */
export async function changePassword(
  db: Db,
  ctx: OperatorCtx,
  guesses: Attempts,
  current: string,
  next: string,
): Promise<void> {
  const { operatorId, sessionId } = ctx.operator;
  await confirmPassword(db, ctx, guesses, current);
  if (current === next) throw new Refusal('session.same-password');
  const { loginName, name } = await db.system((tx) => mustFind(tx, operatorId));
  if (isCommonPassword(next, [loginName, name])) throw new Refusal('session.common-password');
  const hash = await hashPassword(next);
  await db.system(async (tx) => {
    await store.setPassword(tx, operatorId, hash, false);
    await endOperatorSessions(tx, operatorId, sessionId);
    await log(tx, ctx, { action: 'password.change' });
  });
}

/** Creates an operator with a random password. @throws Refusal user.login-name-taken. */
export async function createOperator(
  db: Db,
  actor: Actor,
  input: { loginName: string; name: string },
): Promise<{ operator: OperatorRecord; password: string }> {
  const password = randomPassword();
  const operator = await insertOperator(db, actor, { ...input, password, mustChangePassword: true });
  if (!operator) throw new Refusal('user.login-name-taken');
  return { operator, password };
}

/** Creates an operator with a given password, or answers null when the name is taken. */
export async function insertOperator(
  db: Db,
  actor: Actor,
  input: { loginName: string; name: string; password: string; mustChangePassword: boolean },
): Promise<OperatorRecord | null> {
  const { password, ...rest } = input;
  const passwordHash = await hashPassword(password);
  const id = newId();
  try {
    return await db.system(async (tx) => {
      await tx
        .insertInto('operators')
        .values({ ...rest, id, passwordHash })
        .execute();
      await log(tx, actor, { action: 'operator.create', after: { loginName: input.loginName, name: input.name } });
      return mustFind(tx, id);
    });
  } catch (error) {
    if (takenKey(error) === 'operators_by_login_name') return null;
    throw error;
  }
}

/** Enables or disables an operator; a disabled one is signed out at once. @throws Refusal not-found or operator.is-self. */
export async function setEnabled(db: Db, ctx: OperatorCtx, id: string, isEnabled: boolean): Promise<OperatorRecord> {
  if (id === ctx.operator.operatorId && !isEnabled) throw new Refusal('operator.is-self');
  return db.system(async (tx) => {
    const before = await mustFind(tx, id);
    await tx.updateTable('operators').set({ isEnabled }).where('id', '=', id).execute();
    if (!isEnabled) await endOperatorSessions(tx, id);
    await log(tx, ctx, {
      action: 'operator.change',
      before: { loginName: before.loginName, isEnabled: before.isEnabled },
      after: { loginName: before.loginName, isEnabled },
    });
    return mustFind(tx, id);
  });
}

/** Gives an operator a new random password and ends their sessions; null when nobody has that name. For the command line of the installation. */
export async function resetOperator(db: Db, actor: Actor, loginName: string): Promise<string | null> {
  const password = randomPassword();
  const hash = await hashPassword(password);
  const id = await db.system(async (tx) => {
    const operator = await store.findByLoginName(tx, loginName);
    if (!operator) return null;
    await store.setPassword(tx, operator.id, hash, true);
    await tx.updateTable('operators').set({ isEnabled: true }).where('id', '=', operator.id).execute();
    await endOperatorSessions(tx, operator.id);
    await log(tx, actor, { action: 'operator.reset-password', after: { loginName } });
    return operator.id;
  });
  if (id === null) return null;
  await db.tenant(nobodysTenant, (tx) => unlockAccount(tx, accountOf(id)));
  await endVisits(db, createSessions(db, createClock()), id);
  return password;
}

/** Ends an operator's visits in all tenants; to be called when their account or their password has ended. */
export async function endVisits(db: Db, sessions: Sessions, operatorId: string): Promise<void> {
  for (const { id } of await db.system(listTenants)) await sessions.endSupportOf(id, operatorId);
}

/** Who asks, as their row says. */
export const whoIs = (tx: Tx, { operatorId }: Pick<OperatorPrincipal, 'operatorId'>): Promise<OperatorRecord> =>
  mustFind(tx, operatorId);

async function mustFind(tx: Tx, id: string): Promise<OperatorRecord> {
  const operator = await store.findOperatorById(tx, id);
  if (!operator) throw new Refusal('not-found');
  return operator;
}
