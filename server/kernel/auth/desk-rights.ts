/** Whether a session's user may still hold a softphone. */
import type { Tx } from '../db.ts';
import { readPrincipal } from './read-principal.ts';

/** By the user's own role, whatever other role the session tries out; false for a session that is gone. */
export async function mayUseDesk(tx: Tx, tenantId: string, sessionId: string): Promise<boolean> {
  const session = await tx.selectFrom('sessions').select('userId').where('id', '=', sessionId).executeTakeFirst();
  const principal =
    session &&
    (await readPrincipal(tx, { tenantId, userId: session.userId, sessionId, viewRoleId: null, support: null }));
  return principal?.permissions.has('desk.use') ?? false;
}
