/** The door of the calls. */
import type { Caller } from '../../kernel/auth/caller.ts';
import type { Tx } from '../../kernel/db.ts';
import { canOpen, isOwn, type CallPermission } from './scope.ts';
import { idsWithDigits } from './store.ts';

export { mountCalls, type CallsSlice } from './routes.ts';
export { callsExport } from './export.ts';
export { findCalls } from './find.ts';

export interface OpenCall {
  id: string;
  number: string;
  /** Our number; of an internal call the extension that called. */
  lineNumber: string;
  agentId: string | null;
  direction: 'inbound' | 'outbound' | 'internal';
  customerId: string | null;
  /** Answered or placed by the reader, or rung at him. */
  isOwn: boolean;
}

/** A live or past call with which the reader may do this, with its number whole; undefined when there is none such. */
export async function findOpenCall(tx: Tx, reader: Caller, id: string, permission: CallPermission = 'call.read'): Promise<OpenCall | undefined> {
  const row = await tx.selectFrom('calls as c').select(['c.id', 'c.number', 'c.lineNumber', 'c.agentId', 'c.direction', 'c.customerId']).select((eb) => isOwn(eb, reader).as('isOwn'))
    .where('c.id', '=', id).where((eb) => canOpen(eb, reader, permission)).executeTakeFirst();
  return row && { ...row, isOwn: Boolean(row.isOwn) };
}

/** Ties the calls with a number that belong to nobody yet to a customer. Returns how many there were, 500 at most. */
export async function giveCallsTo(tx: Tx, customerId: string, number: string): Promise<number> {
  const ids = idsWithDigits({ grams: [], pattern: number }, null);
  const rows = await tx.updateTable('calls').set({ customerId }).where('customerId', 'is', null).where('direction', '!=', 'internal').where('id', 'in', ids).returning('id').execute();
  return rows.length;
}
