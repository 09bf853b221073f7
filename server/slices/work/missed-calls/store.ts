/** Callers whom nobody has served: who sees which, and the queries. Rows are written with the end of a call, by the database (0115-missed-calls.sql). */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { missedCallRoutes } from '@bahu/contract/missed-calls.ts';
import type { Input } from '@bahu/contract/route.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { takenKey } from '../../../kernel/errors.ts';
import { inTwoParts } from '../../../kernel/keyset.ts';
import { searchDigits } from '../../../kernel/number-search.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf, type Belonging } from '../../../kernel/ownership/range.ts';
import type { Generated, Moment, Nullable, NullableMoment, OfTenant } from '../../../kernel/tables/columns.ts';
import { countUnread, isReadBy } from '../../people/todos/index.ts';
import { mayPlayMessage } from '../calls/index.ts';
import { whoseOf } from './whose.ts';

interface Row extends OfTenant {
  id: Generated<string>;
  number: string;
  tries: Generated<number>;
  firstAt: Moment;
  lastAt: Moment;
  lastCallId: string;
  messageCallId: Nullable<string>;
  agentId: Nullable<string>;
  queueId: Nullable<string>;
  departmentId: Nullable<string>;
  closedAt: NullableMoment;
  reachedCallId: Nullable<string>;
  closedById: Nullable<string>;
  version: Generated<number>;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    missedCalls: Row;
  }
}

type Query = Input<typeof missedCallRoutes.list>['query'];
type Filter = Omit<Query, 'cursor' | 'limit'>;

const { hasAgent, members } = whoseOf('m');
const ofMember = (userId: string) => sql<SqlBool>`(not ${hasAgent} and ${userId}::uuid in ${members})`;

/** The agent's, else those of the members of its queue; beside them whoever has its department in their scope. */
const owned = { owner: 'm.agentId', department: 'm.departmentId', alsoOwn: ofMember } as const;
const isOpenTo = (reader: Principal): RawBuilder<SqlBool> =>
  reader.permissions.has('missed-call.read')
    ? condition(owned, rangeOf(reader, 'missed-call.read'))
    : sql<SqlBool>`false`;

const seen = (tx: Tx, reader: Principal) => tx.selectFrom('missedCalls as m').where(isOpenTo(reader));

/** Who is reminded of open ones: the agent, else the members of the queue, else whoever has the department in their scope. */
const reminded = (tx: Tx, reader: Principal) =>
  seen(tx, reader)
    .where('m.closedAt', 'is', null)
    .where(
      sql<SqlBool>`(m.agent_id = ${reader.userId}::uuid or ${ofMember(reader.userId)} or not (${hasAgent} or exists ${members}))`,
    )
    .where(sql<SqlBool>`not ${isReadBy('missed-call', 'm.id', reader.userId)}`);

/** What the reader is to do, the latest first. */
export async function remindedOf(tx: Tx, reader: Principal, most: number) {
  const found = reminded(tx, reader);
  const count = await countUnread(tx, found.select('m.id'));
  const rows = found
    .leftJoin('calls as c', (join) => join.onRef('c.tenantId', '=', 'm.tenantId').onRef('c.id', '=', 'm.lastCallId'))
    .leftJoin('customers as cu', (join) =>
      join.onRef('cu.tenantId', '=', 'm.tenantId').onRef('cu.id', '=', 'c.customerId'),
    )
    .leftJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'm.tenantId').onRef('q.id', '=', 'm.queueId'))
    .select(['m.id', 'm.number', 'm.tries', 'm.lastAt', 'cu.name as customerName', 'q.name as queueName'])
    .orderBy('m.lastAt', 'desc')
    .orderBy('m.id', 'desc');
  return { rows: await rows.limit(most).execute(), count };
}

export const isSeen = async (tx: Tx, reader: Principal, id: string): Promise<boolean> =>
  (await seen(tx, reader).where('m.id', '=', id).select('m.id').executeTakeFirst()) !== undefined;

/** With the names that they refer to, and the message where the reader may hear it. */
const described = (tx: Tx, reader: Principal) =>
  seen(tx, reader)
    .leftJoin('calls as c', (join) => join.onRef('c.tenantId', '=', 'm.tenantId').onRef('c.id', '=', 'm.lastCallId'))
    .leftJoin('customers as cu', (join) =>
      join.onRef('cu.tenantId', '=', 'm.tenantId').onRef('cu.id', '=', 'c.customerId'),
    )
    .leftJoin('users as a', (join) => join.onRef('a.tenantId', '=', 'm.tenantId').onRef('a.id', '=', 'm.agentId'))
    .leftJoin('users as d', (join) => join.onRef('d.tenantId', '=', 'm.tenantId').onRef('d.id', '=', 'm.closedById'))
    .leftJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'm.tenantId').onRef('q.id', '=', 'm.queueId'))
    .leftJoin('recordings as x', (join) =>
      join
        .onRef('x.tenantId', '=', 'm.tenantId')
        .onRef('x.callId', '=', 'm.messageCallId')
        .on('x.kind', '=', 'voicemail')
        .on('x.status', 'in', ['ready', 'incomplete']),
    )
    .select(['m.id', 'm.number', 'm.tries', 'm.firstAt', 'm.lastAt', 'm.lastCallId', 'm.messageCallId', 'm.version'])
    .select(['m.agentId', 'a.name as agentName', 'm.queueId', 'q.name as queueName', 'c.customerId'])
    .select(['cu.name as customerName', 'c.outcome as lastOutcome', 'x.seconds as messageSeconds'])
    .select(['m.closedAt', 'm.reachedCallId', 'd.name as closedByName'])
    .select(sql<boolean>`x.id is not null and ${mayPlayMessage(reader, 'm.messageCallId')}`.as('mayPlay'));
