/** Filters of fields, as they stand in the address of a list, in saved views and in exports: `code:operator:value`, several with semicolons. */
import { hasOptions, type FieldDef, type FieldType } from './field.ts';
import { optionOfWord, pathOf } from './options.ts';
import { isRefused, parseValue, type Reading, type Stored } from './value.ts';

/**
 * `is`: one of these values; `starts`; `from` and `to`, both included; `within`: between two days that are counted from today, `-6,0` for the last
 * seven, either of which may be left out; `empty` and `filled`.
 */
export const filterOperators = ['is', 'starts', 'from', 'to', 'within', 'empty', 'filled'] as const;
export type FilterOperator = (typeof filterOperators)[number];
export interface FieldFilter {
  readonly key: string;
  readonly operator: FilterOperator;
  readonly values: readonly string[];
}
/** Filters in one list, and values in one filter. */
export const filterLimits = { filters: 16, values: 20, characters: 2000 } as const;

const operators: Readonly<Record<FieldType, readonly FilterOperator[]>> = {
  text: ['is', 'starts', 'empty', 'filled'],
  'multi-line': ['empty', 'filled'],
  number: ['is', 'from', 'to', 'empty', 'filled'],
  date: ['is', 'from', 'to', 'within', 'empty', 'filled'],
  'date-time': ['from', 'to', 'within', 'empty', 'filled'],
  radio: ['is', 'empty', 'filled'],
  select: ['is', 'empty', 'filled'],
  'multi-select': ['is', 'empty', 'filled'],
  cascade: ['is', 'empty', 'filled'],
  phone: ['is', 'empty', 'filled'],
  email: ['is', 'starts', 'empty', 'filled'],
  agent: ['is', 'empty', 'filled'],
};
/** What a filter may ask of a type. */
export const operatorsOf = (type: FieldType): readonly FilterOperator[] => operators[type];

/** The text of filters, in which values may hold any character. */
export const writeFilters = (filters: readonly FieldFilter[]): string =>
  filters
    .map(({ key, operator, values }) => [key, operator, values.map(encodeURIComponent).join(',')].join(':'))
    .join(';');

/** Reads the text of filters; null when `writeFilters` made no such text. */
export function readFilters(text: string): FieldFilter[] | null {
  if (text === '') return [];
  if (text.length > filterLimits.characters) return null;
  const filters = text.split(';').map(readFilter);
  return filters.length <= filterLimits.filters && filters.every((filter) => filter !== null) ? filters : null;
}

function readFilter(text: string): FieldFilter | null {
  const [key = '', operator = '', values = '', ...rest] = text.split(':');
  const known = filterOperators.find((one) => one === operator);
  if (key === '' || !known || rest.length > 0) return null;
  try {
    const read = values === '' ? [] : values.split(',').map(decodeURIComponent);
    return read.length <= filterLimits.values ? { key, operator: known, values: read } : null;
  } catch {
    return null; // a lone percent sign
  }
}

/** A filter in stored form: `values` as records hold them. Days counted from today are days by then (`absoluteFilters`). */
export interface Criterion {
  readonly field: FieldDef;
  readonly operator: Exclude<FilterOperator, 'within'>;
  readonly values: readonly Stored[];
}

/** What a filter asks of records, or null when it is none of its field: an unknown option, a day that there is not. */
export function criterionOf(field: FieldDef, { operator, values }: FieldFilter, reading: Reading): Criterion | null {
  if (operator === 'within' || !operatorsOf(field.type).includes(operator)) return null;
  if (operator === 'empty' || operator === 'filled')
    return values.length === 0 ? { field, operator, values: [] } : null;
  const read = values.map((value) => storedOf(field, value, reading));
  if (read.length === 0 || (operator !== 'is' && read.length > 1) || read.some((value) => value === null)) return null;
  return { field, operator, values: read as Stored[] };
}

function storedOf(field: FieldDef, value: string, reading: Reading): Stored | null {
  if (hasOptions(field.type)) {
    const option = optionOfWord(field, value);
    return option ? (field.type === 'cascade' ? pathOf(field, option.id) : [option.id]) : null;
  }
  const parsed = parseValue(field, value, reading);
  return isRefused(parsed) ? null : parsed.value;
}
