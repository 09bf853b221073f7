/** Values of fields: what comes in becomes what is stored, and what is stored goes out again, whatever the field has become meanwhile. */
import { attachmentIds, attachmentLimits, type Attachment } from '../attachments/attachment.ts';
import { withoutTextMark } from '../imports/cells.ts';
import { isNumberError, nationalForm, readOne, type Home } from '../numbers/dial.ts';
import { plainMoney, plainNumber } from './decimal.ts';
import { fieldLimits, hasOptions, type FieldDef, type FieldOption, type ValueRule } from './field.ts';
import { optionOfWord, pathOf } from './options.ts';

/**
 * As a record holds it: a text (also numbers, days, moments, telephone numbers), ids of options (one, several, or a path from the top), an
 * agent, or files. The forms differ, so that a value is understood when the type of its field has changed.
 */
export type Stored =
  | string
  | readonly string[]
  | { readonly agent: string }
  | { readonly files: readonly Attachment[] };
/** As the API has it: a text, several codes, or files. Null, an empty text or an empty list for none. */
export type FieldValue = string | readonly (string | Attachment)[] | null;

export type Parsed = { readonly value: Stored | null } | { readonly rule: ValueRule };

/** What reading needs beside the definition. */
export interface Reading {
  readonly home: Home;
  isAgent(id: string): boolean;
  /** A file that the record may take: its own, or one that its writer sent and no record has. */
  fileOf(id: string): Attachment | undefined;
}

/** Whether a stored value is files, whatever its field is now. */
export const areFiles = (stored: Stored | null): stored is { readonly files: readonly Attachment[] } =>
  typeof stored === 'object' && stored !== null && 'files' in stored;

const none: Parsed = { value: null };

/** Whether a value was refused. */
export const isRefused = (parsed: Parsed): parsed is { readonly rule: ValueRule } => 'rule' in parsed;

/** Reads what a form or the API sends. Retired options are taken only when `known` has them already. */
export function parseValue(field: FieldDef, input: unknown, reading: Reading, known: Stored | null = null): Parsed {
  if (input === null || input === undefined || input === '') return none;
  if (hasOptions(field.type)) return parseOptions(field, input, known);
  if (field.type === 'file') return parseFiles(input, reading, known);
  if (typeof input !== 'string') return { rule: 'type' };
  // The sign by which people make a number a text is none of its signs, as in the cells of a sheet: else one that was exported would come back as another.
  const text = withoutTextMark(cleanText(input, field.type === 'multi-line'));
  return text === '' ? none : parseText(field, text, reading);
}

/** A text without what no database, sheet or page can hold: other controls, halves of a character. Line ends are those of the web. */
export function cleanText(input: string, isLong: boolean): string {
  const lines = input
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));
  return (isLong ? lines : lines.replace(/\s*[\n\t]\s*/g, ' ')).trim();
}

function parseText(field: FieldDef, text: string, { home, isAgent }: Reading): Parsed {
  switch (field.type) {
    case 'number':
      return checked(plainNumber(text), 'number');
    case 'money':
      return checked(plainMoney(text), 'money');
    case 'date':
      return checked(plainDay(text), 'date');
    case 'date-time':
      return checked(plainMoment(text), 'date-time');
    case 'phone': {
      const read = readOne(text, home);
      return isNumberError(read) ? { rule: 'phone' } : { value: read.number + (read.keys && `;${read.keys}`) };
    }
    case 'email':
      if (text.length > fieldLimits.text) return { rule: 'too-long' };
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? { value: text } : { rule: 'email' };
    case 'agent':
      return isAgent(text) ? { value: { agent: text } } : { rule: 'agent' };
    default:
      return text.length > (field.type === 'multi-line' ? fieldLimits.multiLine : fieldLimits.text)
        ? { rule: 'too-long' }
        : { value: text };
  }
}

const checked = (value: string | null, rule: ValueRule): Parsed => (value === null ? { rule } : { value });

/** 2026/1/5, 2026年1月5日, 2026-01-05 → 2026-01-05; null for a day that no calendar has. */
function plainDay(text: string): string | null {
  const found = /^([0-9]{4})([-/.年])([0-9]{1,2})(?:[-/.月])([0-9]{1,2})日?$/.exec(text.normalize('NFKC'));
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[3]), Number(found[4])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal =
    year > 0 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

