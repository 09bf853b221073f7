/** A user's way in: a new password, a lost second factor, the lock after wrong passwords, where they are signed in. */
import { sql } from 'kysely';
import { audit, type AuditEntry } from '../../../kernel/audit.ts';
import { hashPassword } from '../../../kernel/auth/passwords.ts';
import { randomPassword } from '../../../kernel/auth/random-password.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import { unlockAccount } from '../../../kernel/auth/sign-in-guard.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { revokeKeysOf } from '../../platform/api-keys/index.ts';
import { passwordLengthOf } from '../../platform/tenants/index.ts';
import { mustFind } from './change.ts';
import { isNoHigher } from './scope.ts';
import type { UserRecord } from './store.ts';

/** Gives a random password, which unlocks the account and must be changed, ends the user's sessions, and revokes their API keys. @throws Refusal not-found, user.role-above-own, or forbidden for one's own. */
export async function resetPassword(
  ctx: Ctx,
  sessions: Sessions,
  id: string,
): Promise<{ userId: string; extension: string; password: string }> {
  notHimself(ctx, id);
  const password = randomPassword(await ctx.tenant((tx) => passwordLengthOf(tx, ctx.principal.tenantId)));
  const passwordHash = await hashPassword(password);
  const user = await manage(ctx, id, 'user.reset-password', async (tx) => {
    await tx
      .updateTable('users')
      .set({
        passwordHash,
        mustChangePassword: true,
        passwordChangedAt: sql<Date>`now()`,
        lockedUntil: null,
        version: sql<number>`version + 1`,
      })
      .where('id', '=', id)
      .execute();
    await unlockAccount(tx, id);
    await revokeKeysOf(tx, ctx, id);
  });
  await sessions.endAllOf(ctx.principal.tenantId, id, 'password');
  return { userId: id, extension: user.extension, password };
}

/** Takes a second factor away whose owner cannot use it any more. @throws Refusal not-found, user.role-above-own, or forbidden for one's own. */
export async function resetSecondFactor(ctx: Ctx, sessions: Sessions, id: string): Promise<UserRecord> {
  notHimself(ctx, id);
  const user = await manage(ctx, id, 'user.reset-second-factor', async (tx) => {
    await publish(tx, 'user.second-factor-lost', { userId: id });
  });
  await sessions.refreshAllOf(ctx.principal.tenantId, id);
  return user;
}

/** Lets somebody try again who has typed wrong passwords. @throws Refusal not-found or user.role-above-own. */
export const unlockUser = (ctx: Ctx, id: string): Promise<UserRecord> =>
  manage(ctx, id, 'user.unlock', async (tx) => {
    await tx.updateTable('users').set({ lockedUntil: null }).where('id', '=', id).execute();
    await unlockAccount(tx, id);
  });

/** Signs a user out everywhere. @throws Refusal not-found or user.role-above-own. */
export async function signOutUser(ctx: Ctx, sessions: Sessions, id: string): Promise<void> {
  await manage(ctx, id, 'user.sign-out', async () => undefined);
  await sessions.endAllOf(ctx.principal.tenantId, id, 'administrator');
}

/** One's own are changed with the password that one has: an open screen must not be enough. The provider's operator is no user of the tenant. */
function notHimself({ principal }: Ctx, id: string): void {
  if (id === principal.userId && principal.via !== 'operator') throw new Refusal('forbidden');
}

async function manage(
  ctx: Ctx,
  id: string,
  action: AuditEntry['action'],
  work: (tx: Tx) => Promise<void>,
): Promise<UserRecord> {
  return ctx.tenant(async (tx) => {
    const user = await mustFind(tx, ctx, id);
    if (!isNoHigher(ctx.principal, user)) throw new Refusal('user.role-above-own');
    await work(tx);
    await audit(tx, ctx, { action, recordType: 'user', recordId: id, recordName: `${user.name} ${user.extension}` });
    return mustFind(tx, ctx, id);
  });
}
