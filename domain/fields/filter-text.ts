/** Filters of fields, as they stand in the address of a list, in saved views and in exports: `code:operator:value`, several with semicolons. */
import type { FieldType } from './field.ts';

/**
 * `is`: one of these values; `starts`; `from` and `to`, both included; `within`: between two days that are counted from today, `-6,0` for the last
 * seven, either of which may be left out; `empty` and `filled`.
 */
const filterOperators = ['is', 'starts', 'from', 'to', 'within', 'empty', 'filled'] as const;
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
  'multi-line': [],
  number: ['is', 'from', 'to', 'empty', 'filled'],
  money: ['is', 'from', 'to', 'empty', 'filled'],
  date: ['is', 'from', 'to', 'within', 'empty', 'filled'],
  'date-time': ['from', 'to', 'within', 'empty', 'filled'],
  radio: ['is', 'empty', 'filled'],
  select: ['is', 'empty', 'filled'],
  'multi-select': ['is', 'empty', 'filled'],
  cascade: ['is', 'empty', 'filled'],
  phone: ['is', 'empty', 'filled'],
  email: ['is', 'starts', 'empty', 'filled'],
  agent: ['is', 'empty', 'filled'],
  file: ['empty', 'filled'],
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

/** The text with each value put through `change`; null when it is no text of filters. */
export function withValues(text: string, change: (key: string, value: string) => string): string | null {
  const filters = readFilters(text);
  if (!filters) return null;
  return writeFilters(
    filters.map((filter) => ({ ...filter, values: filter.values.map((value) => change(filter.key, value)) })),
  );
}
