/** Whom and where a call can be taken inside the company, and what the reader may do with each colleague. */
import { sql } from 'kysely';
import { supervisorActs, type Directory, type SupervisorAct } from '@bahu/contract/desk.ts';
import { standardDeskSettings } from '@bahu/contract/desk-settings.ts';
import { inForce } from '@bahu/domain/desk-settings/in-force.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { mayChange } from '../../../kernel/auth/principal.ts';
import { readDeskSettings } from '../../../kernel/desk-settings.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { isInScope } from '../../people/users/index.ts';
import { findTenant } from '../../platform/tenants/index.ts';
import { canPickUpAt, worksWith } from './pick-up.ts';

/** Everybody else who is enabled, in the order of extensions; queues and menus that are enabled, by name. */
export async function readDirectory(tx: Tx, principal: Principal): Promise<Directory> {
  const people = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', 'u.id', 'a.id')
    .leftJoin('departments as d', 'd.id', 'u.departmentId')
    .leftJoin('deskSettings as s', 's.userId', 'u.id')
    .select(['u.id', 'u.name', 'a.extension', 'u.departmentId', 'd.name as department', 's.own', 'a.isInsideOnly'])
    .select([groupsOf.as('groups'), worksWith(principal.userId).as('worksWith')])
    .where('u.isEnabled', '=', true)
    .where('u.id', '!=', principal.userId)
    .orderBy('a.extension')
    .execute();
  const queues = await tx
    .selectFrom('queues')
    .select(['id as queueId', 'name', 'number'])
    .where('isEnabled', '=', true)
    .orderBy('name')
    .execute();
  const menus = await tx
    .selectFrom('menus')
    .select(['id as menuId', 'name'])
    .where('isEnabled', '=', true)
    .orderBy('name')
    .execute();
  const { desk } = readSettings((await findTenant(tx, principal.tenantId))?.settings ?? {});
  const takesTransfers = (own: unknown): boolean => {
    const { takesMessages, messagesOfTransfers } = inForce(standardDeskSettings, desk, readDeskSettings(own));
    return takesMessages && messagesOfTransfers;
  };
  const colleagues = people.map(({ name, extension, department, groups, own, isInsideOnly, ...user }) => ({
    agentId: user.id,
    name,
    extension,
    initials: initialsOf(name),
    department,
    groups,
    can: actsOn(principal, user),
    canPickUp: canPickUpAt(principal, user),
    takesTransfers: !isInsideOnly && takesTransfers(own),
  }));
  return { colleagues, queues, menus };
}

const groupsOf = sql<string[]>`coalesce((
  select array_agg(g.name order by g.name) from agent_group_members m
  join agent_groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
  where m.tenant_id = a.tenant_id and m.agent_id = a.id and g.is_enabled), '{}')`;

/** What the reader may do with a colleague: as far as they hold each permission, and in its own scope. */
export const actsOn = (principal: Principal, user: { id: string; departmentId: string | null }): SupervisorAct[] =>
  mayChange(principal)
    ? supervisorActs.filter(
        (act) => principal.permissions.has(`monitor.${act}`) && isInScope(principal, user, `monitor.${act}`),
      )
    : [];