/** A moment with its zone as ISO 8601 in UTC to the second; null for anything else. */
export function plainMoment(text: string): string | null {
  const found =
    /^([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})$/.exec(
      text,
    );
  const at = found && plainDay(found[1]!) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  const moment = new Date(at).toISOString();
  return moment.length === 24 ? `${moment.slice(0, 19)}Z` : null;
}

/** Codes of the API, or labels, become ids of options. */
function parseOptions(field: FieldDef, input: unknown, known: Stored | null): Parsed {
  const words: unknown[] = Array.isArray(input) ? input : [input];
  if (words.length === 0) return none;
  if (words.length > fieldLimits.chosen) return { rule: 'too-long' };
  const kept = new Set(Array.isArray(known) ? (known as readonly string[]) : []);
  const ids: string[] = [];
  for (const word of words) {
    const within = field.type === 'cascade' ? (ids.at(-1) ?? null) : undefined;
    const option = typeof word === 'string' ? optionOfWord(field, word, within) : undefined;
    if (!option || (option.isRetired && !kept.has(option.id))) return { rule: 'option' };
    if (!ids.includes(option.id)) ids.push(option.id);
  }
  return fitsOptions(field, ids) ? { value: ids } : { rule: 'option' };
}

/** Ids of files become what is known of them; those that the record has are kept. */
function parseFiles(input: unknown, { fileOf }: Reading, known: Stored | null): Parsed {
  const ids = attachmentIds(input);
  if (!ids) return { rule: 'type' };
  if (ids.length === 0) return none;
  if (ids.length > attachmentLimits.files) return { rule: 'too-many-files' };
  const kept = areFiles(known) ? known.files : [];
  const files = ids.map((id) => kept.find((file) => file.id === id) ?? fileOf(id));
  return files.every((file) => file !== undefined) ? { value: { files } } : { rule: 'file' };
}

/** Whether these ids are a value of the field as it is now: one, several, or a path from the top to an end. */
function fitsOptions(field: FieldDef, ids: readonly string[]): boolean {
  const options = ids.map((id) => field.options.find((option) => option.id === id));
  if (ids.length === 0 || !options.every((option): option is FieldOption => option !== undefined)) return false;
  if (field.type === 'multi-select') return true;
  if (field.type !== 'cascade') return ids.length === 1;
  return pathOf(field, ids.at(-1)!).join() === ids.join();
}

/** Whether a stored value is one that its field, as it is defined now, would take. What does not fit is kept and shown as it is. */
export function fits(field: FieldDef, stored: Stored, reading: Reading): boolean {
  if (Array.isArray(stored)) return hasOptions(field.type) && fitsOptions(field, stored as readonly string[]);
  if (typeof stored !== 'string') return field.type === (areFiles(stored) ? 'file' : 'agent');
  // A number is read in the form in which people see it; digits that are none, such as 0755, may look like one that is stored.
  const isNumber = field.type === 'phone' && isStoredPhone(stored);
  const parsed = parseValue(field, isNumber ? phoneText(stored, nationalForm) : stored, reading);
  return !isRefused(parsed) && parsed.value !== null;
}

/** What is stored as the field understands it now: a text that names an option becomes the option, everything else stays as it is. */
export function understood(field: FieldDef, stored: Stored): Stored {
  if (typeof stored !== 'string' || !hasOptions(field.type)) return stored;
  const parsed = parseOptions(field, stored, null);
  return isRefused(parsed) || parsed.value === null ? stored : parsed.value;
}

/** Whether a text is a telephone number as it is stored: E.164 or a short number, perhaps with an extension behind a semicolon. */
export const isStoredPhone = (stored: string): boolean => /^\+?[0-9]{3,20}(;[0-9*#]{1,8})?$/.test(stored);

/** A telephone number as it is stored, with the words for its extension; `number` says the form of the number itself. */
export const phoneText = (stored: string, number: (number: string) => string): string => {
  const [line = '', keys = ''] = stored.split(';');
  return number(line) + (keys && `转${keys}`);
};
