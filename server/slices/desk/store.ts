/** What the desk reads: recent calls, colleagues, and numbers to dial by reference. */
import type { Static } from 'typebox';
import type { RecentCall } from '@bahu/contract/desk.ts';
import type { Caller } from '../../kernel/auth/caller.ts';
import { numberFor } from '../../kernel/auth/caller.ts';
import type { Tx } from '../../kernel/db.ts';
import { findOpenCall } from '../calls/index.ts';
import { findOpenCustomer } from '../customers/index.ts';

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

/** The number of a customer whom the reader may open. */
export async function phoneOfCustomer(tx: Tx, caller: Caller, customerId: string): Promise<Party | null> {
  const customer = await findOpenCustomer(tx, caller, customerId);
  return customer ? { number: customer.phone, customer: { id: customer.id, name: customer.name } } : null;
}

/** The other party of an earlier call that the reader may open, with the name of a customer only if he may open him too. */
export async function otherPartyOfCall(tx: Tx, caller: Caller, callId: string): Promise<Party | null> {
  const call = await findOpenCall(tx, caller, callId);
  if (!call) return null;
  const customer = call.customerId === null ? undefined : await findOpenCustomer(tx, caller, call.customerId);
  return { number: call.number, customer: customer ? { id: customer.id, name: customer.name } : null };
}
