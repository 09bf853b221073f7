/** Filters of fields in stored form: what they ask of records. */
import { hasOptions, type FieldDef } from './field.ts';
import { operatorsOf, type FieldFilter, type FilterOperator } from './filter-text.ts';
import { optionOfWord, pathOf } from './options.ts';
import { isRefused, parseValue, type Reading, type Stored } from './value.ts';

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
