/** Whose value of a setting holds (SPEC A4): the agent's own, unless their company has locked it; else the company's; else the product's. */

type Settings = Readonly<Record<string, unknown>>;

/** What a company says of the settings of its agents. */
export interface SettingRules<S extends Settings> {
  readonly defaults: Partial<S>;
  /** These its agents do not change. */
  readonly locks: readonly (keyof S & string)[];
}

/** What holds for agents who have set nothing. */
export const defaultsOf = <S extends Settings>(standard: S, { defaults }: SettingRules<S>): S => ({
  ...standard,
  ...defaults,
});

/** What holds for an agent. What they set before it was locked stays kept, and comes back with the lock's end. */
export function inForce<S extends Settings>(standard: S, rules: SettingRules<S>, own: Partial<S>): S {
  const open = Object.entries(own).filter(([key]) => !rules.locks.includes(key));
  return { ...defaultsOf(standard, rules), ...(Object.fromEntries(open) as Partial<S>) };
}

/** By value: in which order the parts of a setting stand says nothing. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isCompound(one) || !isCompound(other)) return Object.is(one, other);
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Array.isArray(one) === Array.isArray(other) && [...keys].every((key) => isSame(one[key], other[key]));
}

const isCompound = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Settings that differ between two choices although they are locked; one that is missing in both does not. */
export const changedLocks = <S extends Settings>(
  { locks }: Pick<SettingRules<S>, 'locks'>,
  before: NoInfer<Partial<S>>,
  after: NoInfer<Partial<S>>,
): (keyof S & string)[] => locks.filter((key) => !isSame(before[key], after[key]));
