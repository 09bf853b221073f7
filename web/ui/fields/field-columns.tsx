/** Columns of a list from the definitions of fields, designed and built in. */
import type { FieldValues } from '@bahu/contract/fields.ts';
import type { FieldValue as Value } from '@bahu/domain/fields/value.ts';
import { isInList, isNumeric, isSortable, mayHoldNumbers, type FieldDef } from '@bahu/domain/fields/field.ts';
import type { Column } from '../list/column.ts';
import { FieldValue } from './field-value.tsx';
import type { FieldWords } from './field-words.ts';

interface Of<R> {
  valueOf: (row: R, field: FieldDef) => Value | undefined;
  /** To whom numbers are masked sorts by nothing that may hold one. */
  masksNumbers: boolean;
  /** How some that are built in look in this list, by their keys. */
  looks?: Readonly<Record<string, Partial<Column<R>>>>;
}

/** The value of a field in a record: those that are built in stand beside `fields`. */
export const valueIn = (record: { fields: FieldValues }, { key, builtIn }: FieldDef): Value | undefined =>
  builtIn ? (record as unknown as Record<string, string>)[key] : record.fields[key];

/** Designed ones are kept under the id of the field, so that an arranged list stays as it is when a code changes. */
export const columnKey = (field: FieldDef): string => (field.builtIn ? field.key : `field.${field.id}`);

export const fieldColumns = <R,>(fields: readonly FieldDef[], words: FieldWords, of: Of<R>): Column<R>[] =>
  fields.filter(isInList).map((field) => ({
    key: columnKey(field),
    exportAs: [field.builtIn ? field.key : `field.${field.key}`],
    title: field.labels[words.language],
    ...(!field.builtIn?.isStretched && { width: field.width }),
    ...(field.builtIn?.column === 'wide' && { isWideOnly: true }),
    ...(field.builtIn?.column === 'chosen' && { isOptional: true }),
    ...(isNumeric(field.type) && { align: 'right' as const }),
    ...sortOf(field, of.masksNumbers),
    cell: (row: R) => <FieldValue field={field} value={of.valueOf(row, field)} words={words} />,
    ...(field.builtIn && of.looks?.[field.key]),
  }));

function sortOf(field: FieldDef, masksNumbers: boolean): Pick<Column<never>, 'sort'> {
  if (!isSortable(field)) return {};
  if (field.builtIn) return { sort: { by: field.key, way: 'up' } };
  if (masksNumbers && mayHoldNumbers(field.type)) return {};
  return { sort: { by: `field.${field.key}`, way: 'up', turned: `field.${field.key}.desc` } };
}
