/** How many customers each category holds, from the sums that the database keeps (decision 0052), and the task that keeps these few. */
import { sql } from 'kysely';
import type { CategoryCounts, ShownScope } from '@bahu/contract/customers.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import type { Nullable, OfTenant } from '../../../kernel/tables/columns.ts';
import { listTenants } from '../../platform/tenants/index.ts';
import { listCategories } from '../customer-categories/index.ts';
import { listedFor, narrowedTo } from './scope.ts';

interface Row extends OfTenant {
  categoryId: Nullable<string>;
  departmentId: Nullable<string>;
  ownerId: Nullable<string>;
  /** Less than none where customers left. */
  customers: number;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    customerCounts: Row;
  }
}

/** The categories of the tenant with the customers that a list shows of each, parents before children and siblings in order. */
export async function countByCategory(
  tx: Tx,
  reader: Principal,
  shown: ShownScope | undefined,
): Promise<CategoryCounts> {
  // The tenant stands beside the policy, as in lists (decision 0028).
  const sums = tx
    .selectFrom('customerCounts as c')
    .select(['c.categoryId', sql<number>`sum(c.customers)::int`.as('count')])
    .where('c.tenantId', '=', reader.tenantId)
    .where(listedFor(reader, shown))
    .groupBy('c.categoryId');
  const rows = await (shown ? sums.where(narrowedTo(reader, shown)) : sums).execute();
  const own = new Map(rows.map(({ categoryId, count }) => [categoryId, count]));
  const all = await listCategories(tx);
  return {
    items: all.map(({ id, name, parentId, path }) => ({
      id,
      name: textFor(reader, name),
      parentId,
      count: all.reduce((sum, one) => sum + (one.path.startsWith(path) ? (own.get(one.id) ?? 0) : 0), 0),
    })),
    none: own.get(null) ?? 0,
    total: rows.reduce((sum, { count }) => sum + count, 0),
  };
}

/**
 * Joins the rows of one kind into one, where a tenant has more than `spare` rows to spare; fewer cost a reader nothing. Whoever writes customers meanwhile
 * adds rows of their own and waits for nobody.
 */
export async function joinCounts(db: Db, spare = 500): Promise<void> {
  for (const { id } of await db.system(listTenants)) await db.tenant(id, (tx) => joinOf(tx, id, spare));
}

async function joinOf(tx: Tx, tenantId: string, spare: number): Promise<void> {
  const kinds = sql`select count(*) as n from customer_counts where tenant_id = ${tenantId} group by category_id, department_id, owner_id`;
  const { rows } = await sql<{ isMany: boolean }>`
    select coalesce(sum(k.n) - count(*) > ${spare}, false) as "isMany" from (${kinds}) k`.execute(tx);
  if (!rows[0]?.isMany) return;
  await sql`
    with taken as (delete from customer_counts where tenant_id = ${tenantId} returning *)
    insert into customer_counts (tenant_id, category_id, department_id, owner_id, customers)
      select tenant_id, category_id, department_id, owner_id, sum(customers) from taken group by 1, 2, 3, 4 having sum(customers) <> 0`.execute(
    tx,
  );
}
