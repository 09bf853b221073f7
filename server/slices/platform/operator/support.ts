/** Entering a tenant for support, and helping an administrator who cannot sign in. Both are written into the tenant's own audit log too. */
import { audit, type AuditEntry } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { hashPassword } from '../../../kernel/auth/passwords.ts';
import { randomPassword } from '../../../kernel/auth/random-password.ts';
import { readPrincipal } from '../../../kernel/auth/read-principal.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import { unlockAccount } from '../../../kernel/auth/sign-in-guard.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { OperatorCtx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { revokeKeysOf } from '../api-keys/index.ts';
import { log } from './log.ts';
import { mustFind } from './tenants.ts';
import { goInto } from './tenants-store.ts';

interface Administrator {
  id: string;
  name: string;
  extension: string;
}

/** The administrator with the lowest extension; every tenant keeps one that is enabled. */
async function findAdministrator(tx: Tx): Promise<Administrator> {
  const row = await tx
    .selectFrom('users as u')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.id', '=', 'u.id'))
    .innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId'))
    .where('r.code', '=', 'administrator')
    .where('u.isEnabled', '=', true)
    .select(['u.id', 'u.name', 'a.extension'])
    .orderBy('a.extension')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

/** Starts a session of one hour, or of what is left of the operator's own, with an administrator's rights and without a phone; returns its token. @throws Refusal not-found. */
export async function enterTenant(
  db: Db,
  sessions: Sessions,
  ctx: OperatorCtx,
  tenantId: string,
  reason: string,
): Promise<string> {
  const { operator, address, device } = ctx;
  return db.system(async (tx) => {
    await mustFind(tx, tenantId);
    await log(tx, ctx, { action: 'tenant.enter', tenantId, after: { reason } });
    await goInto(tx, tenantId);
    const { id: userId } = await findAdministrator(tx);
    const started = await sessions.start(tx, {
      tenantId,
      userId,
      address,
      device,
      staySignedIn: false,
      operator: { id: operator.operatorId, name: operator.name, endsAt: operator.sessionEndsAt },
    });
    await audit(tx, await supporter(tx, ctx, { tenantId, userId, sessionId: started.sessionId }), {
      action: 'support.enter',
      recordType: 'tenant',
      recordId: tenantId,
      after: { reason },
    });
    return started.token;
  });
}

/** Gives the administrator a random password that must be changed and ends their sessions. @throws Refusal not-found. */
export async function resetAdministrator(
  db: Db,
  sessions: Sessions,
  ctx: OperatorCtx,
  tenantId: string,
): Promise<{ account: string; password: string }> {
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const { account, userId } = await db.system(async (tx) => {
    const { code } = await mustFind(tx, tenantId);
    await log(tx, ctx, { action: 'tenant.reset-administrator', tenantId });
    await goInto(tx, tenantId);
    const user = await findAdministrator(tx);
    await publish(tx, 'administrator.locked-out', { userId: user.id, passwordHash });
    await unlockAccount(tx, user.id);
    const record: AuditEntry = {
      action: 'user.reset-password',
      recordType: 'user',
      recordId: user.id,
      recordName: `${user.extension} ${user.name}`,
    };
    const actor = await supporter(tx, ctx, { tenantId, userId: user.id, sessionId: newId() });
    await audit(tx, actor, record);
    await revokeKeysOf(tx, actor, user.id);
    return { account: code + user.extension, userId: user.id };
  });
  await sessions.endAllOf(tenantId, userId, 'password');
  return { account, password };
}

/** Who writes into the tenant's audit log: the operator. */
async function supporter(
  tx: Tx,
  ctx: OperatorCtx,
  source: { tenantId: string; userId: string; sessionId: string },
): Promise<{ principal: Principal; address: string }> {
  const { operatorId, name } = ctx.operator;
  const principal = await readPrincipal(tx, {
    ...source,
    support: { operatorId, operatorName: name, endsAt: new Date() },
  });
  if (!principal) throw new Refusal('not-found');
  return { principal, address: ctx.address };
}
