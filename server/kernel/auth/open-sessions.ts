/** Where a user is signed in now. */
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { OpenSession } from '@bahu/contract/users.ts';
import type { Tx } from '../db.ts';

/** The open sessions of a user, the one used last first. Support sessions of the provider's operator are not theirs. */
export async function openSessionsOf(
  tx: Tx,
  userId: string,
  currentSessionId: string,
): Promise<Static<typeof OpenSession>[]> {
  const rows = await tx
    .selectFrom('sessions as s')
    .leftJoin('softphones as p', (join) =>
      join.onRef('p.tenantId', '=', 's.tenantId').onRef('p.sessionId', '=', 's.id'),
    )
    .where('s.userId', '=', userId)
    .where('s.operatorId', 'is', null)
    .where('s.expiresAt', '>', sql<Date>`now()`)
    .select(['s.id', 's.address', 's.device', 's.createdAt', 's.seenAt', 'p.agentId as phone'])
    .orderBy('s.seenAt', 'desc')
    .orderBy('s.id')
    .execute();
  return rows.map(({ phone, createdAt, seenAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    seenAt: seenAt.toISOString(),
    isCurrent: row.id === currentSessionId,
    hasSoftphone: phone !== null,
  }));
}
