/** Creating, changing and removing roles: nobody gives more than they have, and the administrator's role stays what it is. */
import type { Static } from 'typebox';
import type { NewRole, RoleChange } from '@bahu/contract/roles.ts';
import type { Scopes } from '@bahu/contract/permissions.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { isWithin, type RoleRights } from '../../../kernel/auth/rights.ts';
import type { Tx } from '../../../kernel/db.ts';
import { errorCode, Refusal, takenKey } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import * as store from './store.ts';
import type { RoleRecord } from './store.ts';

/** @throws Refusal role.above-own, role.code-taken or role.name-taken. */
export function createRole(ctx: Ctx, input: Static<typeof NewRole>): Promise<RoleRecord> {
  const { scopes, description = '', autoAnswerSeconds = 0, ...rest } = input;
  const values = { ...rest, description, autoAnswerSeconds, scopes: (scopes ?? {}) as Scopes };
  mustBeWithin(ctx.principal, values);
  return takenAsRefusal(() =>
    ctx.tenant(async (tx) => {
      const id = await store.insertRole(tx, ctx.principal.tenantId, values);
      await audit(tx, ctx, {
        action: 'role.create',
        recordType: 'role',
        recordId: id,
        recordName: values.name,
        after: values,
      });
      return mustFind(tx, id);
    }),
  );
}

/** @throws Refusal not-found, conflict, role.built-in for the administrator's, role.above-own or role.name-taken. */
export function changeRole(ctx: Ctx, id: string, input: Static<typeof RoleChange>): Promise<RoleRecord> {
  const { version, scopes, ...rest } = input;
  const values = { ...rest, ...(scopes && { scopes: scopes as Scopes }) };
  return takenAsRefusal(() =>
    ctx.tenant(async (tx) => {
      const before = await mustFind(tx, id);
      if (before.code === 'administrator') throw new Refusal('role.built-in');
      mustBeWithin(ctx.principal, before);
      mustBeWithin(ctx.principal, { ...before, ...values });
      if (!(await store.updateRole(tx, id, version, values))) throw new Refusal('conflict');
      const keys = Object.keys(values) as (keyof typeof values)[];
      await audit(tx, ctx, {
        action: 'role.change',
        recordType: 'role',
        recordId: id,
        recordName: before.name,
        before: Object.fromEntries(keys.map((key) => [key, before[key]])),
        after: values,
      });
      return mustFind(tx, id);
    }),
  );
}

/** @throws Refusal not-found, role.built-in, role.above-own, or role.in-use while somebody has it. */
export async function removeRole(ctx: Ctx, id: string): Promise<RoleRecord> {
  try {
    return await ctx.tenant(async (tx) => {
      const role = await mustFind(tx, id);
      if (role.isBuiltIn) throw new Refusal('role.built-in');
      mustBeWithin(ctx.principal, role);
      if (role.userCount > 0) throw new Refusal('role.in-use', { users: role.userCount });
      await store.deleteRole(tx, id);
      const { id: _id, version: _version, userCount: _count, isBuiltIn: _builtIn, ...before } = role;
      await audit(tx, ctx, { action: 'role.delete', recordType: 'role', recordId: id, recordName: role.name, before });
      return role;
    });
  } catch (error) {
    // Somebody was given the role in this very moment.
    throw errorCode(error) === '23503' ? new Refusal('role.in-use', { users: 1 }) : error;
  }
}

async function mustFind(tx: Tx, id: string): Promise<RoleRecord> {
  const role = await store.findRole(tx, id);
  if (!role) throw new Refusal('not-found');
  return role;
}

function mustBeWithin(principal: Principal, role: RoleRights): void {
  if (!isWithin(principal, role)) throw new Refusal('role.above-own');
}

async function takenAsRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const key = takenKey(error);
    if (key === 'roles_by_name') throw new Refusal('role.name-taken');
    if (key === 'roles_tenant_id_code_key') throw new Refusal('role.code-taken');
    throw error;
  }
}
