/** Which value of two customers who become one is proposed for each field. Pure. */

/** A field in which the two differ, with what stands in each. */
export interface Difference {
  /** As the request names it: `company`, `fields.grade`, `phone`, `owner`. */
  readonly key: string;
  readonly label: string;
  readonly stays: string;
  readonly goes: string;
}

/** Keys of the fields whose value comes from the one who goes: where the other has none. */
export const proposedTake = (differences: readonly Difference[]): string[] =>
  differences.filter(({ stays, goes }) => stays === '' && goes !== '').map(({ key }) => key);

/** The older one stays. */
export const olderFirst = <C extends { createdAt: string; id: string }>(one: C, other: C): [stays: C, goes: C] =>
  one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id)
    ? [one, other]
    : [other, one];
