/** Fields that records have without design, as definitions: controls, columns and words follow from them as from those that a company designed. */
import type { BuiltInField } from './customer-fields.ts';
import { fieldLimits, type FieldDef, type FieldOption } from './field.ts';
import type { FieldLanguage } from './separators.ts';

type BuiltInFields = Readonly<Record<string, BuiltInField>>;
type WithList = Required<Pick<BuiltInField, 'options'>>;
/** Codes of a list; the empty one is none of its values. */
export type CodeOf<F extends WithList> = Exclude<Extract<keyof F['options'], string>, ''>;

const optionsOf = ({ options = {} }: BuiltInField): FieldOption[] =>
  Object.entries(options).flatMap(([code, { labels }], index) =>
    labels ? [{ id: `o${index}`, code, labels, color: '' as const, parentId: null, isRetired: false }] : [],
  );

/** By their keys, which name their values in records and in the API, in the order of their descriptions. */
export const definitionsOf = <F extends BuiltInFields>(fields: F): Readonly<Record<keyof F, FieldDef>> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, field], position) => [
      key,
      {
        id: key,
        key,
        type: field.type,
        labels: field.labels,
        options: optionsOf(field),
        state: field.state ?? 'all',
        isSearchable: field.filter !== undefined,
        required: { web: field.isRequired ?? false, mobile: field.isRequired ?? false, pop: field.isRequired ?? false },
        position,
        width: field.width ?? fieldLimits.width.standard,
        default: '',
        builtIn: {
          column: field.column ?? 'always',
          isStretched: field.width === undefined,
          isSorted: field.isSorted ?? false,
          isAlwaysFilter: field.filter === 'always',
          grows: field.grows ?? false,
          isNeeded: field.isNeeded ?? false,
        },
      } satisfies FieldDef,
    ]),
  ) as unknown as Readonly<Record<keyof F, FieldDef>>;

/** What the fields are called. */
export const labelsOf = <F extends BuiltInFields>(fields: F, language: FieldLanguage): Record<keyof F, string> =>
  Object.fromEntries(Object.entries(fields).map(([key, { labels }]) => [key, labels[language]])) as Record<
    keyof F,
    string
  >;

/** The codes of a list, in its order. */
export const codesOf = <F extends WithList>({ options }: F): CodeOf<F>[] =>
  Object.keys(options).filter((code) => code !== '') as CodeOf<F>[];

/** What the codes of a list mean. */
export const codeLabels = <F extends WithList>({ options }: F, language: FieldLanguage): Record<CodeOf<F>, string> =>
  Object.fromEntries(
    Object.entries(options).flatMap(([code, { labels }]) => (labels ? [[code, labels[language]]] : [])),
  ) as Record<CodeOf<F>, string>;
