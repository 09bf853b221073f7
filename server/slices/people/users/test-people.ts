/** What tests of people need around the tenant that stands ready: departments, groups, trunks, caller IDs, roles with more rights. */
import type { Permission, RoleCode } from '@bahu/contract/permissions.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import { newId } from '../../../kernel/ids.ts';
import type { TestDatabase } from '../../../kernel/test-database.ts';

export interface People {
  roles: Record<string, string>;
  department(name: string, parentId: string | null): Promise<string>;
  group(name: string): Promise<string>;
  trunk(): Promise<string>;
  /** Returns the number. */
  callerId(number: string, values?: { isEnabled?: boolean }): Promise<string>;
  /** Gives a role further permissions; its users have them at once. */
  allow(role: RoleCode, permissions: Permission[]): Promise<void>;
}

export async function peopleOf(
  { database, sessions }: { database: TestDatabase; sessions: Sessions },
  { id: tenantId }: { id: string },
): Promise<People> {
  const { db } = database;
  const roles = await db.tenant(tenantId, (tx) =>
    tx.selectFrom('roles').select(['id', 'code', 'permissions']).execute(),
  );
  return {
    roles: Object.fromEntries(roles.map((role) => [role.code, role.id])),
    department: (name, parentId) =>
      db.tenant(tenantId, async (tx) => {
        const id = newId();
        const parent = parentId
          ? await tx.selectFrom('departments').select('path').where('id', '=', parentId).executeTakeFirstOrThrow()
          : { path: '' };
        await tx
          .insertInto('departments')
          .values({ tenantId, id, name, parentId, path: `${parent.path}${id}/` })
          .execute();
        return id;
      }),
    group: (name) =>
      db.tenant(tenantId, async (tx) => {
        const id = newId();
        await tx.insertInto('agentGroups').values({ tenantId, id, name, ordering: 'sequential' }).execute();
        return id;
      }),
    trunk: () =>
      db.tenant(tenantId, async (tx) => {
        const id = newId();
        await tx.insertInto('trunks').values({ tenantId, id, name: '线路', host: '127.0.0.1' }).execute();
        return id;
      }),
    callerId: (number, values = {}) =>
      db.tenant(tenantId, async (tx) => {
        await tx
          .insertInto('callerIds')
          .values({ ...values, tenantId, id: newId(), number })
          .execute();
        return number;
      }),
    allow: async (code, permissions) => {
      const role = roles.find((one) => one.code === code)!;
      await db.tenant(tenantId, (tx) =>
        tx
          .updateTable('roles')
          .set({ permissions: [...new Set([...role.permissions, ...permissions])] })
          .where('id', '=', role.id)
          .execute(),
      );
      await sessions.refreshTenant(tenantId);
    },
  };
}
