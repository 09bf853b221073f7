/** Columns of a list from the definitions of fields. */
import type { FieldValues } from '@bahu/contract/fields.ts';
import { isInList, isNumeric, isSortable, mayHoldNumbers, type FieldDef } from '@bahu/domain/fields/field.ts';
import type { Column } from '../list/column.ts';
import { FieldValue } from './field-value.tsx';
import type { FieldWords } from './field-words.ts';

interface Of<R> {
  valuesOf: (row: R) => FieldValues;
  /** To whom numbers are masked sorts by nothing that may hold one. */
  masksNumbers: boolean;
}

/** Kept under the id of the field, so that an arranged list stays as it is when a code changes. */
export const fieldColumns = <R,>(
  fields: readonly FieldDef[],
  words: FieldWords,
  { valuesOf, masksNumbers }: Of<R>,
): Column<R>[] =>
  fields.filter(isInList).map((field) => ({
    key: `field.${field.id}`,
    exportAs: [`field.${field.key}`],
    title: field.labels[words.language],
    width: field.width,
    ...(isNumeric(field.type) && { align: 'right' as const }),
    ...(isSortable(field) &&
      !(masksNumbers && mayHoldNumbers(field.type)) && {
        sort: { by: `field.${field.key}`, way: 'up' as const, turned: `field.${field.key}.desc` },
      }),
    cell: (row: R) => <FieldValue field={field} value={valuesOf(row)[field.key]} words={words} />,
  }));
