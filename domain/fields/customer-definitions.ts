/** The fields that every customer has as definitions, so that controls, columns and words follow from them as from those that a company designed. */
import { customerField, customerFieldKeys, customerFields, type CustomerFieldKey } from './customer-fields.ts';
import { fieldLimits, type FieldDef, type FieldOption } from './field.ts';
import type { FieldLanguage } from './separators.ts';

const optionsOf = (key: CustomerFieldKey): FieldOption[] =>
  Object.entries(customerField(key).options ?? {}).flatMap(([code, { labels }], index) =>
    labels ? [{ id: `o${index}`, code, labels, color: '' as const, parentId: null, isRetired: false }] : [],
  );

const definitionOf = (key: CustomerFieldKey, position: number): FieldDef => {
  const { type, labels, isRequired = false } = customerField(key);
  return {
    id: key,
    key,
    type,
    labels,
    options: optionsOf(key),
    state: 'all',
    isSearchable: false,
    required: { web: isRequired, mobile: isRequired, pop: isRequired },
    position,
    width: fieldLimits.width.standard,
    default: '',
  };
};

/** By their keys, which name their values in records and in the API. */
export const customerDefinitions = Object.fromEntries(
  customerFieldKeys.map((key, position) => [key, definitionOf(key, position)]),
) as Readonly<Record<CustomerFieldKey, FieldDef>>;

/** What the fields are called. */
export const customerLabels = (language: FieldLanguage): Record<CustomerFieldKey, string> =>
  Object.fromEntries(customerFieldKeys.map((key) => [key, customerField(key).labels[language]])) as Record<
    CustomerFieldKey,
    string
  >;

type ListKey = 'title' | 'stage';
export type CodeOf<K extends ListKey> = Exclude<keyof (typeof customerFields)[K]['options'], ''>;

/** The codes of a list, in its order. */
export const codesOf = <K extends ListKey>(key: K): CodeOf<K>[] =>
  customerDefinitions[key].options.map(({ code }) => code as CodeOf<K>);

/** What the codes of a list mean. */
export const codeLabels = <K extends ListKey>(key: K, language: FieldLanguage): Record<CodeOf<K>, string> =>
  Object.fromEntries(customerDefinitions[key].options.map(({ code, labels }) => [code, labels[language]])) as Record<
    CodeOf<K>,
    string
  >;
