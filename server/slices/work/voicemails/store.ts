/** Messages that callers have left: who sees which, and the queries. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { voicemailRoutes } from '@bahu/contract/voicemails.ts';
import type { Input } from '@bahu/contract/route.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { inTwoParts } from '../../../kernel/keyset.ts';
import { searchDigits } from '../../../kernel/number-search.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf, type Belonging } from '../../../kernel/ownership/range.ts';
import type { Generated, Moment, Nullable, NullableMoment, OfTenant } from '../../../kernel/tables/columns.ts';
import { countUnread, isReadBy } from '../../people/todos/index.ts';
import { mayPlayMessage } from '../calls/index.ts';
import { whoseOf } from '../missed-calls/index.ts';

interface Row extends OfTenant {
  id: string;
  number: string;
  agentId: Nullable<string>;
  queueId: Nullable<string>;
  departmentId: Nullable<string>;
  missedCallId: Nullable<string>;
  leftAt: Moment;
  seconds: number;
  heardAt: NullableMoment;
  heardById: Nullable<string>;
  note: Generated<string>;
  forwardedById: Nullable<string>;
  deletedAt: NullableMoment;
  version: Generated<number>;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    voicemails: Row;
  }
}

type Query = Input<typeof voicemailRoutes.list>['query'];

const { hasAgent, members } = whoseOf('v');
/** Whether nobody is there who has the box: its agent, or a member of its queue. */
const isUnattended = sql<boolean>`not (${hasAgent} or (v.agent_id is null and exists ${members}))`;
const ofMember = (userId: string) => sql<SqlBool>`(v.agent_id is null and ${userId}::uuid in ${members})`;
/** The agent's in whose box it is, or of all members of its queue; beside them whoever has its department in their scope sees it. */
const owned = {
  owner: 'v.agentId',
  department: 'v.departmentId',
  alsoOwn: ofMember,
} as const;

const within = (tx: Tx, range: RawBuilder<SqlBool>) => tx.selectFrom('voicemails as v').where(range);
const isOpenTo = (reader: Principal): RawBuilder<SqlBool> =>
  reader.permissions.has('voicemail.read') ? condition(owned, rangeOf(reader, 'voicemail.read')) : sql<SqlBool>`false`;
const seen = (tx: Tx, reader: Principal) => within(tx, isOpenTo(reader)).where('v.deletedAt', 'is', null);

/** Those that nobody has heard and that wait for the reader: in their box, of their queues, and in boxes of their scope that nobody has. */
const unheard = (tx: Tx, reader: Principal) =>
  seen(tx, reader)
    .where('v.heardAt', 'is', null)
    .where(sql<SqlBool>`(v.agent_id = ${reader.userId}::uuid or ${ofMember(reader.userId)} or ${isUnattended})`);

export async function countUnheard(tx: Tx, reader: Principal): Promise<number> {
  const { count } = await unheard(tx, reader)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * What the reader is to do, the latest first. Whoever waits to be called back is a to-do already, as a missed call; here are the others: colleagues, and
 * callers of whom that is over.
 */
export async function remindedOf(tx: Tx, reader: Principal, most: number) {
  const found = unheard(tx, reader)
    .where(
      sql<SqlBool>`not exists (select from missed_calls m where m.tenant_id = v.tenant_id and m.id = v.missed_call_id and m.closed_at is null)`,
    )
    .where(sql<SqlBool>`not ${isReadBy('voicemail', 'v.id', reader.userId)}`);
  const count = await countUnread(tx, found.select('v.id'));
  const rows = found
    .leftJoin('calls as c', (join) => join.onRef('c.tenantId', '=', 'v.tenantId').onRef('c.id', '=', 'v.id'))
    .leftJoin('customers as cu', (join) =>
      join.onRef('cu.tenantId', '=', 'v.tenantId').onRef('cu.id', '=', 'c.customerId'),
    )
    .leftJoin('users as p', (join) => join.onRef('p.tenantId', '=', 'c.tenantId').on('p.id', '=', callerOf))
    .leftJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'v.tenantId').onRef('q.id', '=', 'v.queueId'))
    .select(['v.id', 'v.number', 'v.leftAt', 'q.name as queueName'])
    .select(sql<string | null>`coalesce(p.name, cu.name)`.as('callerName'))
    .orderBy('v.leftAt', 'desc')
    .orderBy('v.id', 'desc');
  return { rows: await rows.limit(most).execute(), count };
}

