/** What the desk reads: recent calls, colleagues, and numbers to dial by reference. */
import type { Static } from 'typebox';
import type { RecentCall } from '@bahu/contract/desk.ts';
import type { Caller } from '../../kernel/auth/caller.ts';
import { numberFor } from '../../kernel/auth/caller.ts';
import type { Tx } from '../../kernel/db.ts';

export interface Party { number: string; customer: { id: string; name: string } | null }

const recentCount = 20;

/** The agent's latest calls, also those that rang at him only, newest first. */
export async function recentCallsOf(tx: Tx, caller: Caller): Promise<Static<typeof RecentCall>[]> {
  const rows = await tx.selectFrom('calls').leftJoin('customers', 'customers.id', 'calls.customerId')
    .select(['calls.id', 'calls.direction', 'calls.number', 'calls.customerId', 'customers.name as customerName', 'calls.startedAt', 'calls.talkSeconds', 'calls.outcome'])
    .where('calls.agentId', '=', caller.agentId).orderBy('calls.startedAt', 'desc').orderBy('calls.id', 'desc').limit(recentCount).execute();
  return rows.map((row) => ({
    callId: row.id, direction: row.direction, number: numberFor(caller, row.number), customerId: row.customerId, customerName: row.customerName,
    startedAt: row.startedAt.toISOString(), talkSeconds: row.talkSeconds, outcome: row.outcome,
  }));
}

export async function colleaguesOf(tx: Tx, ownAgentId: string): Promise<{ agentId: string; name: string; extension: string }[]> {
  return tx.selectFrom('agents').innerJoin('users', 'users.id', 'agents.userId').select(['agents.id as agentId', 'users.name', 'agents.extension'])
    .where('users.isEnabled', '=', true).where('agents.id', '!=', ownAgentId).orderBy('agents.extension').execute();
}

/** A customer's number, if the reader's scope holds him. */
export async function phoneOfCustomer(tx: Tx, caller: Caller, customerId: string): Promise<Party | null> {
  let query = tx.selectFrom('customers').select(['id', 'name', 'phone']).where('id', '=', customerId);
  if (caller.scope === 'own') query = query.where((is) => is.or([is('ownerId', '=', caller.agentId), is('ownerId', 'is', null)]));
  const row = await query.executeTakeFirst();
  return row ? { number: row.phone, customer: { id: row.id, name: row.name } } : null;
}

/** The other party of an earlier call of the reader. */
export async function otherPartyOfCall(tx: Tx, caller: Caller, callId: string): Promise<Party | null> {
  let query = tx.selectFrom('calls').leftJoin('customers', 'customers.id', 'calls.customerId')
    .select(['calls.number', 'calls.customerId', 'customers.name']).where('calls.id', '=', callId);
  if (caller.scope === 'own') query = query.where('calls.agentId', '=', caller.agentId);
  const row = await query.executeTakeFirst();
  if (!row) return null;
  return { number: row.number, customer: row.customerId && row.name ? { id: row.customerId, name: row.name } : null };
}
