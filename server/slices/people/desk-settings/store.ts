import type { SomeDeskSettings } from '@bahu/contract/desk-settings.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readDeskSettings } from '../../../kernel/desk-settings.ts';
import type { Generated, JsonWithDefault, OfTenant } from '../../../kernel/tables/columns.ts';

interface Row extends OfTenant {
  userId: string;
  own: JsonWithDefault<Record<string, unknown>>;
  version: Generated<number>;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    deskSettings: Row;
  }
}

export interface Kept {
  own: SomeDeskSettings;
  /** 0 for somebody who has set nothing yet. */
  version: number;
}

export async function findKept(tx: Tx, userId: string): Promise<Kept> {
  const row = await tx
    .selectFrom('deskSettings')
    .select(['own', 'version'])
    .where('userId', '=', userId)
    .executeTakeFirst();
  return { own: readDeskSettings(row?.own), version: row?.version ?? 0 };
}

/** Stores what somebody has set, unless that was done elsewhere since `version`. */
export async function keep(
  tx: Tx,
  key: { tenantId: string; userId: string },
  { own, version }: Kept,
): Promise<boolean> {
  const values = { own: JSON.stringify(own), version: version + 1 };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('deskSettings')
    .values({ ...key, ...values })
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'userId']).doUpdateSet(values).where('deskSettings.version', '=', version),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
