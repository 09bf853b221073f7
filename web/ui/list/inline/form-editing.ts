/** Cells of plain records, changed by what their form says of the fields. */
import { useMay } from '../../../lib/session.tsx';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Field } from '../../form/fields.ts';
import type { FormSchema } from '../../form/rules.ts';
import type { Column } from '../column.ts';
import { useObstacleWords, type CellValues, type InlineEditing } from './editing.ts';
import { obstacleOfControl } from './obstacle.ts';

interface Of<R, V> {
  records: string;
  columns: readonly Column<R>[];
  /** The permission to change such records, and how it is called. */
  manage: Permission;
  needs: string;
  nameOf: (row: R) => string;
  fields: (row: R) => readonly Field<V>[];
  valuesOf: (row: R) => V;
  schema: FormSchema;
  change: (row: R, changes: Partial<V>) => Promise<R>;
  get: (row: R) => Promise<R>;
}

export function useFormEditing<R extends { readonly id: string; readonly can: readonly string[] }, V extends object>(
  of: Of<R, V>,
): InlineEditing<R> {
  const say = useObstacleWords(of.needs);
  const mayEdit = useMay(of.manage);
  const fieldOf = (row: R, key: string): Field<V> | undefined => {
    const { field = key } = of.columns.find((column) => column.key === key) ?? {};
    return of.fields(row).find(({ name }) => name === field);
  };
  return {
    records: of.records,
    keyOf: ({ id }) => id,
    nameOf: of.nameOf,
    schema: of.schema,
    whyNot(row, column) {
      const field = fieldOf(row, column);
      const obstacle = obstacleOfControl(field, of.valuesOf(row), { mayEdit, canEdit: row.can.includes('edit') });
      return obstacle && say(obstacle, field?.fixed);
    },
    // Of one field the rest of the form is not asked: whether it is shown was found out before.
    fieldOf: (row, column) => fieldOf(row, column) as unknown as Field<CellValues>,
    valuesOf: (row) => of.valuesOf(row) as CellValues,
    change: (row, changes) => of.change(row, changes as Partial<V>),
    get: of.get,
    canUndo: () => true,
  };
}
