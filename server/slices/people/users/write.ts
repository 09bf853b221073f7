/** Rows of users and agents as they are written. */
import { sql } from 'kysely';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { setGroupsOf } from '../agent-groups/index.ts';
import { agentColumns, pick, userColumns, type Fields } from './fields.ts';

/** Fields with the bound phone as it is kept. */
export type Stored = Omit<Fields, 'boundPhone'> & { boundPhone?: string | null };

/** A user as the engine and the screens are told of them. */
export interface ChangedUser {
  id: string;
  departmentId: string | null;
  version: number;
}

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
  const id = newId();
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
    .values({ ...pick(fields, agentColumns), tenantId, id, extension })
    .execute();
  if (fields.groupIds) await setGroupsOf(tx, tenantId, id, fields.groupIds);
  return id;
}

/** Gives users the fields; each gets the next version. */
export async function updateUsers(
  tx: Tx,
  tenantId: string,
  users: readonly { id: string }[],
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
  if (Object.keys(ofAgent).length) await tx.updateTable('agents').set(ofAgent).where('id', 'in', ids).execute();
  if (fields.groupIds) for (const id of ids) await setGroupsOf(tx, tenantId, id, fields.groupIds);
}

/** The agents who show a number, in calls or in transfers, show the standard one from now on. Returns those of whose calls it is so, for the engine. */
export async function releaseCallerId(tx: Tx, number: string): Promise<ChangedUser[]> {
  await tx.updateTable('agents').set({ transferCallerId: null }).where('transferCallerId', '=', number).execute();
  const agents = await tx
    .updateTable('agents')
    .set({ callerId: null })
    .where('callerId', '=', number)
    .returning('id')
    .execute();
  if (agents.length === 0) return [];
  return tx
    .updateTable('users')
    .set({ version: sql<number>`version + 1` })
    .where(
      'id',
      'in',
      agents.map((agent) => agent.id),
    )
    .returning(['id', 'departmentId', 'version'])
    .execute();
}
