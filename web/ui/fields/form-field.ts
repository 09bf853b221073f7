/** From a definition to the field of a form. Pure. */
import { areAttachments } from '@bahu/domain/attachments/attachment.ts';
import { type FieldDef, type FieldOption, type OptionColor } from '@bahu/domain/fields/field.ts';
import { optionsBelow } from '@bahu/domain/fields/options.ts';
import { isMoment } from '@bahu/domain/fields/wire.ts';
import type { Field, Option, Section, TreeOption } from '../form/fields.ts';
import type { StateColour } from '../theme.ts';
import type { FieldWords } from './field-words.ts';
import { fieldName, formFields, type FormValue } from './form-values.ts';

export const toneOf: Readonly<Record<Exclude<OptionColor, ''>, StateColour>> = {
  grey: 'away',
  blue: 'talking',
  green: 'ready',
  amber: 'ringing',
  red: 'alarm',
  violet: 'wrapup',
};
export const toneOfOption = (option: FieldOption | undefined): StateColour | undefined =>
  option && option.color !== '' ? toneOf[option.color] : undefined;

/** `name`: under what the form holds the value; `saved`: what the record has. */
export function formField<V>(
  field: FieldDef,
  name: keyof V & string,
  saved: FormValue | undefined,
  words: FieldWords,
): Field<V> {
  const label = field.labels[words.language];
  const isRequired = field.required.web;
  const common = { name, label, isRequired };
  if (field.builtIn?.grows) return { ...common, kind: 'textarea', rows: 1 };
  switch (field.type) {
    case 'multi-line':
      return { ...common, kind: 'textarea', isWide: true };
    case 'number':
    case 'money':
      return { ...common, kind: 'text', inputMode: 'decimal' };
    case 'phone':
      return { ...common, kind: 'text', inputMode: 'tel' };
    case 'email':
      return { ...common, kind: 'text', inputMode: 'email' };
    case 'date':
    case 'date-time':
      // The browser's control would hide what fits no calendar.
      return { ...common, kind: fitsClock(field.type, saved) ? field.type : 'text' };
    case 'agent':
      return {
        ...common,
        kind: 'remote',
        isClearable: !isRequired,
        remote: words.people,
      };
    case 'cascade':
      // A record has one id of a tree that is built in.
      if (field.builtIn)
        return {
          ...common,
          kind: 'tree',
          options: cascadeOptions(field, null, saved, words),
          isClearable: !isRequired,
        };
      return { ...common, kind: 'cascade', options: cascadeOptions(field, null, saved, words) };
    case 'radio':
    case 'select':
    case 'multi-select':
      return {
        ...common,
        kind: field.type,
        options: withSaved(choices(field, saved, words), saved),
        isClearable: !isRequired,
      };
    case 'file':
      return { ...common, kind: 'files', isWide: true };
    case 'text':
      return { ...common, kind: 'text' };
  }
}

function fitsClock(type: 'date' | 'date-time', saved: FormValue | undefined): boolean {
  if (typeof saved !== 'string' || saved === '') return true;
  return type === 'date' ? /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(saved) : isMoment(saved);
}

const chosenIn = (saved: FormValue | undefined): readonly string[] =>
  typeof saved === 'string' ? [saved].filter(Boolean) : areAttachments(saved) ? [] : (saved ?? []);

/** What is offered, and what this record has though it is offered no more. */
function choices(field: FieldDef, saved: FormValue | undefined, { language }: FieldWords): Option[] {
  const kept = new Set(chosenIn(saved));
  return field.options
    .filter(({ code, isRetired }) => !isRetired || kept.has(code))
    .map((option) => ({ value: option.code, label: option.labels[language], tone: toneOfOption(option) }));
}

/** What the record has and no list offers stands in the list as it is. */
function withSaved(options: readonly Option[], saved: FormValue | undefined): Option[] {
  const known = new Set(options.map(({ value }) => value));
  const left = chosenIn(saved).filter((value) => !known.has(value));
  return [...options, ...left.map((value) => ({ value, label: value }))];
}

function cascadeOptions(
  field: FieldDef,
  parentId: string | null,
  saved: FormValue | undefined,
  words: FieldWords,
): TreeOption[] {
  const kept = new Set(chosenIn(saved));
  const retired = field.options.filter(
    (option) => option.isRetired && option.parentId === parentId && kept.has(option.code),
  );
  return [...optionsBelow(field, parentId), ...retired].map((option) => {
    const children = cascadeOptions(field, option.id, saved, words);
    return {
      value: option.code,
      label: option.labels[words.language],
      ...(children.length > 0 ? { children } : {}),
    };
  });
}

/**
 * The fields of a form in their order: those always asked for, and those under 更多, which are in a section of their own. `own` says how a form asks
 * for fields that have rules of their own there.
 */
export function fieldSections<V>(
  fields: readonly FieldDef[],
  saved: Readonly<Record<string, unknown>>,
  words: FieldWords,
  more: string,
  own: Readonly<Record<string, readonly Field<V>[]>> = {},
): [shown: Section<V>, more: Section<V>] {
  const sectionOf = (isMore: boolean): Field<V>[] =>
    formFields(fields)
      .filter(({ state }) => (state === 'more') === isMore)
      .flatMap((field) => {
        const name = fieldName(field);
        const usual = () => formField<V>(field, name as keyof V & string, saved[name] as FormValue | undefined, words);
        return (field.builtIn && own[field.key]) || [usual()];
      });
  return [{ fields: sectionOf(false) }, { title: more, isFolded: true, fields: sectionOf(true) }];
}
