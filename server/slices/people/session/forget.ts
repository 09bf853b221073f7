/** What the sessions keep of users goes with them. */
import { forgetUser } from '../../../kernel/auth/sign-ins.ts';
import type { Listeners } from '../../../kernel/domain-events.ts';

export const sessionListeners: Listeners = {
  'user.removed': async (tx, { userId }) => {
    await forgetUser(tx, userId);
  },
  'user.second-factor-lost': async (tx, { userId }) => {
    await tx.deleteFrom('secondFactors').where('userId', '=', userId).execute();
  },
};