export type Described = Awaited<ReturnType<ReturnType<typeof described>['execute']>>[number];

/** One that the reader may see. */
export const findMissedCall = (tx: Tx, reader: Principal, id: string): Promise<Described | undefined> =>
  described(tx, reader).where('m.id', '=', id).executeTakeFirst();

/** Ids of those that a filter finds. */
export function found(tx: Tx, reader: Principal, { closed, agent, queue, number }: Filter) {
  const digits = number === undefined ? undefined : searchDigits(number, reader.masksNumbers);
  let all = seen(tx, reader).select('m.id');
  if (closed !== undefined) all = all.where('m.closedAt', closed ? 'is not' : 'is', null);
  if (agent) all = all.where('m.agentId', '=', agent);
  if (queue) all = all.where('m.queueId', '=', queue);
  if (digits === null) return all.where(sql<SqlBool>`false`);
  return digits ? all.where('m.number', 'like', digits.pattern) : all;
}

/** Who waits to be called back before those of whom it is over, by their latest call. */
export const listMissedCalls = (tx: Tx, reader: Principal, query: Query) =>
  inTwoParts(
    tx,
    'missed calls by time',
    query,
    found(tx, reader, query).select([sql<boolean>`m.closed_at is null`.as('isFirst'), 'm.lastAt as at']),
    (ids) => described(tx, reader).where('m.id', 'in', ids).execute(),
  );

export const idsOf = async (all: ReturnType<typeof found>, first?: number): Promise<string[]> => {
  const inOrder = all.orderBy('m.lastAt', 'desc').orderBy('m.id', 'desc');
  return (await (first === undefined ? inOrder : inOrder.limit(first)).execute()).map(({ id }) => id);
};

/** Closes those of them that are open, as done by the reader. */
export const closeBy = (tx: Tx, reader: Principal, ids: readonly string[]) =>
  tx
    .updateTable('missedCalls as m')
    .set({ closedAt: sql<Date>`now()`, closedById: reader.userId, version: sql<number>`m.version + 1` })
    .where('m.id', 'in', ids)
    .where('m.closedAt', 'is', null)
    .where(isOpenTo(reader))
    .returning(['m.id', 'm.number', 'm.version'])
    .execute();

/**
 * Opens those again that somebody has closed by hand, unless the caller has an open one or was talked with since.
 * @throws the database's error of a taken key when the caller calls at this moment: `isCallingNow`.
 */
export const openAgain = (tx: Tx, reader: Principal, ids: readonly string[]) =>
  tx
    .updateTable('missedCalls as m')
    .set({ closedAt: null, closedById: null, version: sql<number>`m.version + 1` })
    .where('m.id', 'in', ids)
    .where('m.closedAt', 'is not', null)
    .where('m.reachedCallId', 'is', null)
    .where(isOpenTo(reader))
    .where(
      sql<SqlBool>`not exists (select from missed_calls o where o.tenant_id = m.tenant_id and o.number = m.number and (o.closed_at is null or o.id > m.id))`,
    )
    .where(
      sql<SqlBool>`not exists (select from calls c where c.tenant_id = m.tenant_id and c.number = m.number and c.ended_at > m.closed_at
        and not c.is_elsewhere and c.direction <> 'internal' and c.answered_at is not null and c.outcome <> 'voicemail')`,
    )
    .returning(['m.id', 'm.number', 'm.version'])
    .execute();

/** Whether one was not opened again because the caller got an open one meanwhile, which the next attempt sees. */
export const isCallingNow = (error: unknown): boolean => takenKey(error) === 'missed_calls_open';

/** Who has one: nobody else than the first of these that is there. */
export interface Had {
  agentId: string | null;
  queueId: string | null;
  departmentId: string | null;
}

/** Whose it is, or whose it `was`, and its version now; undefined when it is gone. */
export async function belongingOf(
  tx: Tx,
  id: string,
  was?: Had,
): Promise<(Belonging & { version: number }) | undefined> {
  const of = was
    ? sql<Had>`(${was.agentId}::uuid, ${was.queueId}::uuid, ${was.departmentId}::uuid)`
    : sql<Had>`(o.agent_id, o.queue_id, o.department_id)`;
  const { rows } = await sql<Had & { version: number; hasAgent: boolean; members: string[] }>`
    select m.agent_id, m.department_id, m.version, ${hasAgent} as has_agent, array ${members} as members
    from (select o.tenant_id, o.version, h.* from missed_calls o, lateral (values ${of}) as h (agent_id, queue_id, department_id)
      where o.id = ${id}::uuid) as m`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const { version, departmentId } = row;
  return { version, ownerIds: row.hasAgent ? [row.agentId] : row.members, departmentIds: [departmentId] };
}

/** It becomes the agent's, unless it is over; whoever has seen it is reminded anew. */
export async function moveTo(
  tx: Tx,
  id: string,
  { agentId, departmentId }: { agentId: string; departmentId: string | null },
): Promise<void> {
  await tx
    .updateTable('missedCalls')
    .set({ agentId, queueId: null, departmentId, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .execute();
}

/** Nothing was said in the message of a call. */
export async function forgetMessage(tx: Tx, callId: string): Promise<void> {
  await tx
    .updateTable('missedCalls')
    .set({ messageCallId: null, version: sql<number>`version + 1` })
    .where('messageCallId', '=', callId)
    .execute();
}
