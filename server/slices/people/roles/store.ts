import { sql } from 'kysely';
import type { DataScope, Permission, Scopes } from '@bahu/contract/permissions.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';

export type RoleRecord = NonNullable<Awaited<ReturnType<typeof findRole>>>;

export interface RoleValues {
  name: string;
  scope: DataScope;
  scopes: Scopes;
  permissions: Permission[];
  masksNumbers: boolean;
  autoAnswerSeconds: number;
  description: string;
}

const described = (tx: Tx) =>
  tx
    .selectFrom('roles as r')
    .select([
      'r.id',
      'r.code',
      'r.name',
      'r.isBuiltIn',
      'r.scope',
      'r.scopes',
      'r.permissions',
      'r.masksNumbers',
      'r.autoAnswerSeconds',
      'r.description',
      'r.version',
    ])
    .select(
      sql<number>`(select count(*) from users u where u.tenant_id = r.tenant_id and u.role_id = r.id)`.as('userCount'),
    );

/** From the least to the most that a role may, the tenant's own ones last. */
const builtInOrder = sql`array_position(array['agent', 'leader', 'supervisor', 'inspector', 'administrator'], r.code)`;

export const listRoles = (tx: Tx) =>
  described(tx)
    .orderBy('r.isBuiltIn', 'desc')
    .orderBy(builtInOrder)
    .orderBy(sql`r.name collate "zh-x-icu"`)
    .execute();

export const findRole = (tx: Tx, id: string) => described(tx).where('r.id', '=', id).executeTakeFirst();

export async function insertRole(
  tx: Tx,
  tenantId: string,
  { scopes, ...values }: RoleValues & { code: string },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('roles')
    .values({ ...values, tenantId, id, scopes: JSON.stringify(scopes) })
    .execute();
  return id;
}

/** Changes a role when it still has the version that the editor saw; false when somebody was faster. */
export async function updateRole(
  tx: Tx,
  id: string,
  version: number,
  { scopes, ...values }: Partial<RoleValues>,
): Promise<boolean> {
  const row = await tx
    .updateTable('roles')
    .set({ ...values, ...(scopes && { scopes: JSON.stringify(scopes) }), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const deleteRole = (tx: Tx, id: string) => tx.deleteFrom('roles').where('id', '=', id).execute();
