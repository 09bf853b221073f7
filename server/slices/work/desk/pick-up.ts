/** At whom a reader may pick up: those with whom they share their work, as the pick-up groups of telephone systems do. */
import { sql } from 'kysely';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { mayChange } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isInScope } from '../../people/users/index.ts';

/** Of the agent `a`: whether they serve a queue together with this one, or are in an agent group with them that is in use. */
export const worksWith = (agentId: string) => sql<boolean>`(
  exists (select from queue_members theirs
    join queue_members own on own.tenant_id = theirs.tenant_id and own.queue_id = theirs.queue_id
    where theirs.tenant_id = a.tenant_id and theirs.agent_id = a.id and own.agent_id = ${agentId})
  or exists (select from agent_group_members theirs
    join agent_group_members own on own.tenant_id = theirs.tenant_id and own.group_id = theirs.group_id
    join agent_groups g on g.tenant_id = own.tenant_id and g.id = own.group_id and g.is_enabled
    where theirs.tenant_id = a.tenant_id and theirs.agent_id = a.id and own.agent_id = ${agentId}))`;

/** A colleague as `canPickUpAt` needs them. */
export interface Ringing {
  id: string;
  departmentId: string | null;
  worksWith: boolean;
}

/** A queue, an agent group or the same department together (not one below the other), or whoever the reader may take calls over from. */
export function canPickUpAt(principal: Principal, user: Ringing): boolean {
  if (!mayChange(principal)) return false;
  const isNear = user.departmentId !== null && principal.departmentId === user.departmentId;
  const mayTakeOver = principal.permissions.has('monitor.take-over') && isInScope(principal, user, 'monitor.take-over');
  return user.worksWith || isNear || mayTakeOver;
}

/** Whether the reader may pick up what rings at this agent. */
export async function mayPickUp(tx: Tx, principal: Principal, agentId: string): Promise<boolean> {
  const user = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', 'u.id', 'a.id')
    .select(['u.id', 'u.departmentId'])
    .select(worksWith(principal.userId).as('worksWith'))
    .where('a.id', '=', agentId)
    .executeTakeFirst();
  return user !== undefined && canPickUpAt(principal, user);
}
