/** Whether somebody may still do what they have begun. */
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import { readPrincipal } from '../../../kernel/auth/read-principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isInScope } from '../../people/users/index.ts';
import { findAgent } from './agents.ts';

/** Whose supervision it is: who they are, and the session in which they act. */
export interface Supervisor {
  tenantId: string;
  userId: string;
  sessionId: string;
}

/** Whether a supervisor may do this to an agent by their own role as the rows say now, whatever other role they try out. */
export async function maySupervise(
  tx: Tx,
  { tenantId, userId, sessionId }: Supervisor,
  targetAgentId: string,
  permission: ScopedPermission,
): Promise<boolean> {
  const principal = await readPrincipal(tx, { tenantId, userId, sessionId, viewRoleId: null, support: null });
  const target = await findAgent(tx, targetAgentId);
  return (
    principal !== null &&
    target !== undefined &&
    principal.permissions.has(permission) &&
    isInScope(principal, target, permission)
  );
}
