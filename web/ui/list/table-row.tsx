/** A row of a table. Fifty of them are drawn anew only where something in them is different. */
import { lazy, memo, Suspense, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../marks.tsx';
import type { Column } from './column.ts';
import type { InlineEditing } from './inline/editing.ts';
import type { Asked, Leaving } from './inline/use-cells.ts';
import type { PlacedLine } from './use-placing.tsx';

const CellEditor = lazy(
  () => import('./inline/cell-editor.tsx'),
) as unknown as typeof import('./inline/cell-editor.tsx').default;

export const checkboxWidth = 40;

interface RowProps<R> {
  id: string;
  row: R;
  index: number;
  columns: readonly Column<R>[];
  editing: InlineEditing<R> | undefined;
  isOpen: boolean;
  /** Undefined where rows have no boxes. */
  isSelected: boolean | undefined;
  onToggle: (key: string, isRange: boolean) => void;
  /** The column at which Tab stops, null for the row as a whole, undefined for none here. */
  stop: string | null | undefined;
  /** The cell of this row that is being changed, or says why not. */
  asked?: Asked;
  onLeave?: (way: Leaving) => void;
  /** Of a row that can be put elsewhere. */
  line?: PlacedLine;
}

function Row<R>({ id, row, index, columns, isOpen, isSelected, onToggle, stop, line, ...of }: RowProps<R>) {
  const hasBox = isSelected !== undefined;
  return (
    <tr
      {...line?.props}
      tabIndex={stop === null ? 0 : -1}
      className={classes(isOpen && 'is-open', isSelected && 'is-selected', line?.props.className)}
      aria-selected={isSelected ?? isOpen}
    >
      {hasBox && (
        <td className="fixed-left checkbox-cell">
          <RowCheckbox index={index} isOn={isSelected} onSelect={(isRange) => onToggle(id, isRange)} />
        </td>
      )}
      {columns.map((column) => (
        <Cell
          key={column.key}
          {...of}
          row={row}
          column={column}
          isHead={column.fixed === 'left' && column === columns[0]}
          isStop={stop === column.key}
          grip={column === columns[0] && line?.grip}
          style={edgeOf(column, columns, hasBox)}
        />
      ))}
    </tr>
  );
}
export const TableRow = memo(Row) as typeof Row;

interface CellProps<R> extends Pick<RowProps<R>, 'row' | 'editing' | 'asked' | 'onLeave'> {
  column: Column<R>;
  /** Names the row. */
  isHead: boolean;
  isStop: boolean;
  grip: ReactNode;
  style: CSSProperties | undefined;
}

function Cell<R>({ row, column, editing, isHead, isStop, grip, style, ...of }: CellProps<R>): ReactNode {
  const canEdit = editing !== undefined && editing.whyNot(row, column.key) === null;
  const asked = of.asked?.column === column.key ? of.asked : undefined;
  // Then Tab and the pointer are meant for the control in it.
  const isChanged = asked?.why === null;
  const shown = grip ? (
    <span className="row row-tight">
      {grip}
      {column.cell(row)}
    </span>
  ) : (
    column.cell(row)
  );
  return (
    <td
      role={isHead ? 'rowheader' : undefined}
      tabIndex={isStop && !isChanged ? 0 : -1}
      className={classes(cellClass(column), canEdit && 'can-edit', asked && 'is-asked')}
      style={style}
      aria-readonly={editing ? !canEdit : undefined}
    >
      {asked ? <div className="cut">{shown}</div> : shown}
      {asked?.why && (
        <span className="cell-why small" aria-hidden>
          {asked.why}
        </span>
      )}
      {isChanged && editing && of.onLeave && (
        <Suspense fallback={null}>
          <CellEditor row={row} column={column} editing={editing} onLeave={of.onLeave} />
        </Suspense>
      )}
    </td>
  );
}

interface BoxProps {
  index: number;
  isOn: boolean;
  onSelect: (isRange: boolean) => void;
}

function RowCheckbox({ index, isOn, onSelect }: BoxProps) {
  const { t } = useTranslation();
  return (
    <input
      type="checkbox"
      className="checkbox"
      tabIndex={-1}
      aria-label={t('ui.table.toggleRow', { row: index + 1 })}
      checked={isOn}
      onChange={(event) => onSelect((event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey === true)}
    />
  );
}

export const cellClass = <R,>(column: Column<R>): string =>
  classes(column.align === 'right' && 'right', column.fixed && `fixed-${column.fixed}`);

/** Where a fixed column sticks: behind the other fixed ones of its edge. */
export function edgeOf<R>(
  column: Column<R>,
  columns: readonly Column<R>[],
  hasSelection: boolean,
): CSSProperties | undefined {
  if (column.fixed !== 'left') return undefined;
  const before = columns.slice(0, columns.indexOf(column)).reduce((sum, { width }) => sum + (width ?? 0), 0);
  return { left: before + (hasSelection ? checkboxWidth : 0) };
}
