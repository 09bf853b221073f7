/** The fields that records have without design: their names, for which a designed field may not be mistaken, and their places among designed ones. */
import type { BuiltInField } from './customer-fields.ts';
import { inOrder, type FieldDef, type FieldState, type Labels } from './field.ts';

/** What the records of an owner of fields have without design. */
export interface OwnFields {
  /** In the order that they have as long as nobody changes it. */
  readonly builtIn: readonly FieldDef[];
  /** For which a designed field may not be mistaken. */
  readonly names: readonly string[];
}

/** The names of fields and of other columns: their keys, as requests and as sheets write them, and their labels. */
export const fieldNames = (
  fields: Readonly<Record<string, Pick<BuiltInField, 'labels'>>>,
  columns: Readonly<Record<string, Labels>>,
): string[] => [
  ...Object.entries(fields).flatMap(([key, { labels }]) => namesOf(key, labels)),
  ...Object.entries(columns).flatMap(([key, labels]) => namesOf(key, labels)),
];

const namesOf = (key: string, { zh, en }: Labels): string[] => [
  key,
  key.replace(/[A-Z]/g, '-$&').toLowerCase(),
  zh,
  en,
];

/** Where a company put one of them; null for what it left as it is. */
export interface BuiltInPlace {
  readonly key: string;
  readonly state: FieldState | null;
  readonly width: number | null;
  readonly position: number | null;
}

/** All fields of an owner in their order: those that are built in, as the company put them, among those that it designed. */
export function arrangedFields<F extends FieldDef>(
  builtIn: readonly FieldDef[],
  places: readonly BuiltInPlace[],
  designed: readonly F[],
): (FieldDef | F)[] {
  const placed = builtIn.map((field, index, all): FieldDef => {
    const place = places.find(({ key }) => key === field.key);
    const traits = field.builtIn!;
    return {
      ...field,
      state: (!traits.isNeeded && place?.state) || field.state,
      width: place?.width ?? field.width,
      // Before the designed ones, which begin at 0.
      position: place?.position ?? index - all.length,
      builtIn: { ...traits, isStretched: traits.isStretched && !place?.width },
    };
  });
  return inOrder<FieldDef | F>([...placed, ...designed]);
}
