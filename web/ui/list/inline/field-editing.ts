/** Cells of records whose fields a company designs, changed by the definitions of the fields. */
import type { FieldValues } from '@bahu/contract/fields.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import { mayHoldNumbers, type FieldDef } from '@bahu/domain/fields/field.ts';
import { useMemo } from 'react';
import { useMay, useMe } from '../../../lib/session.tsx';
import { columnKey } from '../../fields/field-columns.tsx';
import type { FieldWords } from '../../fields/field-words.ts';
import { formField } from '../../fields/form-field.ts';
import {
  designedValues,
  fieldName,
  formFields,
  requestValues,
  withDesigned,
  type FormValue,
} from '../../fields/form-values.ts';
import type { FormSchema } from '../../form/rules.ts';
import { useObstacleWords, type CellValues, type InlineEditing } from './editing.ts';
import { obstacleOfField } from './obstacle.ts';

interface FieldRecord {
  readonly id: string;
  readonly version: number;
  readonly fields: FieldValues;
  readonly can: readonly string[];
}
interface Of<R> {
  records: string;
  fields: readonly FieldDef[];
  words: FieldWords;
  /** The permission to change such records, and how it is called. */
  permission: Permission;
  needs: string;
  /** The same function each time, as those of the typed client are: rows are drawn anew when it is another. */
  nameOf: (row: R) => string;
  /** Of the request that changes a record. */
  schema: FormSchema;
  change: (input: { params: { id: string }; body: { version: number } & CellValues }) => Promise<R>;
  get: (input: { params: { id: string } }) => Promise<R>;
}

export function useFieldEditing<R extends FieldRecord>(of: Of<R>): InlineEditing<R> {
  const { records, fields, words, nameOf, change, get } = of;
  const say = useObstacleWords(of.needs);
  const mayEdit = useMay(of.permission);
  const { masksNumbers } = useMe();
  const byColumn = useMemo(() => new Map(fields.map((field) => [columnKey(field), field])), [fields]);
  const schema = useMemo(() => withDesigned(of.schema, fields), [of.schema, fields]);
  return useMemo(
    () => ({
      records,
      keyOf: ({ id }) => id,
      nameOf,
      schema,
      whyNot(row, column) {
        const rights = { mayEdit, canEdit: row.can.includes('edit'), masksNumbers };
        const obstacle = obstacleOfField(byColumn.get(column), rights);
        return obstacle && say(obstacle);
      },
      fieldOf(row, column) {
        const field = byColumn.get(column)!;
        const name = fieldName(field);
        return formField<CellValues>(field, name, valuesIn(row, fields, words)[name], words);
      },
      valuesOf: (row) => valuesIn(row, fields, words),
      change: ({ id, version }, changes) => change({ params: { id }, body: { ...requestValues(changes), version } }),
      get: ({ id }) => get({ params: { id } }),
      canUndo: (name) =>
        !masksNumbers || fields.every((field) => fieldName(field) !== name || !mayHoldNumbers(field.type)),
    }),
    [records, fields, words, nameOf, change, get, byColumn, schema, say, mayEdit, masksNumbers],
  );
}

/** Fields that are built in stand in the record as the form holds them. */
const valuesIn = (row: FieldRecord, fields: readonly FieldDef[], words: FieldWords) =>
  ({
    ...Object.fromEntries(
      formFields(fields).flatMap((field) =>
        field.builtIn ? [[field.key, (row as unknown as CellValues)[field.key]]] : [],
      ),
    ),
    ...designedValues(fields, row.fields, words),
  }) as Record<string, FormValue>;
