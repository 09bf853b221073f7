import { sql } from 'kysely';
import type { Input } from '@bahu/contract/route.ts';
import type { agentGroupRoutes, AgentGroup } from '@bahu/contract/agent-groups.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { anywhere } from '../../../kernel/text-search.ts';

type Query = Input<typeof agentGroupRoutes.list>['query'];
export type GroupRecord = NonNullable<Awaited<ReturnType<typeof findGroup>>>;
export interface GroupValues {
  name?: string;
  order?: AgentGroup['order'];
  isEnabled?: boolean;
  note?: string;
}

const listName = 'agent groups by name';
const nameKey = sql<string>`g.name collate "zh-x-icu"`;

/** A group with its members in the order in which they are tried. */
const described = (tx: Tx) =>
  tx
    .selectFrom('agentGroups as g')
    .select(['g.id', 'g.name', 'g.ordering as order', 'g.isEnabled', 'g.note', 'g.version'])
    .select(
      sql<AgentGroup['members']>`coalesce((
    select jsonb_agg(jsonb_build_object('agentId', a.id, 'name', u.name, 'extension', a.extension, 'isEnabled', u.is_enabled) order by m.position, a.extension)
    from agent_group_members m join agents a on a.tenant_id = m.tenant_id and a.id = m.agent_id join users u on u.tenant_id = a.tenant_id and u.id = a.id
    where m.tenant_id = g.tenant_id and m.group_id = g.id), '[]')`.as('members'),
    );

export async function listGroups(tx: Tx, query: Query) {
  const after = readCursor(listName, query.cursor);
  const limit = pageSize(query);
  let found = tx.selectFrom('agentGroups as g').select('g.id');
  if (query.enabled !== undefined) found = found.where('g.isEnabled', '=', query.enabled);
  if (query.search?.trim())
    found = found.where((eb) => eb(eb.fn<string>('bahu_fold', ['g.name']), 'like', anywhere(query.search!.trim())));
  const count = await countRows(tx, found);
  const page = after ? found.where(sql<boolean>`(${nameKey}, g.id) > (${after.at}, ${after.id}::uuid)`) : found;
  const rows = await described(tx)
    .where(
      'g.id',
      'in',
      page
        .orderBy(nameKey)
        .orderBy('g.id')
        .limit(limit + 1),
    )
    .orderBy(nameKey)
    .orderBy('g.id')
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.name, id: row.id })), ...count };
}

export const findGroup = (tx: Tx, id: string) => described(tx).where('g.id', '=', id).executeTakeFirst();

export async function insertGroup(
  tx: Tx,
  tenantId: string,
  { order, ...values }: GroupValues & { name: string; order: AgentGroup['order'] },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('agentGroups')
    .values({ ...values, tenantId, id, ordering: order })
    .execute();
  return id;
}

/** Changes a group when it still has the version that the editor saw; false when somebody was faster. */
export async function updateGroup(
  tx: Tx,
  id: string,
  version: number,
  { order, ...values }: GroupValues,
): Promise<boolean> {
  const row = await tx
    .updateTable('agentGroups')
    .set({ ...values, ...(order && { ordering: order }), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes these agents the members, in this order; false when one is no agent of the tenant. */
export async function setMembers(
  tx: Tx,
  tenantId: string,
  groupId: string,
  agentIds: readonly string[],
): Promise<boolean> {
  await tx.deleteFrom('agentGroupMembers').where('groupId', '=', groupId).execute();
  if (agentIds.length === 0) return true;
  const known = await tx.selectFrom('agents').select('id').where('id', 'in', agentIds).execute();
  if (known.length < agentIds.length) return false;
  await tx
    .insertInto('agentGroupMembers')
    .values(agentIds.map((agentId, i) => ({ tenantId, groupId, agentId, position: i + 1 })))
    .execute();
  return true;
}

export const deleteGroup = (tx: Tx, id: string) => tx.deleteFrom('agentGroups').where('id', '=', id).execute();

/** Makes an agent a member of exactly these groups; in a new one they come last. */
export async function setGroupsOf(
  tx: Tx,
  tenantId: string,
  agentId: string,
  groupIds: readonly string[],
): Promise<void> {
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
