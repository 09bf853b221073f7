/** Customers go where their owner goes: the department of a customer is the one of its agent. */
import type { Tx } from '../../../kernel/db.ts';

/** Puts the customers of these agents into a department, or into none; to be called in the transaction that moves the agents. */
export async function followOwners(tx: Tx, agentIds: readonly string[], departmentId: string | null): Promise<void> {
  if (agentIds.length)
    await tx.updateTable('customers').set({ departmentId }).where('ownerId', 'in', agentIds).execute();
}
