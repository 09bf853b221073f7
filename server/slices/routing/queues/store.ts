import { sql, type SqlBool } from 'kysely';
import type { Queue, queueRoutes } from '@bahu/contract/queues.ts';
import type { Input } from '@bahu/contract/route.ts';
import { storedGoal, type OverflowGoal } from '@bahu/domain/queues/overflow.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { withText } from '../../../kernel/text-search.ts';

type Query = Input<typeof queueRoutes.list>['query'];
export type Needs = readonly Pick<Queue['needs'][number], 'skillId' | 'afterSeconds' | 'level'>[];
export type Members = readonly Pick<Queue['members'][number], 'agentId' | 'tier' | 'order'>[];

/** A queue with its members in their order, and what its callers need. */
export const describedQueues = (tx: Tx) =>
  tx
    .selectFrom('queues as q')
    .leftJoin('departments as d', (join) =>
      join.onRef('d.tenantId', '=', 'q.tenantId').onRef('d.id', '=', 'q.departmentId'),
    )
    .select(['q.id', 'q.name', 'q.number', 'q.strategy', 'q.ringSeconds', 'q.missPauseSeconds', 'q.maxWaitSeconds'])
    .select(['q.maxWaiting', 'q.overflow', 'q.weight', 'q.departmentId', 'd.name as department', 'q.maxSignedOut'])
    .select([
      'q.missedOffers',
      'q.targetPercent',
      'q.targetSeconds',
      'q.recordingCutSeconds',
      'q.isEnabled',
      'q.version',
      'q.createdAt',
    ])
    .select(['q.overflowFull', 'q.overflowEmpty', 'q.overflowEmptyRule', 'q.overflowNumber', 'q.announcedFile'])
    .select(['q.saysPosition', 'q.saysWait', 'q.announceSeconds', 'q.music', 'q.saysAgent', 'q.callbackKey'])
    .select(['q.agentBeforeFile', 'q.agentAfterFile'])
    .select(['q.callbackAttempts', 'q.callbackPauseSeconds', 'q.callbackHours'])
    .select(
      sql<Queue['members']>`coalesce((
        select jsonb_agg(jsonb_build_object('agentId', a.id, 'name', u.name, 'extension', a.extension, 'isEnabled', u.is_enabled,
          'tier', m.penalty + 1, 'order', m.queue_order + 1) order by m.position, a.extension)
        from queue_members m join agents a on a.tenant_id = m.tenant_id and a.id = m.agent_id join users u on u.tenant_id = a.tenant_id and u.id = a.id
        where m.tenant_id = q.tenant_id and m.queue_id = q.id), '[]')`.as('members'),
    )
    .select(
      sql<Queue['needs']>`coalesce((
        select jsonb_agg(jsonb_build_object('skillId', s.id, 'skill', s.name, 'skillEn', s.name_en, 'afterSeconds', n.after_seconds, 'level', n.level)
          order by s.name, s.id, n.after_seconds)
        from queue_needs n join skills s on s.tenant_id = n.tenant_id and s.id = n.skill_id
        where n.tenant_id = q.tenant_id and n.queue_id = q.id), '[]')`.as('needs'),
    );

/** Ids of those that a filter finds, by name or number: where digits are masked, by what the reader sees. */
export function foundQueues(tx: Tx, reader: Principal, { search, enabled }: Query) {
  let all = tx.selectFrom('queues as q').select('q.id');
  if (enabled !== undefined) all = all.where('q.isEnabled', '=', enabled);
  return withText(all, { id: 'q.id', texts: sql<string[]>`array[q.name, q.number]` }, reader, search);
}

