/** Whose the customers of the demo company were before. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import type { DemoCompany } from '../../server-slice.ts';

export async function demoOwners(tx: Tx, { tenantId, users }: DemoCompany): Promise<void> {
  const customers = await tx
    .selectFrom('customers')
    .select(['id', 'ownerId'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  const of = (extension: string | null) =>
    customers.filter(({ ownerId }) => ownerId === (extension === null ? null : users[extension]!)).map(({ id }) => id);
  const [mine, theirs, pool] = [of('802'), of('803'), of(null)];
  type Line = readonly [
    customer: string | undefined,
    daysAgo: number,
    from: string | null,
    to: string | null,
    reason: string,
    by: string | null,
  ];
  const lines: Line[] = [
    [mine[0], 60, null, '804', 'take', '804'],
    [mine[0], 41, '804', '802', 'assign', '801'],
    [mine[1], 33, null, '802', 'take', '802'],
    [mine[2], 70, '805', '802', 'import', '801'],
    [theirs[0], 50, '806', null, 'rule', null],
    [theirs[0], 48, null, '803', 'take', '803'],
    [pool[0], 20, '803', null, 'give-back', '803'],
    [pool[1], 12, '804', null, 'rule', null],
  ];
  const names = new Map(
    (await tx.selectFrom('users').select(['id', 'name']).execute()).map(({ id, name }) => [id, name] as const),
  );
  const idOf = (extension: string | null): string | null => (extension === null ? null : users[extension]!);
  for (const [customer, daysAgo, from, to, reason, by] of lines) {
    if (customer === undefined) continue;
    const byId = idOf(by);
    await sql`
      insert into customer_owners (tenant_id, customer_id, original_id, from_id, to_id, reason, by_id, by_name, at)
      values (${tenantId}, ${customer}, ${customer}, ${idOf(from)}, ${idOf(to)}, ${reason}, ${byId}, ${(byId && names.get(byId)) ?? ''},
        now() - make_interval(days => ${daysAgo}))`.execute(tx);
  }
}
