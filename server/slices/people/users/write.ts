/** Rows of users, agents and their groups as they are written. */
import { sql } from 'kysely';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { agentColumns, pick, userColumns, type Fields } from './fields.ts';

/** Fields with the bound phone as it is kept. */
export type Stored = Omit<Fields, 'boundPhone'> & { boundPhone?: string | null };

export interface NewUserRow {
  tenantId: string;
  extension: string;
  passwordHash: string;
  mustChangePassword: boolean;
  fields: Stored & { name: string; roleId: string };
}

/** Writes a user with their agent and returns their id. */
export async function insertUser(tx: Tx, user: NewUserRow): Promise<string> {
  const { tenantId, extension, passwordHash, mustChangePassword, fields } = user;
  const [id, agentId] = [newId(), newId()];
  await tx
    .insertInto('users')
    .values({
      ...pick(fields, userColumns),
      name: fields.name,
      nameInitials: initialsOf(fields.name),
      roleId: fields.roleId,
      tenantId,
      id,
      passwordHash,
      mustChangePassword,
    })
    .execute();
  await tx
    .insertInto('agents')
    .values({ ...pick(fields, agentColumns), tenantId, id: agentId, userId: id, extension })
    .execute();
  if (fields.groupIds) await setGroups(tx, tenantId, agentId, fields.groupIds);
  return id;
}

/** Gives users the fields; each gets the next version. */
export async function updateUsers(
  tx: Tx,
  tenantId: string,
  users: readonly { id: string; agentId: string }[],
  fields: Stored,
): Promise<void> {
  const ids = users.map((user) => user.id);
  await tx
    .updateTable('users')
    .set({
      ...pick(fields, userColumns),
      ...(fields.name !== undefined && { nameInitials: initialsOf(fields.name) }),
      version: sql<number>`version + 1`,
    })
    .where('id', 'in', ids)
    .execute();
  const ofAgent = pick(fields, agentColumns);
  if (Object.keys(ofAgent).length) await tx.updateTable('agents').set(ofAgent).where('userId', 'in', ids).execute();
  if (fields.groupIds) for (const { agentId } of users) await setGroups(tx, tenantId, agentId, fields.groupIds);
}

/** Makes an agent a member of exactly these groups; in a new one they come last. */
async function setGroups(tx: Tx, tenantId: string, agentId: string, groupIds: readonly string[]): Promise<void> {
  const leaving = tx.deleteFrom('agentGroupMembers').where('agentId', '=', agentId);
  await (groupIds.length ? leaving.where('groupId', 'not in', groupIds) : leaving).execute();
  for (const groupId of new Set(groupIds)) {
    await tx
      .insertInto('agentGroupMembers')
      .values((eb) => ({
        tenantId,
        groupId,
        agentId,
        position: eb
          .selectFrom('agentGroupMembers')
          .where('groupId', '=', groupId)
          .select((of) => of(of.fn.coalesce(of.fn.max('position'), sql<number>`0`), '+', 1).as('next')),
      }))
      .onConflict((taken) => taken.doNothing())
      .execute();
  }
}
