/** The roles that every tenant has from its beginning. */
import { defaultRoles, roleCodes, standardRoleNames, type RoleCode } from '@bahu/contract/permissions.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Listeners } from '../../../kernel/domain-events.ts';
import { newId } from '../../../kernel/ids.ts';

/** The built-in roles of a new tenant, as ids by code. */
export async function insertRoles(
  tx: Tx,
  tenantId: string,
  administratorRoleId: string = newId(),
): Promise<Record<RoleCode, string>> {
  const ids = Object.fromEntries(roleCodes.map((code) => [code, newId()])) as Record<RoleCode, string>;
  ids.administrator = administratorRoleId;
  await tx
    .insertInto('roles')
    .values(
      roleCodes.map((code) => {
        const { scopes, ...rights } = defaultRoles[code];
        return {
          tenantId,
          id: ids[code],
          code,
          name: standardRoleNames[code],
          isBuiltIn: true,
          ...rights,
          scopes: JSON.stringify(scopes),
        };
      }),
    )
    .execute();
  return ids;
}

export const roleListeners: Listeners = {
  'tenant.created': async (tx, { tenantId, administratorRoleId }) => {
    await insertRoles(tx, tenantId, administratorRoleId);
  },
};
