/**
 * Agents whom too many missed calls in a row have made busy: their leaders are reminded until the agent is back, or they have read it (SPEC A2.4, C8). It
 * is asked of the live state, so that nothing is left behind when the agent chooses ready.
 */
import { Type } from 'typebox';
import { sql, type SqlBool } from 'kysely';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { handleJob, jobKind, type JobHandler } from '../../../kernel/jobs.ts';
import type { Host } from '../../server-slice.ts';
import { countUnread, forgetReads, isReadBy, type TodoSource } from '../todos/index.ts';
import { belongingOf, inScope } from './scope.ts';

const isAbsent = sql<SqlBool>`l.state ->> 'state' = 'busy' and l.state -> 'reason' ->> 'cause' = 'missed-offers'`;
/** When they were made busy: calls that they have meanwhile do not end it. */
const begunAt = sql<Date>`to_timestamp((l.state ->> 'chosenAt')::float8 / 1000)`;

/** Those whose state the reader may set. */
const absent = (tx: Tx, reader: Principal) =>
  tx
    .selectFrom('users as u')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.id', '=', 'u.id'))
    .innerJoin('liveState as l', (join) => join.onRef('l.tenantId', '=', 'u.tenantId').onRef('l.id', '=', 'u.id'))
    .where('l.kind', '=', 'agent')
    .where(isAbsent)
    .where('u.id', '!=', reader.userId)
    .where(reader.permissions.has('monitor.state') ? inScope(reader, 'monitor.state') : sql<SqlBool>`false`);

export const missedOffersTodo: TodoSource = {
  unread: async (tx, reader, most) => {
    const found = absent(tx, reader).where(sql<SqlBool>`not ${isReadBy('user', 'u.id', reader.userId)}`);
    const count = await countUnread(tx, found.select('u.id'));
    const rows = await found
      .select([
        'u.id',
        sql<string>`u.name || ' ' || a.extension`.as('title'),
        sql<'important'>`'important'`.as('level'),
      ])
      .select(sql<'missed-offers'>`'missed-offers'`.as('about'))
      .select(begunAt.as('at'))
      .orderBy('at', 'desc')
      .orderBy('u.id')
      .limit(most)
      .execute();
    return { rows, count };
  },
  isOpenTo: async (tx, reader, id) =>
    (await absent(tx, reader).where('u.id', '=', id).select('u.id').executeTakeFirst()) !== undefined,
};

/** Enqueued with the state of an agent that such a one follows or was (0114-missed-offers-are-told.sql). */
const missedOffers = jobKind(
  'agents.missed-offers',
  Type.Object({ agentId: Type.String({ format: 'uuid' }), isOver: Type.Boolean() }),
);

/** When an agent was made busy who is so now. */
const begunOf = async (tx: Tx, agentId: string): Promise<Date | undefined> =>
  (
    await tx
      .selectFrom('liveState as l')
      .select(begunAt.as('at'))
      .where('l.kind', '=', 'agent')
      .where('l.id', '=', agentId)
      .where(isAbsent)
      .executeTakeFirst()
  )?.at;

/** Tells the screens of those who may see the agent; another time is read anew, which coming back from a call is not. */
export const missedOffersJob = (recordChanged: Host['recordChanged']): JobHandler =>
  handleJob(missedOffers, async ({ agentId, isOver }, { tenantId, tenant }) => {
    const user = await tenant(async (tx) => {
      const begun = isOver ? undefined : await begunOf(tx, agentId);
      if (begun) await forgetReads(tx, 'user', agentId, begun);
      return tx
        .selectFrom('users')
        .select(['id', 'departmentId', 'version'])
        .where('id', '=', agentId)
        .executeTakeFirst();
    });
    if (user) recordChanged(tenantId, { type: 'user', id: user.id, version: user.version }, belongingOf(user));
  });
