/** Whether a session's user may still hold a softphone. */
import type { Tx } from '../db.ts';
import { readCaller } from './read-caller.ts';

/** By the user's own role, whatever other role the session tries out; false for a session that is gone. */
export async function mayUseDesk(tx: Tx, tenantId: string, sessionId: string): Promise<boolean> {
  const session = await tx.selectFrom('sessions').select('userId').where('id', '=', sessionId).executeTakeFirst();
  const caller =
    session && (await readCaller(tx, { tenantId, userId: session.userId, sessionId, viewRoleId: null, support: null }));
  return caller?.permissions.has('desk.use') ?? false;
}
