/** The customers of the demo company stand in its categories, by the stage that they are in. */
import { sql, type Updateable } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import type { CustomerRow } from '../../../kernel/tables/records.ts';
import { listCategories } from '../customer-categories/index.ts';
import { lockHeld } from './locks.ts';
import { writingWishes } from './wishes.ts';

/** Of a stage in turn; the empty name is no category. */
const categoriesOf: Readonly<Record<string, readonly string[]>> = {
  '': ['', '渠道伙伴', ''],
  lead: ['待培育', '', '一般意向'],
  contacted: ['一般意向', '待培育', '高意向'],
  interested: ['高意向', '一般意向'],
  negotiating: ['高意向', '大客户'],
  won: ['普通客户', '大客户', '安装调试', '待续约', '维修保养', '普通客户', '投诉处理'],
  lost: ['', '待培育'],
};

/** Some of those who are put off do not want to be called; of the others some have agreed to be. */
export async function sayWishes(tx: Tx, writerId: string): Promise<void> {
  await writingWishes(tx, { userId: writerId });
  const customers = await tx.selectFrom('customers').select(['id', 'stage']).orderBy('id').execute();
  const idsOf = (stage: string): string[] => customers.filter((one) => one.stage === stage).map(({ id }) => id);
  const [complained, moved, refused] = idsOf('lost');
  const said: readonly (readonly [ids: readonly (string | undefined)[], values: Updateable<CustomerRow>])[] = [
    [[complained], { doNotCall: 'yes', doNotCallReason: '客户投诉来电过多，要求不再致电' }],
    [[moved], { doNotCall: 'yes', doNotCallReason: '已搬离本市，不再需要' }],
    [[refused], { consent: 'refused', consentHow: '电话中口头拒绝' }],
    [idsOf('won').slice(0, 6), { consent: 'given', consentHow: '签约时书面同意' }],
  ];
  for (const [ids, values] of said) {
    const known = ids.filter((id): id is string => id !== undefined);
    if (known.length > 0) await tx.updateTable('customers').set(values).where('id', 'in', known).execute();
  }
}

export async function spreadOverCategories(tx: Tx): Promise<void> {
  const ids = new Map((await listCategories(tx)).map(({ id, name }) => [name, id]));
  const customers = await tx.selectFrom('customers').select(['id', 'stage']).orderBy('id').execute();
  const seen = new Map<string, number>();
  const given = customers.map(({ id, stage }) => {
    const turn = seen.get(stage) ?? 0;
    seen.set(stage, turn + 1);
    const names = categoriesOf[stage] ?? [''];
    return { id, categoryId: ids.get(names[turn % names.length]!) ?? null };
  });
  await sql`
    update customers c set category_id = g.category_id from jsonb_to_recordset(${JSON.stringify(given.map(({ id, categoryId }) => ({ id, category_id: categoryId })))}::jsonb)
      as g (id uuid, category_id uuid) where c.id = g.id and g.category_id is not null`.execute(tx);
}

/** Some are locked by their agents, and some about to go back to the public pool. */
export async function lockSome(tx: Tx, users: Readonly<Record<string, string>>): Promise<void> {
  const of = async (extension: string): Promise<string[]> => {
    const owner = users[extension]!;
    const rows = await tx
      .selectFrom('customers')
      .select('id')
      .where('ownerId', '=', owner)
      .orderBy('createdAt')
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  };
  const [mine, theirs] = [await of('802'), await of('803')];
  await lockHeld(tx, mine.slice(0, 2), 25);
  await lockHeld(tx, theirs.slice(0, 1), 0);
  await sql`update customers set followed_at = now() - interval '84 days', return_warned_at = now() - interval '5 hours'
    where id = any(${mine.slice(2, 4)}::uuid[])`.execute(tx);
}
