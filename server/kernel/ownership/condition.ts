/** The rule of ownership as SQL. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { OwnershipRule, Range } from './range.ts';

/** Where the owner and the department of a record stand, as columns with their alias (`c.ownerId`). */
export interface OwnedColumns extends OwnershipRule {
  readonly owner: string;
  readonly department: string;
  /** Further records that are as good as one's own, as SQL: those that rang at an agent, those with whom they spoke. */
  readonly alsoOwn?: (ownerId: string) => RawBuilder<SqlBool>;
}

/** A condition for `where`: a record without an owner or department is found by neither (null is no). */
export function condition(owned: OwnedColumns, range: Range): RawBuilder<SqlBool> {
  if (range.isAll) return sql<SqlBool>`true`;
  const owner = sql.ref(owned.owner);
  const ownerId = range.userId;
  const parts = [
    sql<SqlBool>`${owner} = ${ownerId}::uuid`,
    ...(range.departmentIds.length > 0 ? [inDepartments(owned.department, range)] : []),
    ...(owned.hasPool ? [sql<SqlBool>`${owner} is null`] : []),
    ...(owned.alsoOwn ? [owned.alsoOwn(ownerId)] : []),
  ];
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/** The same as a value that is true or false, for `select`. */
export const isHeld = (owned: OwnedColumns, range: Range): RawBuilder<boolean> =>
  sql<boolean>`coalesce(${condition(owned, range)}, false)`;

/**
 * The same in parts that have no record in common, each with an index of its own: counted at once they would read the whole table. Rules with a pool
 * or with what is as good as one's own have no such parts.
 */
export function partsOf(
  owned: OwnedColumns & { hasPool?: never; alsoOwn?: never },
  range: Range,
): RawBuilder<SqlBool>[] {
  if (range.isAll || range.departmentIds.length === 0) return [condition(owned, range)];
  const department = sql.ref(owned.department);
  return [
    inDepartments(owned.department, range),
    sql<SqlBool>`(${sql.ref(owned.owner)} = ${range.userId}::uuid and (${department} is null or ${department} <> all(${[...range.departmentIds]}::uuid[])))`,
  ];
}

/** The two arguments by which functions of the schema take a range: the owner and their departments, both null for all of the tenant. */
export const limits = (range: Range): RawBuilder<unknown> =>
  sql`${range.isAll ? null : range.userId}::uuid, ${range.isAll ? null : [...range.departmentIds]}::uuid[]`;

const inDepartments = (column: string, range: Range): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} = any(${[...range.departmentIds]}::uuid[])`;
