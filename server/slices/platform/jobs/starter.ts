/** With whose rights a job runs: those that its starter has when it runs, within those that they had when they started it. */
import { sql } from 'kysely';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { readPrincipal } from '../../../kernel/auth/read-principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';

export interface Starter {
  userId: string;
  sessionId: string;
  name: string;
  address: string;
  masksNumbers: boolean;
  viewRoleId: string | null;
  support: { operatorId: string; operatorName: string; endsAt: string } | null;
  /** Of an API key: what it may. */
  keyPermissions: Permission[] | null;
}

/** What is kept of the one who starts a job. */
export const starterOf = ({ principal, address }: { principal: Principal; address: string }): Starter => ({
  userId: principal.userId,
  sessionId: principal.sessionId,
  name: principal.name,
  address,
  masksNumbers: principal.masksNumbers,
  viewRoleId: principal.viewingAs?.id ?? null,
  support: principal.support && { ...principal.support, endsAt: principal.support.endsAt.toISOString() },
  keyPermissions: principal.via === 'api-key' ? [...principal.permissions] : null,
});

/** The starter as their rows say now. @throws Refusal forbidden when they are disabled or gone, or when the operator's visit is over. */
export async function readStarter(tx: Tx, tenantId: string, starter: Starter): Promise<Principal> {
  const { userId, sessionId, viewRoleId, support, keyPermissions } = starter;
  const principal = await readPrincipal(tx, {
    tenantId,
    userId,
    sessionId,
    viewRoleId,
    support: support && { ...support, endsAt: new Date(support.endsAt) },
    ...(keyPermissions && { key: { name: '', permissions: keyPermissions } }),
  });
  if (!principal || (support && !(await isVisiting(tx, sessionId)))) throw new Refusal('forbidden');
  return { ...principal, name: starter.name, masksNumbers: principal.masksNumbers || starter.masksNumbers };
}

/** What the provider's operator has started ends with the visit. */
async function isVisiting(tx: Tx, sessionId: string): Promise<boolean> {
  return (
    (await tx
      .selectFrom('sessions')
      .select('id')
      .where('id', '=', sessionId)
      .where('expiresAt', '>', sql<Date>`now()`)
      .executeTakeFirst()) !== undefined
  );
}
