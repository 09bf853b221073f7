/** A definition as the form of the designer has it. Pure. */
import type { Field, FieldChange, NewField } from '@bahu/contract/fields.ts';
import { fieldRoutes } from '@bahu/contract/fields.ts';
import {
  canBeSearchable,
  definitionRules,
  fieldLimits,
  hasOptions,
  holdsList,
  type DefinitionRule,
  type FieldDef,
} from '@bahu/domain/fields/field.ts';
import type { TFunction } from 'i18next';
import type { Static, TObject } from 'typebox';
import { ApiError } from '../../../lib/api.ts';
import { ruleText } from '../../../lib/failure.ts';
import type { FormSchema } from '../../../ui/form/rules.ts';
import { completed, lineOfOption, type OptionLine } from './option-lines.ts';

/** The labels are `zh` and `en`; the default is `default` where a value is one text, `defaults` where it is a list. */
export interface Values extends Omit<FieldDef, 'id' | 'labels' | 'options' | 'position' | 'required' | 'default'> {
  readonly default: string;
  readonly defaults: readonly string[];
  readonly zh: string;
  readonly en: string;
  readonly options: readonly OptionLine[];
  readonly web: boolean;
  readonly mobile: boolean;
  readonly pop: boolean;
}

/** What a new field begins with; its code is the next free one. */
export function blankValues(fields: readonly Pick<Field, 'key'>[]): Values {
  const taken = new Set(fields.map(({ key }) => key));
  const next = Array.from({ length: fields.length + 1 }, (_, i) => `field-${i + 1}`).find((key) => !taken.has(key))!;
  return {
    zh: '',
    en: '',
    key: next,
    type: 'text',
    options: [],
    state: 'all',
    isSearchable: false,
    web: false,
    mobile: false,
    pop: false,
    width: fieldLimits.width.standard,
    default: '',
    defaults: [],
  };
}

export const valuesOf = ({
  labels,
  required,
  key,
  type,
  options,
  state,
  isSearchable,
  width,
  ...field
}: Field): Values => ({
  ...labels,
  ...required,
  key,
  type,
  options: options.map(lineOfOption),
  state,
  isSearchable,
  width,
  default: typeof field.default === 'string' ? field.default : '',
  defaults: typeof field.default === 'string' ? [] : field.default,
});

type Body = Omit<Static<typeof NewField>, 'owner'>;

/** What is sent. An English label that was left empty is the Chinese one. */
export function bodyOf({ zh, en, web, mobile, pop, options, isSearchable, defaults, ...values }: Values): Body {
  return {
    ...values,
    labels: { zh: zh.trim(), en: en.trim() || zh.trim() },
    required: { web, mobile, pop },
    isSearchable: isSearchable && canBeSearchable(values.type),
    // Files are no text that could stand there from the beginning.
    default: values.type === 'file' ? '' : holdsList(values.type) ? [...defaults] : values.default,
    options: completed(options),
  };
}

/** Of these values, what a change of them sends. */
export function changeOf(values: Values, changes: Partial<Values>): Omit<Static<typeof FieldChange>, 'version'> {
  const body = bodyOf(values);
  const parts: Partial<Record<keyof Values, keyof Body>> = {
    zh: 'labels',
    en: 'labels',
    web: 'required',
    mobile: 'required',
    pop: 'required',
    defaults: 'default',
  };
  const names = new Set(Object.keys(changes).map((name) => parts[name as keyof Values] ?? (name as keyof Body)));
  // A choice that was one may be several now, and the other way round.
  if (names.has('type')) for (const name of ['isSearchable', 'default'] as const) names.add(name);
  return Object.fromEntries([...names].map((name) => [name, body[name]]));
}

/** The definition that these values make, for pictures of it. */
export function definitionOf(values: Values, of: { id: string; position: number }): FieldDef {
  const { labels, required, options, ...body } = bodyOf(values);
  return { ...body, ...of, labels: { zh: labels.zh || '…', en: labels.en || '…' }, required, options };
}

/** The limits of the form, from the contract. An English label may be left empty. */
export function schemaOf(isNew: boolean): FormSchema {
  const { properties } = (isNew ? fieldRoutes.create.body : fieldRoutes.change.body) as TObject;
  const label = (fieldRoutes.create.body as TObject).properties['labels'] as TObject;
  const { maxLength } = label.properties['en'] as { maxLength?: number };
  const list = { type: 'array', maxItems: fieldLimits.chosen };
  const text = { type: 'string', maxLength: fieldLimits.text };
  return {
    properties: {
      ...properties,
      default: text,
      defaults: list,
      zh: label.properties['zh'],
      en: { type: 'string', maxLength },
    },
  };
}

/** Which field of the form, or which cell of its list, an error of the server is about. */
function nameOf(path: string): string {
  const [first = '', second, ...more] = path.split(/[./]/).filter(Boolean);
  if (first === 'labels' && second) return second;
  return first === 'options' && second ? [first, second, more.at(-1)].filter(Boolean).join('.') : first;
}

const isDefinitionRule = (rule: string): rule is DefinitionRule => definitionRules.some((known) => known === rule);

/** What is wrong with a definition, by the fields of the form; of the list of values by its cells. */
export function definitionFailures(t: TFunction, error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const texts: Record<string, string> = {};
  for (const fault of error.fields) {
    const text = isDefinitionRule(fault.rule) ? t(`fieldDesign.definition.${fault.rule}`) : ruleText(t, fault);
    const name = nameOf(fault.path);
    const names = name === 'default' ? ['default', 'defaults'] : [name];
    for (const one of names) if (!texts[one]?.includes(text)) texts[one] = texts[one] ? `${texts[one]} ${text}` : text;
  }
  return texts;
}

/** What a change asks the server beforehand; null when nothing could stop fitting. */
export function questionOf(field: Field, values: Values): { type?: Field['type']; options?: Field['options'] } | null {
  const options = completed(values.options);
  const isOtherType = values.type !== field.type;
  const before = completed(field.options.map(lineOfOption));
  const isOtherList = JSON.stringify(options) !== JSON.stringify(before);
  if (!isOtherType && !isOtherList) return null;
  return {
    ...(isOtherType && { type: values.type }),
    ...(isOtherList && (hasOptions(values.type) || hasOptions(field.type)) && { options }),
  };
}
