/** What somebody else saved of a field while it was being changed here: which fields that are, and what stands on both sides. Pure. */
import type { Field } from './fields.ts';

/** What a field held when somebody began to change it here; `settled` is what they chose to write over. */
export type Bases<V> = { readonly [K in keyof V]?: { readonly was: V[K]; readonly settled?: V[K] } };

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** With what is saved now as the base of the fields that are changed for the first time. */
export const withBases = <V extends object>(bases: Bases<V>, saved: V, names: readonly (keyof V)[]): Bases<V> => {
  const missing = names.filter((name) => !(name in bases));
  if (missing.length === 0) return bases;
  return { ...bases, ...Object.fromEntries(missing.map((name) => [name, { was: saved[name] }])) };
};

/** Fields that are changed here and were saved otherwise by somebody else since, unless that was settled. */
export const conflictsIn = <V extends object>(bases: Bases<V>, saved: V, changes: Partial<V>): (keyof V & string)[] =>
  (Object.keys(changes) as (keyof V & string)[]).filter((name) => {
    const base = bases[name];
    return base !== undefined && !isSame(base.was, saved[name]) && !isSame(base.settled, saved[name]);
  });

/** A field of which one's own value is to be written over what is saved now. */
export const settled = <V extends object>(bases: Bases<V>, saved: V, name: keyof V): Bases<V> => ({
  ...bases,
  [name]: { was: bases[name]?.was, settled: saved[name] },
});

/** A value in words where a line can say it; null for lists and files. */
export function valueText<V>(field: Field<V> | undefined, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return '';
  if (field && 'options' in field && field.kind !== 'cascade' && field.kind !== 'tree') {
    const known = [value].flat().map((one) => field.options.find((option) => option.value === one)?.label);
    return known.every((label) => label !== undefined) ? known.join(' · ') : null;
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
