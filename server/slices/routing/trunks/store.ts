import type { Selectable } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import type { TrunkRow } from '../../../kernel/tables.ts';

export type Trunk = Selectable<TrunkRow>;

export const listTrunks = (tx: Tx): Promise<Trunk[]> =>
  tx.selectFrom('trunks').selectAll().orderBy('name').orderBy('id').execute();

/** Whether a simulated carrier is attached, which makes demo calls possible. */
export async function hasSimulatedTrunk(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('trunks')
    .select('id')
    .where('isSimulated', '=', true)
    .where('isEnabled', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
