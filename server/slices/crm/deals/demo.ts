/** Deals of the demo company: with customers who are far enough, by those who serve them, over the last weeks. */
import { isSigned } from '@bahu/domain/fields/deal-fields.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';

const products = [
  '专业版 一年',
  '标准版 一年',
  '专业版 三年',
  '坐席扩容 10 个',
  '录音存储 1 TB',
  '标准版 一年',
] as const;
const amounts = ['12800.00', '5980.00', '33600.00', '8600.00', '1999.90', '5480.00'] as const;
const stages = ['signed', 'paid', 'negotiating', 'pending', 'paid', 'negotiating', 'lost'] as const;
const notes: Readonly<Record<string, readonly string[]>> = {
  negotiating: ['对方要求延长试用', '', '报价已发，周五回复'],
  pending: ['等法务盖章'],
  signed: ['季付，首期已开票', ''],
  paid: ['', '发票已寄出', ''],
  lost: ['转投别家，价格原因'],
};
const day = 86_400_000;

export async function demoDeals(tx: Tx, tenantId: string): Promise<void> {
  const customers = await tx
    .selectFrom('customers')
    .select(['id', 'ownerId', 'stage'])
    .where('ownerId', 'is not', null)
    .where('stage', 'in', ['interested', 'negotiating', 'won'])
    .orderBy('id')
    .limit(24)
    .execute();
  const rows = customers.map(({ id: customerId, ownerId, stage }, i) => {
    const dealStage = stage === 'won' ? (i % 2 === 0 ? 'paid' : 'signed') : stages[i % stages.length]!;
    const createdAt = new Date(Date.now() - (2 + i * 1.7) * day);
    return {
      tenantId,
      id: newId(createdAt.getTime()),
      customerId,
      agentId: ownerId!,
      product: products[i % products.length]!,
      amount: amounts[i % amounts.length]!,
      dealKind: (['new', 'renewal', 'new', 'upgrade'] as const)[i % 4]!,
      dealStage,
      note: notes[dealStage]![i % notes[dealStage]!.length]!,
      signedOn: isSigned(dealStage) ? new Date(createdAt.getTime() + day).toISOString().slice(0, 10) : null,
      createdAt,
    };
  });
  if (rows.length > 0) await tx.insertInto('deals').values(rows).execute();
}
