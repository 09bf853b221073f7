/** Tells other systems what has happened: a notice for every address that wants the event exists when and only when the change is committed. */
import { sql } from 'kysely';
import type { WebhookEvent } from '@bahu/contract/webhooks.ts';
import type { Tx } from './db.ts';

/**
 * Notes an event in the transaction of the change. What is told of the record is read when the notice goes out, as the address's owner may see it;
 * of a record that is about to be deleted only its id is left to tell.
 */
export async function emit(tx: Tx, event: WebhookEvent, recordId: string): Promise<void> {
  const data = event.endsWith('.deleted') ? JSON.stringify({ id: recordId }) : null;
  await sql`select bahu_emit(${event}, ${recordId}::uuid, ${data}::jsonb)`.execute(tx);
}
