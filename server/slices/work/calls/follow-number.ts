/** Calls belong to the customer whose number they are with. */
import { sql } from 'kysely';
import type { CallOutcome } from '@bahu/contract/calls.ts';
import type { Listeners } from '../../../kernel/domain-events.ts';
import { idsWithDigits } from './store.ts';

export const callListeners: Listeners = {
  'customer.merged': async (tx, { fromId, intoId, moved }) => {
    const rows = await tx
      .updateTable('calls')
      .set({ customerId: intoId })
      .where('customerId', '=', fromId)
      .returning('id')
      .execute();
    moved['calls'] = rows.map(({ id }) => id);
  },
  'customer.unmerged': async (tx, { fromId, intoId, moved }) => {
    await tx
      .updateTable('calls')
      .set({ customerId: intoId })
      .where('customerId', '=', fromId)
      .where('id', '=', sql<string>`any(${moved['calls'] ?? []}::uuid[])`)
      .execute();
  },
  /** They are still calls of the company; whoever has the number next finds them. */
  'customer.purged': async (tx, { customerIds }) => {
    await tx
      .updateTable('calls')
      .set({ customerId: null })
      .where('customerId', '=', sql<string>`any(${customerIds}::uuid[])`)
      .execute();
  },
  /** Who said nothing was not served, or had talked with somebody before. */
  'message.empty': async (tx, { callId }) => {
    await tx
      .updateTable('calls')
      .set({
        outcome: sql<CallOutcome>`case when answered_at is null then 'not-served' else 'connected' end`,
        version: sql<number>`version + 1`,
      })
      .where('id', '=', callId)
      .where('outcome', '=', 'voicemail')
      .execute();
  },
  /** Ties the calls with the number that are in the writer's range and belong to nobody yet, and the one from which the number was taken. */
  'number.added': async (tx, { customerId, number, callId, range }) => {
    const ids = idsWithDigits({ grams: [], pattern: number }, range);
    await tx
      .updateTable('calls')
      .set({ customerId })
      .where('customerId', 'is', null)
      .where('direction', '!=', 'internal')
      .where((eb) =>
        eb.or([
          eb('id', 'in', ids),
          ...(callId === undefined ? [] : [eb.and([eb('id', '=', callId), eb('number', '=', number)])]),
        ]),
      )
      .execute();
  },
};