/** Makes these agents the members, in this order. */
export async function setMembers(tx: Tx, tenantId: string, queueId: string, members: Members): Promise<void> {
  await tx.deleteFrom('queueMembers').where('queueId', '=', queueId).execute();
  if (members.length === 0) return;
  const rows = members.map(({ agentId, tier, order }, i) => ({
    tenantId,
    queueId,
    agentId,
    position: i + 1,
    penalty: tier - 1,
    queueOrder: order - 1,
  }));
  await tx.insertInto('queueMembers').values(rows).execute();
}

/** Makes this what callers need. */
export async function setNeeds(tx: Tx, tenantId: string, queueId: string, needs: Needs): Promise<void> {
  await tx.deleteFrom('queueNeeds').where('queueId', '=', queueId).execute();
  if (needs.length === 0) return;
  await tx
    .insertInto('queueNeeds')
    .values(needs.map((need) => ({ ...need, tenantId, queueId })))
    .execute();
}

/** What keeps a queue from being removed, or null: menus and numbers that lead to it, callers who wait there, calls that name it. */
export async function keptBy(
  tx: Tx,
  queueId: string,
): Promise<{ menus: string } | { numbers: string } | { queues: string } | { callers: number } | 'calls' | null> {
  const menus = await tx
    .selectFrom('menus')
    .select('name')
    .where(sql<SqlBool>`strpos(definition::text, ${queueId}) > 0`)
    .orderBy('name')
    .execute();
  const goal = storedGoal({ to: 'queue', queueId });
  const queues = await tx
    .selectFrom('queues')
    .select('name')
    .where('id', '!=', queueId)
    .where(sql<SqlBool>`${goal} in (overflow, overflow_full, overflow_empty)`)
    .orderBy('name')
    .execute();
  if (queues.length > 0) return { queues: queues.map(({ name }) => name).join(', ') };
  if (menus.length > 0) return { menus: menus.map(({ name }) => name).join(', ') };
  const numbers = await tx
    .selectFrom('didNumbers')
    .select('number')
    .where('boxQueueId', '=', queueId)
    .orderBy('number')
    .execute();
  if (numbers.length > 0) return { numbers: numbers.map(({ number }) => number).join(', ') };
  const { rows } = await sql<{ callers: number; isNamed: boolean }>`select
    (select count(*)::int from live_state where kind = 'call' and state ->> 'phase' = 'queued' and state ->> 'queueId' = ${queueId}) as callers,
    exists (select from call_segments where queue_id = ${queueId}) as "isNamed"`.execute(tx);
  const { callers, isNamed } = rows[0]!;
  if (callers > 0) return { callers };
  return isNamed ? 'calls' : null;
}

/** Where the callers of each queue may be sent on to, as it is stored, by the queue's id. */
export async function goalsOf(tx: Tx): Promise<Map<string, readonly string[]>> {
  const rows = await tx.selectFrom('queues').select(['id', 'overflow', 'overflowFull', 'overflowEmpty']).execute();
  return new Map(rows.map((row) => [row.id, [row.overflow, row.overflowFull, row.overflowEmpty ?? 'goodbye']]));
}

/** Which of these goals name a queue or a menu that the company does not have. */
export async function unknownGoals<Named extends { goal: OverflowGoal }>(
  tx: Tx,
  goals: readonly Named[],
): Promise<Named[]> {
  const [queueIds, menuIds] = [
    goals.flatMap(({ goal }) => (goal.to === 'queue' ? [goal.queueId] : [])),
    goals.flatMap(({ goal }) => (goal.to === 'menu' ? [goal.menuId] : [])),
  ];
  const known = new Set(
    [
      ...(queueIds.length > 0 ? await tx.selectFrom('queues').select('id').where('id', 'in', queueIds).execute() : []),
      ...(menuIds.length > 0 ? await tx.selectFrom('menus').select('id').where('id', 'in', menuIds).execute() : []),
    ].map(({ id }) => id),
  );
  return goals.filter(
    ({ goal }) => (goal.to === 'queue' && !known.has(goal.queueId)) || (goal.to === 'menu' && !known.has(goal.menuId)),
  );
}
