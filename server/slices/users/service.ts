/** Creating and changing users: the licence, the last administrator, and what a change means for sessions that are open. */
import type { Static } from 'typebox';
import type { NewUser, UserChange } from '@bahu/contract/users.ts';
import { audit } from '../../kernel/audit.ts';
import { hashPassword } from '../../kernel/auth/passwords.ts';
import type { Sessions } from '../../kernel/auth/sessions.ts';
import type { Tx } from '../../kernel/db.ts';
import { Refusal, takenKey } from '../../kernel/errors.ts';
import type { Ctx } from '../../kernel/http/mount.ts';
import * as store from './store.ts';
import type { UserRecord } from './store.ts';

type Change = Static<typeof UserChange>;

/** @throws Refusal user.extension-taken, user.login-name-taken or user.licence-full. */
export async function createUser(ctx: Ctx, input: Static<typeof NewUser>): Promise<UserRecord> {
  const { caller } = ctx;
  const { password, loginName = null, ...user } = input;
  const passwordHash = await hashPassword(password);
  return takenAsRefusal(() => ctx.tenant(async (tx) => {
    const licensed = await store.lockLicence(tx, caller.tenantId);
    if ((await store.countEnabled(tx)) >= licensed) throw new Refusal('user.licence-full', { licensed });
    const id = await store.insertUser(tx, { ...user, loginName, passwordHash, tenantId: caller.tenantId, departmentId: caller.departmentId });
    await audit(tx, ctx, { action: 'user.create', recordType: 'user', recordId: id, after: { ...user, loginName } });
    return mustFind(tx, ctx, id);
  }));
}

/** @throws Refusal not-found, conflict, user.last-administrator, user.licence-full or user.login-name-taken. */
export async function changeUser(ctx: Ctx, sessions: Sessions, id: string, input: Change): Promise<UserRecord> {
  const { version, password, role, isRecorded, ...plain } = input;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  const { before, after } = await takenAsRefusal(() => ctx.tenant(async (tx) => {
    const licensed = await store.lockLicence(tx, ctx.caller.tenantId);
    const before = await mustFind(tx, ctx, id);
    await keepAnAdministrator(tx, before, input);
    if (input.isEnabled === true && !before.isEnabled && (await store.countEnabled(tx)) >= licensed) throw new Refusal('user.licence-full', { licensed });
    const update = { ...plain, ...(role && { roleId: await store.roleId(tx, role) }), ...(passwordHash !== undefined && { passwordHash }) };
    if (!(await store.updateUser(tx, id, version, update))) throw new Refusal('conflict');
    if (isRecorded !== undefined) await store.setRecorded(tx, before.agentId, isRecorded);
    const after = await mustFind(tx, ctx, id);
    await audit(tx, ctx, { action: 'user.change', recordType: 'user', recordId: id, before, after: { ...after, hasNewPassword: password !== undefined } });
    return { before, after };
  }));
  const { tenantId, sessionId } = ctx.caller;
  if (password !== undefined || !after.isEnabled) await sessions.endAllOf(tenantId, id, sessionId);
  else if (after.role !== before.role || after.name !== before.name) await sessions.refreshAllOf(tenantId, id);
  return after;
}

/** A tenant without an administrator could never be changed again. */
async function keepAnAdministrator(tx: Tx, user: UserRecord, change: Change): Promise<void> {
  const isLeaving = user.role === 'administrator' && user.isEnabled && (change.isEnabled === false || (change.role !== undefined && change.role !== 'administrator'));
  if (isLeaving && (await store.countEnabled(tx, 'administrator')) <= 1) throw new Refusal('user.last-administrator');
}

async function mustFind(tx: Tx, ctx: Ctx, id: string): Promise<UserRecord> {
  const user = await store.findUser(tx, ctx.caller, id);
  if (!user) throw new Refusal('not-found');
  return user;
}

async function takenAsRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const key = takenKey(error);
    if (key?.startsWith('agents_')) throw new Refusal('user.extension-taken');
    if (key?.startsWith('users_')) throw new Refusal('user.login-name-taken');
    throw error;
  }
}
