/** Values of fields between the API and a form: a form has a text, a choice or a list for every field, also where there is no value. Pure. */
import type { FieldValues } from '@bahu/contract/fields.ts';
import { areAttachments, attachmentLimits, type Attachment } from '@bahu/domain/attachments/attachment.ts';
import { fieldLimits, hasOptions, holdsList, isInForm, type FieldDef } from '@bahu/domain/fields/field.ts';
import type { FieldValue } from '@bahu/domain/fields/value.ts';
import { wireText, type Wording } from '@bahu/domain/fields/wire.ts';
import type { FormSchema } from '../form/rules.ts';

/** The name of a designed field in a form, and of what is refused about it; fields that are built in never begin so. */
export type DesignedName = `fields.${string}`;
const designedName = ({ key }: Pick<FieldDef, 'key'>): DesignedName => `fields.${key}`;
/** The name of any field in a form. */
export const fieldName = (field: FieldDef): string => (field.builtIn ? field.key : designedName(field));

/** What a form holds for a field. */
export type FormValue = string | string[] | readonly Attachment[] | null;
export type DesignedValues = Record<DesignedName, FormValue>;

const isChoice = ({ type }: FieldDef): boolean => hasOptions(type) || type === 'agent';

/**
 * A value as its control has it. Values where the field has no room for them are one text in words,
 * which is shown and kept until another is written.
 */
export function formValue(field: FieldDef, value: FieldValue | undefined, words: Wording): FormValue {
  if (field.type === 'file' && !value) return [];
  if (areAttachments(value)) return field.type === 'file' ? value : inWords(field, value, words);
  // A record has one id of a tree that is built in.
  if (holdsList(field.type) && !field.builtIn)
    return typeof value === 'string' ? [value].filter(Boolean) : [...((value as string[] | null) ?? [])];
  return inWords(field, value, words);
}

function inWords(field: FieldDef, value: FieldValue | undefined, words: Wording): FormValue {
  const text = typeof value === 'string' ? value : wireText(field, value ?? null, words);
  return text === '' && isChoice(field) ? null : text;
}

/** The fields that a form asks for. */
export const formFields = (fields: readonly FieldDef[]): FieldDef[] => fields.filter(isInForm);
const designedIn = (fields: readonly FieldDef[]): FieldDef[] => formFields(fields).filter(({ builtIn }) => !builtIn);

/** What a record has in its designed fields, or what a new one begins with. */
export const designedValues = (
  fields: readonly FieldDef[],
  values: FieldValues | null,
  words: Wording,
): DesignedValues =>
  Object.fromEntries(
    designedIn(fields).map((field) => [
      designedName(field),
      formValue(field, values ? values[field.key] : field.default, words),
    ]),
  );

/** The designed fields among what was changed, as requests have them; undefined for none. A field that is not sent stays, or begins, as it is. */
export function sentFields(changes: Readonly<Record<string, unknown>>): FieldValues | undefined {
  const sent = Object.entries(changes).flatMap(([name, value]) =>
    name.startsWith('fields.') ? [[name.slice('fields.'.length), sentValue(value as FormValue)] as const] : [],
  );
  return sent.length > 0 ? Object.fromEntries(sent) : undefined;
}

/** Files are named by their ids. */
const sentValue = (value: FormValue): string | string[] | null =>
  areAttachments(value) ? value.map(({ id }) => id) : (value as string | string[] | null);

/** What was changed, as requests have it: texts without the blanks around them, an empty text for a choice that was taken back, null for an id. */
export function requestValues(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = sentFields(changes);
  const texts = Object.entries(withoutDesigned(changes)).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : name.endsWith('Id') ? null : '',
  ]);
  return { ...Object.fromEntries(texts), ...(fields && { fields }) };
}

/** What was changed of the fields that are built in. */
export const withoutDesigned = <T extends object>(changes: T): Omit<T, DesignedName> =>
  Object.fromEntries(Object.entries(changes).filter(([name]) => !name.startsWith('fields.'))) as Omit<T, DesignedName>;

/** The schema of a request with the limits of designed fields, so that one form asks for all of them by the same rules. */
export function withDesigned(schema: FormSchema, fields: readonly FieldDef[]): FormSchema {
  const limits = designedIn(fields).map((field) => [designedName(field), limitOf(field)]);
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(limits) } };
}

function limitOf(field: FieldDef): object {
  if (field.type === 'file') return { type: 'array', maxItems: attachmentLimits.files };
  if (holdsList(field.type)) return { type: 'array', maxItems: fieldLimits.chosen };
  if (isChoice(field)) return { anyOf: [{ type: 'string' }, { type: 'null' }] };
  return { type: 'string', maxLength: field.type === 'multi-line' ? fieldLimits.multiLine : fieldLimits.text };
}