export const isSeen = async (tx: Tx, reader: Principal, id: string): Promise<boolean> =>
  (await seen(tx, reader).where('v.id', '=', id).select('v.id').executeTakeFirst()) !== undefined;

/** The colleague who has left it, of one that was left inside. */
const callerOf = sql<string>`case when c.direction = 'internal' then c.agent_id end`;
const isCut = sql<boolean>`exists (select from recordings x where x.tenant_id = v.tenant_id and x.call_id = v.id and x.kind = 'voicemail' and x.status = 'incomplete')`;

const described = (tx: Tx, reader: Principal) =>
  seen(tx, reader)
    .leftJoin('calls as c', (join) => join.onRef('c.tenantId', '=', 'v.tenantId').onRef('c.id', '=', 'v.id'))
    .leftJoin('customers as cu', (join) =>
      join.onRef('cu.tenantId', '=', 'v.tenantId').onRef('cu.id', '=', 'c.customerId'),
    )
    .leftJoin('users as p', (join) => join.onRef('p.tenantId', '=', 'c.tenantId').on('p.id', '=', callerOf))
    .leftJoin('users as a', (join) => join.onRef('a.tenantId', '=', 'v.tenantId').onRef('a.id', '=', 'v.agentId'))
    .leftJoin('users as h', (join) => join.onRef('h.tenantId', '=', 'v.tenantId').onRef('h.id', '=', 'v.heardById'))
    .leftJoin('users as f', (join) => join.onRef('f.tenantId', '=', 'v.tenantId').onRef('f.id', '=', 'v.forwardedById'))
    .leftJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'v.tenantId').onRef('q.id', '=', 'v.queueId'))
    .leftJoin('missedCalls as m', (join) =>
      join.onRef('m.tenantId', '=', 'v.tenantId').onRef('m.id', '=', 'v.missedCallId'),
    )
    .select(['v.id', 'v.number', 'v.leftAt', 'v.seconds', 'v.heardAt', 'v.note', 'v.version', 'v.missedCallId'])
    .select(['v.agentId', 'a.name as agentName', 'v.queueId', 'q.name as queueName', 'h.name as heardByName'])
    .select(['f.name as forwardedByName', 'c.customerId', 'm.closedAt'])
    .select(sql<string | null>`coalesce(p.name, cu.name)`.as('customerName'))
    .select([isUnattended.as('isUnattended'), isCut.as('isCut')])
    .select(mayPlayMessage(reader, 'v.id').as('mayPlay'));
export type Described = Awaited<ReturnType<ReturnType<typeof described>['execute']>>[number];

/** One that the reader may see. */
export const findVoicemail = (tx: Tx, reader: Principal, id: string): Promise<Described | undefined> =>
  described(tx, reader).where('v.id', '=', id).executeTakeFirst();

function found(tx: Tx, reader: Principal, { heard, unattended, agent, queue, number }: Query) {
  const digits = number === undefined ? undefined : searchDigits(number, reader.masksNumbers);
  let all = seen(tx, reader).select('v.id');
  if (heard !== undefined) all = all.where('v.heardAt', heard ? 'is not' : 'is', null);
  if (unattended !== undefined) all = all.where(sql<SqlBool>`${isUnattended} = ${unattended}`);
  if (agent) all = all.where('v.agentId', '=', agent);
  if (queue) all = all.where('v.queueId', '=', queue);
  if (digits === null) return all.where(sql<SqlBool>`false`);
  return digits ? all.where('v.number', 'like', digits.pattern) : all;
}

/** Those that nobody has heard before the others, the latest first. */
export const listVoicemails = (tx: Tx, reader: Principal, query: Query) =>
  inTwoParts(
    tx,
    'messages by time',
    query,
    found(tx, reader, query).select([sql<boolean>`v.heard_at is null`.as('isFirst'), 'v.leftAt as at']),
    (ids) => described(tx, reader).where('v.id', 'in', ids).execute(),
  );

