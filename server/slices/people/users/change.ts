/** Changing users, one or many at once: one transaction, one audit row for each whom it changes. */
import type { Static } from 'typebox';
import type { UserChange, userRoutes } from '@bahu/contract/users.ts';
import { audit } from '../../../kernel/audit.ts';
import { textFrom } from '../../../kernel/auth/principal.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { takenAsRefusal } from './create.ts';
import { checkFields, checkKind, isCircle, readPhone } from './fields.ts';
import { isNoHigher } from './scope.ts';
import {
  countEnabled,
  findUser,
  findUsers,
  lockLicence,
  selectedBy,
  superiorsByUser,
  type UserRecord,
} from './store.ts';
import { updateUsers, type Stored } from './write.ts';

type ManyChanges = Static<(typeof userRoutes)['changeMany']['body']>;
interface Changed {
  before: UserRecord;
  after: UserRecord;
}

/** @throws Refusal not-found, conflict, and what `changeAll` throws. */
export async function changeUser(
  ctx: Ctx,
  sessions: Sessions,
  id: string,
  input: Static<typeof UserChange>,
): Promise<{ user: UserRecord; isChanged: boolean }> {
  const { version, boundPhone, ...rest } = input;
  const { before, changed } = await takenAsRefusal(() =>
    ctx.tenant(async (tx) => {
      const licensed = await lockLicence(tx, ctx.principal.tenantId);
      const before = await mustFind(tx, ctx, id);
      if (before.version !== version) throw new Refusal('conflict');
      const phone =
        boundPhone === undefined
          ? {}
          : {
              boundPhone: readPhone(
                ctx.principal,
                await homeOf(tx, ctx.principal.tenantId),
                boundPhone,
                before.boundPhone,
              ),
            };
      const notes =
        rest.notes === undefined
          ? {}
          : { notes: rest.notes.map((note, i) => textFrom(ctx.principal, note, before.notes[i] ?? '')) };
      return { before, changed: await changeAll(tx, ctx, licensed, [before], { ...rest, ...phone, ...notes }) };
    }),
  );
  await tellSessions(ctx, sessions, changed);
  return { user: changed[0]?.after ?? before, isChanged: changed.length > 0 };
}

/** Changes those of the selection whom the editor may edit. @throws Refusal as `changeAll` does; then nobody is changed. */
export async function changeUsers(
  ctx: Ctx,
  sessions: Sessions,
  { selection, change }: ManyChanges,
): Promise<UserRecord[]> {
  const changed = await ctx.tenant(async (tx) => {
    const licensed = await lockLicence(tx, ctx.principal.tenantId);
    const ids = 'ids' in selection ? selection.ids : selectedBy(tx, ctx.principal, 'user.edit', selection);
    return changeAll(tx, ctx, licensed, await findUsers(tx, ctx.principal, 'user.edit', ids), change);
  });
  await tellSessions(ctx, sessions, changed);
  return changed.map(({ after }) => after);
}

/**
 * Gives the users the fields and returns those whom that changed.
 * @throws Refusal user.role-above-own, user.wrong-superior, user.administrator-extension, user.last-administrator, user.licence-full, and what `checkFields` throws.
 */
async function changeAll(
  tx: Tx,
  ctx: Ctx,
  licensed: number,
  users: readonly UserRecord[],
  fields: Stored,
): Promise<Changed[]> {
  const { principal } = ctx;
  if (users.some((user) => !isNoHigher(principal, user))) throw new Refusal('user.role-above-own');
  const { boundPhone: _checked, ...toCheck } = fields;
  await checkFields(tx, principal, toCheck, users);
  if (fields.kind !== undefined) for (const user of users) checkKind(user.extension, fields.kind);
  const targets = users.filter((user) => changedKeys(user, fields).length > 0);
  if (targets.length === 0) return [];
  if (
    fields.superiorId &&
    isCircle(await superiorsByUser(tx), new Set(targets.map((user) => user.id)), fields.superiorId)
  )
    throw new Refusal('user.wrong-superior');
  await updateUsers(tx, principal.tenantId, targets, fields);
  await keepCounts(tx, licensed, targets, fields);
  const { departmentId } = fields;
  if (departmentId !== undefined)
    await publish(tx, 'agent.moved', {
      agentIds: targets.filter((user) => user.departmentId !== departmentId).map((user) => user.id),
      departmentId,
    });
  const after = new Map(
    (
      await findUsers(
        tx,
        { ...principal, scope: 'all', scopes: {} },
        'user.read',
        targets.map((user) => user.id),
      )
    ).map((user) => [user.id, user]),
  );
  const changed = targets.map((before) => ({ before, after: after.get(before.id)! }));
  for (const one of changed) await auditChange(tx, ctx, one, fields);
  return changed;
}

function changedKeys(user: UserRecord, fields: Stored): (keyof Stored & keyof UserRecord)[] {
  const normal = (value: unknown): string => JSON.stringify(Array.isArray(value) ? [...(value as unknown[])] : value);
  const keys = Object.keys(fields) as (keyof Stored & keyof UserRecord)[];
  return keys.filter((key) =>
    key === 'groupIds'
      ? normal(user.groupIds) !== normal([...new Set(fields.groupIds)].sort())
      : normal(user[key]) !== normal(fields[key]),
  );
}

/** A tenant without an administrator could never be changed again, and nobody works without a licence. */
async function keepCounts(tx: Tx, licensed: number, targets: readonly UserRecord[], fields: Stored): Promise<void> {
  const mayLoseOne = targets.some((user) => user.isEnabled && user.roleCode === 'administrator');
  if (mayLoseOne && (await countEnabled(tx, 'administrator')) === 0) throw new Refusal('user.last-administrator');
  const isMore = fields.isEnabled === true && targets.some((user) => !user.isEnabled);
  if (isMore && (await countEnabled(tx)) > licensed) throw new Refusal('user.licence-full', { licensed });
}

/** The log names roles, departments, superiors and trunks, which can be gone when somebody reads it. */
const names = {
  roleId: 'roleName',
  departmentId: 'departmentName',
  superiorId: 'superiorName',
  trunkId: 'trunkName',
} as const;

async function auditChange(tx: Tx, ctx: Ctx, { before, after }: Changed, fields: Stored): Promise<void> {
  const keys = changedKeys(before, fields).map((key) => (key in names ? names[key as keyof typeof names] : key));
  const part = (user: UserRecord): object => Object.fromEntries(keys.map((key) => [key, user[key]]));
  await audit(tx, ctx, {
    action: 'user.change',
    recordType: 'user',
    recordId: before.id,
    recordName: `${before.name} ${before.extension}`,
    before: part(before),
    after: part(after),
  });
  await emit(tx, 'user.changed', before.id);
}

/** Whoever was disabled is signed out; whose rights or name changed is looked up anew. */
async function tellSessions(ctx: Ctx, sessions: Sessions, changed: readonly Changed[]): Promise<void> {
  const { tenantId } = ctx.principal;
  for (const { before, after } of changed) {
    if (before.isEnabled && !after.isEnabled) await sessions.endAllOf(tenantId, after.id, 'disabled');
    else if (before.roleId !== after.roleId || before.departmentId !== after.departmentId || before.name !== after.name)
      await sessions.refreshAllOf(tenantId, after.id);
  }
}

/** A user whom the editor may edit by their scope. @throws Refusal not-found. */
export async function mustFind(tx: Tx, ctx: Ctx, id: string): Promise<UserRecord> {
  const user = await findUser(tx, ctx.principal, 'user.edit', id);
  if (!user) throw new Refusal('not-found');
  return user;
}
