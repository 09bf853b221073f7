/** Second factors of a tenant's users. */
import { sql } from 'kysely';
import { createFactors } from '../../../kernel/auth/factors.ts';
import type { Tx } from '../../../kernel/db.ts';
import { places } from '../../../kernel/vault.ts';

export const factors = createFactors({
  place: places.secondFactor,
  lock: (tx, userId) =>
    tx
      .selectFrom('secondFactors')
      .select(['secret', 'sealedFor', 'confirmedAt', 'recoveryHashes', 'lastStep'])
      .where('userId', '=', userId)
      .forUpdate()
      .executeTakeFirst(),
  begin: async (tx, userId, secret) => {
    const row = await tx
      .insertInto('secondFactors')
      .values({ tenantId: sql<string>`bahu_tenant()`, userId, sealedFor: userId, secret })
      .onConflict((conflict) =>
        conflict
          .columns(['tenantId', 'userId'])
          .doUpdateSet({ sealedFor: userId, secret })
          .where('secondFactors.confirmedAt', 'is', null),
      )
      .returning('userId')
      .executeTakeFirst();
    return row !== undefined;
  },
  change: async (tx, userId, { isConfirmed, ...values }) => {
    await tx
      .updateTable('secondFactors')
      .set({ ...values, ...(isConfirmed && { confirmedAt: sql<Date>`now()` }) })
      .where('userId', '=', userId)
      .execute();
  },
  remove: async (tx, userId) => {
    await tx.deleteFrom('secondFactors').where('userId', '=', userId).execute();
  },
});

export async function hasFactor(tx: Tx, userId: string): Promise<boolean> {
  return (
    (await tx
      .selectFrom('secondFactors')
      .select('userId')
      .where('userId', '=', userId)
      .where('confirmedAt', 'is not', null)
      .executeTakeFirst()) !== undefined
  );
}
