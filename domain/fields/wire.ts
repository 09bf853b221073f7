/** Values as the API has them, in words: what a page shows, without the reading of numbers that only the server needs. */
import { areAttachments } from '../attachments/attachment.ts';
import { hasOptions, type FieldDef, type FieldOption } from './field.ts';
import { separators, type FieldLanguage } from './separators.ts';
import type { FieldValue } from './value.ts';

/** What wording needs beside the definition. Texts and numbers were masked by the server. */
export interface Wording {
  readonly language: FieldLanguage;
  /** A moment (ISO 8601 in UTC) on the reader's clock. */
  moment(at: string): string;
  agentName(id: string): string | null;
}

/** One word of a value that was chosen from a list; `option` is missing where the list has none such any more. */
export interface WireOption {
  readonly code: string;
  readonly option: FieldOption | undefined;
}

/** The options of a value in their order; none for a type without a list. */
export function wireOptions(field: FieldDef, value: FieldValue): WireOption[] {
  if (!hasOptions(field.type)) return [];
  return codesOf(value).map((code) => ({ code, option: field.options.find((option) => option.code === code) }));
}

/** The parts of a value as texts; files by their names. */
function codesOf(value: FieldValue): readonly string[] {
  if (value === null || value === '') return [];
  if (typeof value === 'string') return [value];
  return value.map((part) => (typeof part === 'string' ? part : part.name));
}

/** A value in words, as `showValue` says the stored one; empty for none. What does not fit its field is shown as it was written. */
export function wireText(field: FieldDef, value: FieldValue, { language, moment, agentName }: Wording): string {
  const codes = codesOf(value);
  if (areAttachments(value)) return codes.join(separators.values);
  const signs = field.type === 'cascade' ? separators.levels : separators.values;
  if (Array.isArray(value))
    return codes.map((code) => labelOf(field, code, language) ?? agentName(code) ?? code).join(signs);
  if (hasOptions(field.type)) return codes.map((code) => labelOf(field, code, language) ?? code).join(signs);
  if (field.type === 'date-time') return codes.map((at) => (isMoment(at) ? moment(at) : at)).join(signs);
  return codes.map((text) => (field.type === 'agent' ? agentName(text) : null) ?? text).join(signs);
}

const labelOf = (field: FieldDef, code: string, language: FieldLanguage): string | undefined =>
  field.options.find((option) => option.code === code)?.labels[language];

/** Whether a text is a moment as records hold it. */
export const isMoment = (text: string): boolean => /T.*Z$/.test(text) && !Number.isNaN(Date.parse(text));
