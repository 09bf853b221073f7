/** The door of the calls. */
import type { Caller } from '../../kernel/auth/caller.ts';
import type { Tx } from '../../kernel/db.ts';
import { canOpen } from './scope.ts';
import { idsWithDigits } from './store.ts';

export { mountCalls, type CallsSlice } from './routes.ts';

export interface OpenCall {
  id: string;
  number: string;
  direction: 'inbound' | 'outbound' | 'internal';
  customerId: string | null;
}

/** A live or past call that the reader may open, with its number whole; undefined when there is none such. */
export function findOpenCall(tx: Tx, reader: Caller, id: string): Promise<OpenCall | undefined> {
  return tx.selectFrom('calls as c').select(['c.id', 'c.number', 'c.direction', 'c.customerId']).where('c.id', '=', id).where((eb) => canOpen(eb, reader)).executeTakeFirst();
}

/** Ties the calls with a number that belong to nobody yet to a customer. Returns how many there were, 500 at most. */
export async function giveCallsTo(tx: Tx, customerId: string, number: string): Promise<number> {
  const ids = idsWithDigits({ grams: [], pattern: number });
  const rows = await tx.updateTable('calls').set({ customerId }).where('customerId', 'is', null).where('direction', '!=', 'internal').where('id', 'in', ids).returning('id').execute();
  return rows.length;
}
