/** What a board needs to know beside what is live: whom the reader may watch, what they may do with each, and from which time on something needs them. */
import { sql } from 'kysely';
import type { BoardSetup } from '@bahu/contract/monitor.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { mayChange, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import { inRange } from '../../people/users/index.ts';
import { actsOn } from '../../work/desk/index.ts';
import { readLimits } from './limits.ts';

export async function readBoard(tx: Tx, reader: Principal): Promise<BoardSetup> {
  const people = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', 'u.id', 'a.id')
    .select(['u.id', 'u.name', 'u.departmentId', groupIdsOf.as('groupIds')])
    .where('u.isEnabled', '=', true)
    .where(inRange(rangeOf(reader, 'monitor.read')))
    .orderBy('a.extension')
    .execute();
  const departments = await tx.selectFrom('departments').select(['id', 'name', 'parentId']).orderBy('name').execute();
  const groups = await tx
    .selectFrom('agentGroups')
    .select(['id', 'name'])
    .where('isEnabled', '=', true)
    .orderBy('name')
    .execute();
  const shown = new Set(people.flatMap(({ groupIds }) => groupIds));
  const above = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const held = new Set<string>();
  for (const { departmentId } of people)
    for (let id = departmentId; id !== null && !held.has(id); id = above.get(id) ?? null) held.add(id);
  return {
    agents: people.map(({ id, name, departmentId, groupIds }) => ({
      agentId: id,
      initials: initialsOf(name),
      groupIds,
      can: id === reader.userId ? [] : actsOn(reader, { id, departmentId }),
    })),
    departments: departments.filter(({ id }) => held.has(id)),
    groups: groups.filter(({ id }) => shown.has(id)),
    limits: await readLimits(tx),
    can: mayChange(reader) && reader.permissions.has('monitor.limits') ? ['set-limits'] : [],
  };
}

const groupIdsOf = sql<string[]>`coalesce((
  select array_agg(m.group_id) from agent_group_members m
  join agent_groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
  where m.tenant_id = a.tenant_id and m.agent_id = a.id and g.is_enabled), '{}')`;
