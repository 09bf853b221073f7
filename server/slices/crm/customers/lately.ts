/** What was with a customer lately, for who is about to speak with them. */
import { sql } from 'kysely';
import type { Lately } from '@bahu/contract/customers.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';

/** More calls of a month are as many; they are shown as 99+. */
const most = 100;

/** Of a customer whom the reader may open; without what they have no permission to read. The call that asks is not counted. */
export async function readLately(tx: Tx, reader: Principal, customerId: string, callId: string): Promise<Lately> {
  const mayCalls = reader.permissions.has('call.read');
  const mayNotes = reader.permissions.has('follow-up.read');
  const { rows } = await sql<{ calls: number; note: string | null }>`
    select
      (select count(*)::int from (
        select 1 from calls
          where ${mayCalls} and customer_id = ${customerId} and direction = 'inbound' and not is_elsewhere and id <> ${callId}
            and started_at > now() - interval '30 days'
          limit ${most}) as of_month) as calls,
      (select content from follow_ups where ${mayNotes} and customer_id = ${customerId} order by created_at desc, id desc limit 1) as note`.execute(
    tx,
  );
  const { calls, note } = rows[0]!;
  return { inboundCalls: calls, note: note === null ? null : textFor(reader, note) };
}
