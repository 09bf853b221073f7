/** Deleting a user: only one with whom nothing has happened yet; whoever has worked can be disabled, not deleted (SPEC U2). */
import { sql } from 'kysely';
import { audit } from '../../../kernel/audit.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { errorCode, Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { mustFind } from './change.ts';
import { isNoHigher } from './scope.ts';
import { countEnabled, lockLicence, type UserRecord } from './store.ts';

/** @throws Refusal not-found, user.is-self, user.role-above-own, user.has-data or user.last-administrator. */
export async function removeUser(ctx: Ctx, sessions: Sessions, id: string): Promise<UserRecord> {
  const { tenantId, userId } = ctx.principal;
  if (id === userId) throw new Refusal('user.is-self');
  await ctx.tenant((tx) => mustBeRemovable(tx, ctx, id));
  // While there are sessions to end: they would go with them, but this process would go on knowing them for a moment.
  await sessions.endAllOf(tenantId, id, 'administrator');
  return hasDataAsRefusal(() =>
    ctx.tenant(async (tx) => {
      await lockLicence(tx, tenantId);
      const user = await mustBeRemovable(tx, ctx, id);
      await deleteRows(tx, id);
      const { roleRights: _rights, ...before } = user;
      await audit(tx, ctx, {
        action: 'user.delete',
        recordType: 'user',
        recordId: id,
        recordName: `${user.name} ${user.extension}`,
        before,
      });
      await emit(tx, 'user.deleted', id);
      return user;
    }),
  );
}

/** Deletes a user who has no data, with what others keep of them. */
export async function deleteRows(tx: Tx, id: string): Promise<void> {
  await publish(tx, 'user.removed', { userId: id });
  await tx.deleteFrom('agents').where('id', '=', id).execute();
  await tx.deleteFrom('users').where('id', '=', id).execute();
}

async function mustBeRemovable(tx: Tx, ctx: Ctx, id: string): Promise<UserRecord> {
  const user = await mustFind(tx, ctx, id);
  if (!isNoHigher(ctx.principal, user)) throw new Refusal('user.role-above-own');
  if (await hasData(tx, user)) throw new Refusal('user.has-data');
  if (user.roleCode === 'administrator' && user.isEnabled && (await countEnabled(tx, 'administrator')) <= 1)
    throw new Refusal('user.last-administrator');
  return user;
}

/** Calls (recordings with them), customers, follow-ups, time at work, deeds in the audit log. Memberships and sessions are none. */
export async function hasData(tx: Tx, { id }: Pick<UserRecord, 'id'>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select
    exists (select from calls where agent_id = ${id}) or exists (select from customers where owner_id = ${id}) or exists (select from deleted_customers where owner_id = ${id})
    or exists (select from follow_ups where agent_id = ${id}) or exists (select from audit_rows where actor_id = ${id})
    or exists (select from agent_states where agent_id = ${id} and state <> 'offline')
    or exists (select from live_state where kind = 'agent' and id = ${id} and state ->> 'state' <> 'offline') as found`.execute(
    tx,
  );
  return rows[0]!.found;
}

/** Whatever else refers to them (their exports, their keys) is data, too. */
async function hasDataAsRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw errorCode(error) === '23503' ? new Refusal('user.has-data') : error;
  }
}
