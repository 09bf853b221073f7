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

/** So few that each transaction ends in time, however many rows there are. */
const rowsAtOnce = 20_000;

/**
 * Joins the rows of one kind into one, some in each transaction until none are left, where a tenant has more than `spare` rows to spare; fewer cost a
 * reader nothing. Whoever writes customers meanwhile adds rows of their own and waits for nobody.
 */
export async function joinCounts(db: Db, spare = 500, most = rowsAtOnce): Promise<void> {
  for (const { id } of await db.system(listTenants)) {
    if (!(await db.tenant(id, (tx) => hasMany(tx, id, spare)))) continue;
    let taken = most;
    while (taken === most) taken = await db.tenant(id, (tx) => joinSome(tx, id, most));
  }
}

async function hasMany(tx: Tx, tenantId: string, spare: number): Promise<boolean> {
  const kinds = sql`select count(*) as n from customer_counts where tenant_id = ${tenantId} group by category_id, department_id, owner_id`;
  const { rows } = await sql<{ isMany: boolean }>`
    select coalesce(sum(k.n) - count(*) > ${spare}, false) as "isMany" from (${kinds}) k`.execute(tx);
  return rows[0]!.isMany;
}

/**
 * Takes at most so many rows, of at most half as many kinds, so that each time there are fewer afterwards. Returns how many: fewer than that when no more
 * can be joined.
 */
async function joinSome(tx: Tx, tenantId: string, most: number): Promise<number> {
  const none = sql`'00000000-0000-0000-0000-000000000000'::uuid`;
  const kind = (of: string) =>
    sql.join(
      ['category_id', 'department_id', 'owner_id'].map((name) => sql`coalesce(${sql.ref(`${of}.${name}`)}, ${none})`),
    );
  const { rows } = await sql<{ taken: number }>`
    with kinds (category, department, owner) as materialized (
      select ${kind('k')} from customer_counts k where tenant_id = ${tenantId} group by 1, 2, 3 having count(*) > 1 limit ${most / 2}::int),
    picked as materialized (
      select c.ctid as place from customer_counts c where c.tenant_id = ${tenantId} and (${kind('c')}) in (select * from kinds) limit ${most}),
    taken as (delete from customer_counts c using picked where c.ctid = picked.place and c.tenant_id = ${tenantId} returning c.*),
    joined as (
      insert into customer_counts (tenant_id, category_id, department_id, owner_id, customers)
        select tenant_id, category_id, department_id, owner_id, sum(customers) from taken group by 1, 2, 3, 4 having sum(customers) <> 0)
    select count(*)::int as taken from taken`.execute(tx);
  return rows[0]!.taken;
}
