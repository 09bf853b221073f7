/** The record of who tried to sign in, from where, and how it went; `sessions.ts` notes there how a session ended. */
import type { Tx } from '../db.ts';
import { newId } from '../ids.ts';

interface SignIn {
  tenantId: string;
  userId: string | null;
  account: string;
  address: string;
  device: string;
  result: 'ok' | 'refused';
  reason: string | null;
  sessionId?: string;
}

/** Notes one try. */
export async function writeSignIn(tx: Tx, signIn: SignIn): Promise<void> {
  await tx
    .insertInto('signIns')
    .values({ ...signIn, id: newId() })
    .execute();
}

/** The sign-ins of a user who is about to be deleted stay, as those of nobody. */
export async function forgetUser(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('signIns').set({ userId: null }).where('userId', '=', userId).execute();
}
