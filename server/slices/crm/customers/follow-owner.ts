/** What customers do about what others tell. They go where their owner goes: the department of a customer is the one of its agent. */
import { sql } from 'kysely';
import type { Listeners } from '../../../kernel/domain-events.ts';
import { forgetReads } from '../../people/todos/index.ts';
import { giveUpFiles } from '../../platform/attachments/index.ts';
import { forgetMergesOf } from './merges-store.ts';

export const customerListeners: Listeners = {
  'agent.moved': async (tx, { agentIds, departmentId }) => {
    if (agentIds.length)
      await tx.updateTable('customers').set({ departmentId }).where('ownerId', 'in', agentIds).execute();
  },
  /** What was noted of it stays, and the last call with the customer is the one before it. */
  'call.removed': async (tx, { callId, customerId }) => {
    await tx.updateTable('followUps').set({ callId: null }).where('callId', '=', callId).execute();
    if (customerId !== null)
      await sql`update customers set last_call_at = (select max(started_at) from calls where customer_id = ${customerId} and id <> ${callId})
        where id = ${customerId}`.execute(tx);
  },
  /** What was agreed with them goes along, and what is kept of those who were merged with them. */
  'customer.purged': async (tx, { customerIds }) => {
    const rows = await tx
      .deleteFrom('followUps')
      .where('customerId', '=', sql<string>`any(${customerIds}::uuid[])`)
      .returning('id')
      .execute();
    const ids = rows.map(({ id }) => id);
    await forgetReads(tx, 'follow-up', ids);
    await giveUpFiles(tx, 'follow-ups', ids);
    await tx
      .deleteFrom('contacts')
      .where('customerId', '=', sql<string>`any(${customerIds}::uuid[])`)
      .execute();
    await forgetMergesOf(tx, customerIds);
  },
  /** A trigger makes the keys of whatever is written. */
  'field.keys-wanted': async (tx, { owner, fieldId, slot, after, upTo }) => {
    const concerned = sql`id > ${after}::uuid and id <= ${upTo}::uuid
      and (jsonb_exists(fields, ${fieldId}) or field_keys[${slot}::int] is not null)`;
    if (owner === 'customers') await sql`update customers set fields = fields where ${concerned}`.execute(tx);
    else if (owner === 'follow-ups') await sql`update follow_ups set fields = fields where ${concerned}`.execute(tx);
  },
};
