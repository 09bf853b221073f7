/** What the installation's operator does to people of a tenant: its first administrator, and one who cannot sign in any more. */
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Listeners } from '../../../kernel/domain-events.ts';

const name = '管理员';

export const userListeners: Listeners = {
  'administrator.appointed': async (tx, { tenantId, userId: id, extension, passwordHash, roleId, departmentId }) => {
    await tx
      .insertInto('users')
      .values({
        tenantId,
        id,
        roleId,
        departmentId,
        name,
        nameInitials: initialsOf(name),
        passwordHash,
        mustChangePassword: true,
      })
      .execute();
    await tx.insertInto('agents').values({ tenantId, id, extension, kind: 'administrator' }).execute();
  },
  'administrator.locked-out': async (tx, { userId, passwordHash }) => {
    await tx
      .updateTable('users')
      .set({ passwordHash, mustChangePassword: true, lockedUntil: null })
      .where('id', '=', userId)
      .execute();
  },
};
