/** Definitions of fields: which are sound, and what becomes of one that is changed. */
import {
  canBeSearchable,
  fieldLimits,
  hasOptions,
  holdsList,
  type DefinitionRule,
  type FieldDef,
  type FieldDefault,
  type FieldOption,
  type FieldType,
} from './field.ts';
import { pathOf, plainWord } from './options.ts';
import { cleanText, isRefused, parseValue, type Reading } from './value.ts';

export interface DefinitionError {
  readonly path: string;
  readonly rule: DefinitionRule;
}

/** Codes are names in addresses, sheets and programs. */
const isKey = (key: string): boolean =>
  /^[a-z][a-z0-9-]*$/.test(key) && key.length <= fieldLimits.key && !(key in Object.prototype);
const isCode = (code: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(code) && code.length <= fieldLimits.key;
const isLabel = (label: string): boolean =>
  label.length > 0 && label.length <= fieldLimits.label && label === cleanText(label, false);

/** What is wrong with a field beside the `others` of its owner; `reserved` are the codes and labels of built-in fields. */
export function definitionErrors(
  field: FieldDef,
  others: readonly FieldDef[],
  reserved: readonly string[],
  reading: Reading,
): DefinitionError[] {
  const errors: DefinitionError[] = [];
  const add = (isWrong: boolean, path: string, rule: DefinitionError['rule']): void => {
    if (isWrong) errors.push({ path, rule });
  };
  const names = new Set(reserved.map(plainWord));
  add(!isKey(field.key), 'key', 'key');
  add(names.has(field.key) || others.some(({ key }) => key === field.key), 'key', 'key-taken');
  for (const language of ['zh', 'en'] as const) {
    const label = field.labels[language];
    add(!isLabel(label), `labels.${language}`, 'label');
    const isTaken = others.some(({ labels, key }) =>
      [labels.zh, labels.en, key].map(plainWord).includes(plainWord(label)),
    );
    add(isTaken || names.has(plainWord(label)), `labels.${language}`, 'label-taken');
  }
  const { least, most } = fieldLimits.width;
  add(!Number.isInteger(field.width) || field.width < least || field.width > most, 'width', 'width');
  add(others.length >= fieldLimits.fields, 'key', 'too-many');
  add(field.isSearchable && !canBeSearchable(field.type), 'isSearchable', 'not-searchable');
  const searchable = others.filter(({ isSearchable }) => isSearchable).length;
  add(field.isSearchable && searchable >= fieldLimits.searchable, 'isSearchable', 'too-many-searchable');
  const wrongOptions = optionErrors(field);
  errors.push(...wrongOptions);
  if (wrongOptions.length === 0 && field.default.length > 0) {
    const isMisplaced = typeof field.default !== 'string' && !holdsList(field.type);
    add(isMisplaced || isRefused(parseValue(field, field.default, reading)), 'default', 'default');
  }
  return errors;
}

/** A default in the form of its type: a list where values are lists, one text where they are one. What does not fit is left for `definitionErrors`. */
export function formedDefault(type: FieldType, value: FieldDefault): FieldDefault {
  if (value.length === 0) return '';
  if (holdsList(type)) return typeof value === 'string' ? [value] : value;
  return typeof value !== 'string' && value.length === 1 ? value[0]! : value;
}

/** What is wrong with the list of values. Labels may not hold the signs that part them in a sheet. */
function optionErrors(field: FieldDef): DefinitionError[] {
  const { options } = field;
  if (hasOptions(field.type) && !options.some(({ isRetired }) => !isRetired))
    return [{ path: 'options', rule: 'options-missing' }];
  if (options.length > fieldLimits.options) return [{ path: 'options', rule: 'too-many' }];
  const ids = new Set(options.map(({ id }) => id));
  const words = new Map<string, string>();
  return options.flatMap((option, index): DefinitionError[] => {
    const path = `options.${index}`;
    const errors: DefinitionError[] = [];
    if (!isCode(option.code)) errors.push({ path: `${path}.code`, rule: 'option-code' });
    for (const language of ['zh', 'en'] as const) {
      const label = option.labels[language];
      if (!isLabel(label) || /[;；>＞,，、]/.test(label.normalize('NFKC')))
        errors.push({ path: `${path}.labels.${language}`, rule: 'option-label' });
    }
    if (isTaken(words, field, option)) errors.push({ path: `${path}.code`, rule: 'option-taken' });
    if (!hasSoundParent(field, option, ids)) errors.push({ path: `${path}.parentId`, rule: 'option-parent' });
    return errors;
  });
}

/** Within its level an option is the only one with its code and labels; codes are the only ones of the whole list. */
function isTaken(words: Map<string, string>, field: FieldDef, option: FieldOption): boolean {
  const level = field.type === 'cascade' ? (option.parentId ?? '') : '';
  const own = [
    `code ${plainWord(option.code)}`,
    ...[option.code, option.labels.zh, option.labels.en].map((word) => `${level} ${plainWord(word)}`),
  ];
  const isOther = own.some((word) => words.has(word) && words.get(word) !== option.id);
  for (const word of own) if (!words.has(word)) words.set(word, option.id);
  return isOther;
}

function hasSoundParent(field: FieldDef, option: FieldOption, ids: ReadonlySet<string>): boolean {
  if (option.parentId === null) return true;
  if (field.type !== 'cascade' && hasOptions(field.type)) return true; // kept from when it was one
  const path = pathOf(field, option.id);
  const top = field.options.find(({ id }) => id === path[0]);
  return ids.has(option.parentId) && path.length <= fieldLimits.levels && top?.parentId === null;
}

/** An option as an editor sends it: a new one has no id yet. */
export interface OptionInput extends Omit<FieldOption, 'id'> {
  readonly id: string;
}

/**
 * The list of values after a change: those that an editor left out are retired, never removed, as records hold their ids; ids that are not of the
 * list are given anew, also where they are named as parents.
 */
export function mergedOptions(before: readonly FieldOption[], sent: readonly OptionInput[]): FieldOption[] {
  const known = new Set(before.map(({ id }) => id));
  let next = Math.max(0, ...before.map(({ id }) => Number(id.slice(1))));
  const given = new Map<string, string>();
  const taken = new Set<string>();
  const ids = sent.map(({ id }) => {
    const own = known.has(id) && !taken.has(id) ? id : `o${++next}`;
    taken.add(own);
    if (!given.has(id)) given.set(id, own);
    return own;
  });
  const options = sent.map((option, index) => ({
    ...option,
    id: ids[index]!,
    parentId: option.parentId === null ? null : (given.get(option.parentId) ?? option.parentId),
  }));
  const left = before.filter(({ id }) => !taken.has(id)).map((option) => ({ ...option, isRetired: true }));
  return [...options, ...left];
}
