/**
 * Calls that were made on another device than ours: rows beside those of the engine, over in the moment in which they are written, without legs, segments
 * and steps. Nothing is counted of them, and they give nobody a right to their customer.
 */
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';

export interface CallElsewhere {
  tenantId: string;
  id: string;
  agentId: string;
  departmentId: string | null;
  customerId: string | null;
  number: string;
  direction: 'inbound' | 'outbound';
  startedAt: Date;
  /** Of the conversation, as long as its recording. */
  seconds: number;
}

export async function addElsewhere(tx: Tx, { seconds, startedAt, ...call }: CallElsewhere): Promise<void> {
  await tx
    .insertInto('calls')
    .values({
      ...call,
      isElsewhere: true,
      startedAt,
      answeredAt: startedAt,
      endedAt: new Date(startedAt.getTime() + seconds * 1000),
      talkSeconds: Math.round(seconds),
      outcome: 'connected',
      ownNumber: '',
    })
    .execute();
}

/** Whether an agent has noted a call with this number that began in the same minute. */
export async function isNotedElsewhere(
  tx: Tx,
  { agentId, number, startedAt }: Pick<CallElsewhere, 'agentId' | 'number' | 'startedAt'>,
): Promise<boolean> {
  const minute = 60_000;
  const from = Math.floor(startedAt.getTime() / minute) * minute;
  const found = await tx
    .selectFrom('calls')
    .select('id')
    .where('agentId', '=', agentId)
    .where('startedAt', '>=', new Date(from))
    .where('startedAt', '<', new Date(from + minute))
    .where('isElsewhere', '=', true)
    .where('number', '=', number)
    .executeTakeFirst();
  return found !== undefined;
}

/** Takes one away with all that refers to it; false for a call over our lines. */
export async function removeElsewhere(tx: Tx, id: string): Promise<boolean> {
  const call = await tx
    .selectFrom('calls')
    .select('customerId')
    .where('id', '=', id)
    .where('isElsewhere', '=', true)
    .forUpdate()
    .executeTakeFirst();
  if (!call) return false;
  await publish(tx, 'call.removed', { callId: id, customerId: call.customerId });
  await tx.deleteFrom('calls').where('id', '=', id).execute();
  return true;
}
