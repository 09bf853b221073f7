import { sql } from 'kysely';
import type { Input } from '@bahu/contract/route.ts';
import type { trunkRoutes } from '@bahu/contract/trunks.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';

export type TrunkRecord = NonNullable<Awaited<ReturnType<typeof findTrunk>>>;
export type TrunkPlan = Omit<Input<typeof trunkRoutes.change>['body'], 'version'>;

const listName = 'trunks by name';
const nameKey = sql<string>`t.name collate "zh-x-icu"`;
const described = (tx: Tx) =>
  tx
    .selectFrom('trunks as t')
    .select(['t.id', 't.name', 't.channels', 't.isEnabled', 't.outsidePrefix', 't.longDistance', 't.version']);

export async function listTrunks(tx: Tx, query: Input<typeof trunkRoutes.list>['query']) {
  const after = readCursor(listName, query.cursor);
  const limit = pageSize(query);
  const count = await countRows(tx, tx.selectFrom('trunks as t').select('t.id'));
  const all = described(tx);
  const page = after ? all.where(sql<boolean>`(${nameKey}, t.id) > (${after.at}, ${after.id}::uuid)`) : all;
  const rows = await page
    .orderBy(nameKey)
    .orderBy('t.id')
    .limit(limit + 1)
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.name, id: row.id })), ...count };
}

export const findTrunk = (tx: Tx, id: string) => described(tx).where('t.id', '=', id).executeTakeFirst();

/** Changes a trunk when it still has the version that the editor saw; false when somebody was faster. */
export async function updateTrunk(tx: Tx, id: string, version: number, plan: TrunkPlan): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('trunks')
    .set({ ...plan, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Trunks of the demo lead to the simulated carrier wherever it is this time. */
export async function leadToCarrier(tx: Tx, carrier: { host: string; port: number }): Promise<void> {
  await tx.updateTable('trunks').set(carrier).where('isSimulated', '=', true).execute();
}
