/** Rows of texts to customers, for one tenant's transaction. */
import { sql } from 'kysely';
import type { messageStates } from '@bahu/contract/messages.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Generated, Moment, MomentWithDefault, Nullable, OfTenant } from '../../../kernel/tables/columns.ts';

type StoredState = Exclude<(typeof messageStates)[number], 'expired'>;
interface Row extends OfTenant {
  id: Generated<string>;
  callId: string;
  agentId: Nullable<string>;
  /** As `domain/numbers` makes it. */
  number: string;
  text: string;
  state: StoredState;
  /** Until when it is asked about, or may be sent. */
  until: Moment;
  createdAt: MomentWithDefault;
  version: Generated<number>;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    messages: Row;
  }
}

/** How long an agent is asked, and how long a text waits for what sends it. */
const asksFor = sql<Date>`now() + interval '10 minutes'`;
const waitsFor = sql<Date>`now() + interval '1 day'`;

export interface NewMessage {
  tenantId: string;
  callId: string;
  agentId: string | null;
  number: string;
  text: string;
  state: 'asked' | 'waiting';
}

/** The id of a call's text; undefined where it has one already. */
export const addMessage = async (tx: Tx, message: NewMessage): Promise<string | undefined> =>
  (
    await tx
      .insertInto('messages')
      .values({ ...message, until: message.state === 'asked' ? asksFor : waitsFor })
      .onConflict((conflict) => conflict.columns(['tenantId', 'callId']).doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id;

/** What an agent is asked about, the latest first. */
export const askedOf = (tx: Tx, agentId: string) =>
  tx
    .selectFrom('messages as m')
    .innerJoin('calls as c', (join) => join.onRef('c.tenantId', '=', 'm.tenantId').onRef('c.id', '=', 'm.callId'))
    .leftJoin('customers as o', (join) =>
      join.onRef('o.tenantId', '=', 'c.tenantId').onRef('o.id', '=', 'c.customerId'),
    )
    .select(['m.id', 'm.callId', 'm.number', 'm.text', 'm.until', 'm.version', 'o.name as customerName'])
    .where('m.agentId', '=', agentId)
    .where('m.state', '=', 'asked')
    .where('m.until', '>', sql<Date>`now()`)
    .orderBy('m.createdAt', 'desc')
    .orderBy('m.id', 'desc')
    .limit(20)
    .execute();

/** Whatever becomes of it by an agent's answer; false where they are asked no more. */
export async function answerMessage(
  tx: Tx,
  { id, agentId, version }: { id: string; agentId: string; version: number },
  answer: { state: 'waiting'; text: string } | { state: 'declined' },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('messages')
    .set({ ...answer, ...(answer.state === 'waiting' && { until: waitsFor }), version: version + 1 })
    .where('id', '=', id)
    .where('agentId', '=', agentId)
    .where('version', '=', version)
    .where('state', '=', 'asked')
    .where('until', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export const findMessage = (tx: Tx, id: string, agentId: string) =>
  tx.selectFrom('messages').selectAll().where('id', '=', id).where('agentId', '=', agentId).executeTakeFirst();
