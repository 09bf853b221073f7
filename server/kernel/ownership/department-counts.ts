/** How many records of a kind each department holds, for the tree beside their list. */
import { sql } from 'kysely';
import { maxCounted, type DepartmentCount } from '@bahu/contract/department-counts.ts';
import type { Tx } from '../db.ts';
import type { Tables } from '../tables.ts';
import type { Range } from './range.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** Ids from the root, each followed by a slash. */
  readonly path: string;
  readonly own: number;
}

/** Tables whose rows belong to a department. */
type OfDepartments = {
  [Table in keyof Tables]: 'departmentId' extends keyof Tables[Table] ? Table : never;
}[keyof Tables];

/**
 * Departments in a range with their records, parents before children and siblings in order. Every record of such a department is in the range, so
 * nobody learns of others. One statement; it reads at most `maxCounted` + 1 entries of the index by department for each of them, however many
 * records there are. Whoever reaches over no department gets none.
 * @param table has an index that begins with `tenant_id, department_id`, or few rows
 */
export async function countByDepartment(tx: Tx, range: Range, table: OfDepartments): Promise<DepartmentCount[]> {
  if (!range.isAll && range.departmentIds.length === 0) return [];
  const { rows } = await sql<Row>`
    select d.id, d.name, d.parent_id as "parentId", d.path, (
      select count(*) from (
        select from ${sql.table(table)} as r
        where r.tenant_id = d.tenant_id and r.department_id = d.id limit ${maxCounted + 1}
      ) as counted)::int as own
    from departments d where ${range.isAll ? sql`true` : sql`d.id = any(${[...range.departmentIds]}::uuid[])`}
    order by d.position, d.name, d.id`.execute(tx);
  return inTreeOrder(rows).map((row) => withBelow(row, rows));
}

function withBelow({ id, name, parentId, path }: Row, all: readonly Row[]): DepartmentCount {
  const count = all.reduce((sum, row) => sum + (row.path.startsWith(path) ? row.own : 0), 0);
  return {
    id,
    name,
    parentId: all.some((row) => row.id === parentId) ? parentId : null,
    count: Math.min(count, maxCounted),
    isExact: count <= maxCounted,
  };
}

function inTreeOrder(rows: readonly Row[]): Row[] {
  const known = new Set(rows.map(({ id }) => id));
  const below = (parent: string | null): Row[] =>
    rows
      .filter(({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null) === parent)
      .flatMap((row) => [row, ...below(row.id)]);
  return below(null);
}
