/** The time at work of agents goes with them. */
import type { Listeners } from '../../../kernel/domain-events.ts';

export const deskListeners: Listeners = {
  'user.removed': async (tx, { userId }) => {
    await tx.deleteFrom('agentStates').where('agentId', '=', userId).execute();
  },
};
