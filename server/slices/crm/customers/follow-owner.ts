/** Customers go where their owner goes: the department of a customer is the one of its agent. */
import type { Listeners } from '../../../kernel/domain-events.ts';

export const customerListeners: Listeners = {
  'agent.moved': async (tx, { agentIds, departmentId }) => {
    if (agentIds.length)
      await tx.updateTable('customers').set({ departmentId }).where('ownerId', 'in', agentIds).execute();
  },
};
