/** With whose rights a job runs: those that its starter has when it runs, within those that he had when he started it. */
import { sql } from 'kysely';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Caller } from '../../../kernel/auth/caller.ts';
import { readCaller } from '../../../kernel/auth/read-caller.ts';
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
export const starterOf = ({ caller, address }: { caller: Caller; address: string }): Starter => ({
  userId: caller.userId,
  sessionId: caller.sessionId,
  name: caller.name,
  address,
  masksNumbers: caller.masksNumbers,
  viewRoleId: caller.viewingAs?.id ?? null,
  support: caller.support && { ...caller.support, endsAt: caller.support.endsAt.toISOString() },
  keyPermissions: caller.via === 'api-key' ? [...caller.permissions] : null,
});

/** The starter as their rows say now. @throws Refusal forbidden when they are disabled or gone, or when the operator's visit is over. */
export async function readStarter(tx: Tx, tenantId: string, starter: Starter): Promise<Caller> {
  const { userId, sessionId, viewRoleId, support, keyPermissions } = starter;
  const caller = await readCaller(tx, {
    tenantId,
    userId,
    sessionId,
    viewRoleId,
    support: support && { ...support, endsAt: new Date(support.endsAt) },
    ...(keyPermissions && { key: { name: '', permissions: keyPermissions } }),
  });
  if (!caller || (support && !(await isVisiting(tx, sessionId)))) throw new Refusal('forbidden');
  return { ...caller, name: starter.name, masksNumbers: caller.masksNumbers || starter.masksNumbers };
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
