/**
 * Whose records are whose, in one place. A record belongs to people and to departments; a permission reaches over somebody's own records, those of
 * their department with all below it, or all of the tenant. The same rule is a condition of SQL (`condition.ts`), a predicate for one record, and
 * the audience of a realtime message. Pure.
 */
import { dataScopes, type DataScope, type Permission } from '@bahu/contract/permissions.ts';
import { scopeOf, type Principal } from '../auth/principal.ts';

/** What of a reader decides over whose records they reach. */
export type Reader = Pick<Principal, 'scope' | 'scopes' | 'userId' | 'departmentId' | 'departmentIds'>;

/** Whose records a permission reaches over. */
export interface Range {
  /** All of the tenant; the rest does not count then. */
  readonly isAll: boolean;
  readonly userId: string;
  /** Where they stand themselves: all that scope `own` reaches of the tree of departments. */
  readonly departmentId: string | null;
  /** Their department and all below it; none when only their own records are in reach. */
  readonly departmentIds: readonly string[];
}

/** To whom a record belongs. In the audience of a change also to whom it belonged before. */
export interface Belonging {
  /** Users; null: nobody, so that the record lies in the pool. */
  readonly ownerIds?: readonly (string | null)[];
  readonly departmentIds?: readonly (string | null)[];
  /** Of a record that is meant for somebody: for whom. */
  readonly meantFor?: MeantFor;
}

/** Everybody, or these people and whoever stands in these departments, those below them included. */
export interface MeantFor {
  readonly isAll: boolean;
  readonly userIds: readonly string[];
  readonly departmentIds: readonly string[];
}

/** How the records of one kind are owned. */
export interface OwnershipRule {
  /** Whether a record that belongs to nobody is everybody's. */
  readonly hasPool?: boolean;
}

/**
 * Over whose records somebody holds a permission; of several what all of them reach, as the import needs that writes under two rights. Whether they
 * hold it at all is another question, which the route asks.
 */
export function rangeOf(reader: Reader, ...permissions: readonly [Permission, ...Permission[]]): Range {
  return withScope(
    reader,
    dataScopes[Math.min(...permissions.map((name) => dataScopes.indexOf(scopeOf(reader, name))))]!,
  );
}

/** Nothing but one's own: for records that stay with whoever made them, and for readers who lack the permission. */
export const ownRange = (reader: Omit<Reader, 'scope' | 'scopes'>): Range => withScope(reader, 'own');

/** All of the tenant: for what a service must know whoever asked it. */
export const wholeTenant = (reader: Omit<Reader, 'scope' | 'scopes'>): Range => withScope(reader, 'all');

const withScope = (
  { userId, departmentId, departmentIds }: Omit<Reader, 'scope' | 'scopes'>,
  scope: DataScope,
): Range => ({
  isAll: scope === 'all',
  userId,
  departmentId,
  departmentIds: scope === 'department' ? departmentIds : [],
});

/** Whether a record is in reach, as `condition` finds it in SQL. */
export function isInRange(rule: OwnershipRule, range: Range, record: Belonging): boolean {
  const { ownerIds = [], departmentIds = [] } = record;
  if (range.isAll || ownerIds.includes(range.userId)) return true;
  if (rule.hasPool && ownerIds.includes(null)) return true;
  return departmentIds.some((id) => id !== null && range.departmentIds.includes(id));
}

/** Whether a record is meant for the reader, as `isMeantFor` finds it in SQL. */
export const isMeant = (
  { userId, departmentId }: Pick<Reader, 'userId' | 'departmentId'>,
  { meantFor }: Pick<Belonging, 'meantFor'>,
): boolean =>
  meantFor !== undefined &&
  (meantFor.isAll ||
    meantFor.userIds.includes(userId) ||
    (departmentId !== null && meantFor.departmentIds.includes(departmentId)));

/** Whether a department itself is in reach: any, those of the own branch, or the own one alone. */
export const holdsDepartment = (range: Range, departmentId: string | null): boolean =>
  range.isAll ||
  (departmentId !== null && (departmentId === range.departmentId || range.departmentIds.includes(departmentId)));

/** The departments in reach, or null for all of the tenant. */
export const departmentsIn = (range: Range): readonly string[] | null =>
  range.isAll
    ? null
    : range.departmentIds.length > 0
      ? range.departmentIds
      : range.departmentId === null
        ? []
        : [range.departmentId];

/** Both belongings together: who has a record and who had it before, whom it is meant for and whom it was. */
export function bothOf(one: Belonging | undefined, other: Belonging): Belonging {
  if (!one) return other;
  const meant = [one.meantFor, other.meantFor].filter((each) => each !== undefined);
  return {
    ownerIds: [...(one.ownerIds ?? []), ...(other.ownerIds ?? [])],
    departmentIds: [...(one.departmentIds ?? []), ...(other.departmentIds ?? [])],
    ...(meant.length > 0 && {
      meantFor: {
        isAll: meant.some(({ isAll }) => isAll),
        userIds: meant.flatMap(({ userIds }) => userIds),
        departmentIds: meant.flatMap(({ departmentIds }) => departmentIds),
      },
    }),
  };
}