/** The message of a call that has ended, once however often it is told: in the box of the agent for whom it was left, else of the queue. A colleague's has their extension. */
export async function keepMessage(tx: Tx, callId: string, seconds: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into voicemails (tenant_id, id, number, agent_id, queue_id, department_id, missed_call_id, left_at, seconds)
    select c.tenant_id, c.id, case when c.direction = 'internal' then c.own_number else c.number end, u.id, case when u.id is null then c.queue_id end, coalesce(u.department_id, c.department_id),
      (select m.id from missed_calls m where m.tenant_id = c.tenant_id and m.number = c.number and m.first_at <= c.started_at
        and m.last_at >= c.started_at order by m.last_at desc, m.id desc limit 1),
      c.ended_at, ${seconds}
    from calls c
    left join call_segments s on s.tenant_id = c.tenant_id and s.call_id = c.id and s.kind = 'voicemail' and s.agent_id is not null
    left join users u on u.tenant_id = c.tenant_id and u.id = s.agent_id
    where c.id = ${callId}::uuid and c.ended_at is not null
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

interface Change {
  heard?: boolean | undefined;
  note?: string | undefined;
  version?: number | undefined;
}

/** Marks one, or notes something on it; false when the note was written for another version. */
export async function changeVoicemail(tx: Tx, reader: Principal, id: string, change: Change): Promise<boolean> {
  const { heard, note, version } = change;
  let update = tx
    .updateTable('voicemails as v')
    .set({ version: sql<number>`v.version + 1` })
    .where('v.id', '=', id)
    .where('v.deletedAt', 'is', null)
    .where(isOpenTo(reader));
  if (heard !== undefined)
    update = update.set(
      heard
        ? {
            heardAt: sql<Date>`coalesce(v.heard_at, now())`,
            heardById: sql<string>`coalesce(v.heard_by_id, ${reader.userId}::uuid)`,
          }
        : { heardAt: null, heardById: null },
    );
  if (note !== undefined) update = update.set({ note }).where('v.version', '=', version ?? -1);
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Gives one to the box of an agent, where nobody has heard it. */
export const giveTo = (tx: Tx, reader: Principal, id: string, agent: { id: string; departmentId: string | null }) =>
  tx
    .updateTable('voicemails as v')
    .set({ agentId: agent.id, queueId: null, departmentId: agent.departmentId, forwardedById: reader.userId })
    .set({ heardAt: null, heardById: null, version: sql<number>`v.version + 1` })
    .where('v.id', '=', id)
    .where('v.deletedAt', 'is', null)
    .where(isOpenTo(reader))
    .returning(['v.number', 'v.missedCallId'])
    .executeTakeFirst();

/** An agent who can have messages. */
export const findAgent = (tx: Tx, id: string) =>
  tx
    .selectFrom('agents as g')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'g.tenantId').onRef('u.id', '=', 'g.id'))
    .where('g.id', '=', id)
    .where('u.isEnabled', '=', true)
    .select(['u.id', 'u.name', 'u.departmentId'])
    .executeTakeFirst();

/** Takes some out of their boxes, or puts them back. */
export const setDeleted = (tx: Tx, reader: Principal, ids: readonly string[], isDeleted: boolean) =>
  tx
    .updateTable('voicemails as v')
    .set({ deletedAt: isDeleted ? sql<Date>`now()` : null, version: sql<number>`v.version + 1` })
    .where('v.id', 'in', ids)
    .where('v.deletedAt', isDeleted ? 'is' : 'is not', null)
    .where(isOpenTo(reader))
    .returning(['v.id', 'v.number', 'v.agentId'])
    .execute();

/** What lies in the box of an agent. */
export const roomTaken = (tx: Tx, agentId: string) =>
  tx
    .selectFrom('voicemails')
    .where('agentId', '=', agentId)
    .where('deletedAt', 'is', null)
    .select(sql<number>`count(*)::int`.as('messages'))
    .select(sql<number>`coalesce(sum(seconds), 0)::float8`.as('seconds'))
    .executeTakeFirstOrThrow();

/** Whose one is, and its version; undefined when there is none. */
export async function belongingOf(
  tx: Tx,
  id: string,
): Promise<(Belonging & { version: number; agentId: string | null }) | undefined> {
  const row = await tx
    .selectFrom('voicemails as v')
    .where('v.id', '=', id)
    .select(['v.agentId', 'v.departmentId', 'v.version'])
    .select(sql<string[]>`array ${members}`.as('members'))
    .executeTakeFirst();
  if (!row) return undefined;
  const { agentId, departmentId, version } = row;
  return { version, agentId, ownerIds: agentId === null ? row.members : [agentId], departmentIds: [departmentId] };
}
