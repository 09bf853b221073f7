/** Operators and how they sign in: apart from all tenants, with the same care against guessing. */
import type { Db, Tx } from '../../kernel/db.ts';
import { createAttempts } from '../../kernel/auth/attempts.ts';
import { endOperatorSessions, startOperatorSession, type OperatorCaller } from '../../kernel/auth/operators.ts';
import { hashPassword, isPassword, refuseSlowly } from '../../kernel/auth/passwords.ts';
import { randomPassword } from '../../kernel/auth/random-password.ts';
import { createSessions, type Sessions } from '../../kernel/auth/sessions.ts';
import { createClock, type Clock } from '../../kernel/clock.ts';
import { Refusal, takenKey } from '../../kernel/errors.ts';
import type { OperatorCtx } from '../../kernel/http/mount.ts';
import { newId } from '../../kernel/ids.ts';
import { listTenants } from '../tenants/index.ts';
import * as store from './accounts-store.ts';
import type { OperatorRecord } from './accounts-store.ts';
import { log, type Actor } from './log.ts';

export interface SignInInput {
  loginName: string;
  password: string;
  address: string;
  device: string;
}

const minute = 60_000;
const limits = { perAccountAndAddress: 15, perAddress: 60 };

/** A function that signs an operator in and returns the token of his session. It throws session.wrong-password, session.locked, session.disabled or too-many-requests. */
export function createOperatorSignIn(db: Db, clock: Clock): (input: SignInInput) => Promise<{ token: string; operator: OperatorRecord }> {
  const perAccount = createAttempts(clock, limits.perAccountAndAddress, minute);
  const perAddress = createAttempts(clock, limits.perAddress, minute);
  /** Names that do not exist lock like those that do, or the lock would tell which exist. */
  const unknown = createAttempts(clock, store.lockOut.wrongPasswords, store.lockOut.minutes * minute);
  const refuse = async (id: string, name: string, address: string, refusal: Refusal): Promise<never> => {
    await db.system((tx) => log(tx, { operator: { operatorId: id, name }, address }, { action: 'session.refuse', after: { reason: refusal.code } }));
    throw refusal;
  };

  return async ({ loginName, password, address, device }) => {
    const name = loginName.trim().toLowerCase();
    if (!perAddress.allow(address) || !perAccount.allow(`${address} ${name}`)) throw new Refusal('too-many-requests');
    const account = await db.system((tx) => store.findByLoginName(tx, name));
    if (!account) {
      await refuseSlowly(password);
      throw unknown.allow(name) ? new Refusal('session.wrong-password') : locked();
    }
    const { id } = account;
    if (!(await db.system((tx) => store.countAttempt(tx, id)))) {
      await refuseSlowly(password);
      return refuse(id, account.name, address, locked());
    }
    if (!(await isPassword(account.passwordHash, password))) return refuse(id, account.name, address, new Refusal('session.wrong-password'));
    if (!account.isEnabled) return refuse(id, account.name, address, new Refusal('session.disabled'));
    return db.system(async (tx) => {
      await store.noteSuccess(tx, id);
      await log(tx, { operator: { operatorId: id, name: account.name }, address }, { action: 'session.start' });
      return { token: await startOperatorSession(tx, { operatorId: id, address, device }), operator: await mustFind(tx, id) };
    });
  };
}

const locked = (): Refusal => new Refusal('session.locked', { minutes: store.lockOut.minutes });

/** Ends the one session that asks. */
export async function signOut(tx: Tx, actor: OperatorCtx): Promise<void> {
  await tx.deleteFrom('operatorSessions').where('id', '=', actor.operator.sessionId).execute();
  await log(tx, actor, { action: 'session.end' });
}

/** Changes one's own password and ends the other sessions. @throws Refusal session.wrong-password, session.same-password or too-many-requests. */
export async function changePassword(db: Db, ctx: OperatorCtx, current: string, next: string): Promise<void> {
  const { operatorId, sessionId } = ctx.operator;
  if (!(await db.system((tx) => store.countAttempt(tx, operatorId)))) throw new Refusal('too-many-requests');
  const stored = await db.system((tx) => store.findPasswordHash(tx, operatorId));
  if (!stored || !(await isPassword(stored.passwordHash, current))) throw new Refusal('session.wrong-password');
  if (current === next) throw new Refusal('session.same-password');
  const hash = await hashPassword(next);
  await db.system(async (tx) => {
    await store.setPassword(tx, operatorId, hash, false);
    await endOperatorSessions(tx, operatorId, sessionId);
    await log(tx, ctx, { action: 'password.change' });
  });
}

/** Creates an operator with a random password. @throws Refusal user.login-name-taken. */
export async function createOperator(db: Db, actor: Actor, input: { loginName: string; name: string }): Promise<{ operator: OperatorRecord; password: string }> {
  const password = randomPassword();
  const operator = await insertOperator(db, actor, { ...input, password, mustChangePassword: true });
  if (!operator) throw new Refusal('user.login-name-taken');
  return { operator, password };
}

/** Creates an operator with a given password, or answers null when the name is taken. */
export async function insertOperator(
  db: Db, actor: Actor, input: { loginName: string; name: string; password: string; mustChangePassword: boolean },
): Promise<OperatorRecord | null> {
  const { password, ...rest } = input;
  const passwordHash = await hashPassword(password);
  const id = newId();
  try {
    return await db.system(async (tx) => {
      await tx.insertInto('operators').values({ ...rest, id, passwordHash }).execute();
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
    await log(tx, ctx, { action: 'operator.change', before: { loginName: before.loginName, isEnabled: before.isEnabled }, after: { loginName: before.loginName, isEnabled } });
    return mustFind(tx, id);
  });
}

/** Gives an operator a new random password and ends his sessions; null when nobody has that name. For the command line of the installation. */
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
  await endVisits(db, createSessions(db, createClock()), id);
  return password;
}

/** Ends an operator's visits in all tenants; to be called when his account or his password has ended. */
export async function endVisits(db: Db, sessions: Sessions, operatorId: string): Promise<void> {
  for (const { id } of await db.system(listTenants)) await sessions.endSupportOf(id, operatorId);
}

/** Who asks, as his row says. */
export const whoIs = (tx: Tx, { operatorId }: Pick<OperatorCaller, 'operatorId'>): Promise<OperatorRecord> => mustFind(tx, operatorId);

async function mustFind(tx: Tx, id: string): Promise<OperatorRecord> {
  const operator = await store.findOperatorById(tx, id);
  if (!operator) throw new Refusal('not-found');
  return operator;
}
