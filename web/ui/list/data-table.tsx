/** A dense table: sticky head, fixed edges, rows reachable by keyboard. Fifty rows need no virtual list. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../marks.tsx';
import type { Column } from './column.ts';
import type { InlineEditing } from './inline/editing.ts';
import { useCells } from './inline/use-cells.ts';
import type { Listed } from './use-list.ts';
import { isSelected, pageState, toggle, togglePage, type SelectionChange, type SelectedRows } from './selection.ts';
import { cellClass, checkboxWidth, edgeOf, TableRow } from './table-row.tsx';
import type { Placing } from './use-placing.tsx';
import './data-table.css';

export interface TableProps<R> {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  onOpen?: ((row: R) => void) | undefined;
  openKey?: string | undefined;
  density?: 'compact' | 'comfortable';
  sort?: string | undefined;
  onSort?: (by: string) => void;
  /** Present when rows can be selected. */
  selected?: SelectedRows | undefined;
  onSelect?: (change: SelectionChange) => void;
  /** Present when cells can be changed in place. */
  editing?: InlineEditing<R> | undefined;
  /** Present when people put the rows into their order. */
  placing?: Placing<R> | undefined;
}

/** Of a column that takes what is left, so that a narrow page scrolls instead of squeezing it away. */
const minWidth = 120;

/**
 * Focus moves with ↑ ↓ Home End, → goes into the cells of a row and ← out again, Space selects, Enter opens a row and changes a cell. A click on a row
 * opens unless it hit a control; a double click changes a cell.
 */
export function DataTable<R extends Listed>(props: TableProps<R>) {
  const { label, columns, rows, onOpen, openKey, density = 'compact', selected, onSelect, editing, placing } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const keys = useMemo(() => rows.map(({ id }) => id), [rows]);
  const onToggle = useCallback(
    (key: string, isRange: boolean) => onSelect?.((before) => toggle(before, key, keys, isRange)),
    [onSelect, keys],
  );
  const hasSelection = selected !== undefined;
  const cells = useCells({ body, rows, keys, columns, editing, hasSelection, openKey, onOpen, onToggle });
  const { asked } = cells;
  const width = columns.reduce((sum, column) => sum + (column.width ?? minWidth), selected ? checkboxWidth : 0);
  return (
    <>
      {placing?.announcement}
      <table
        role="grid"
        className={classes(
          'data-table',
          density === 'comfortable' && 'is-comfortable',
          selected && 'has-selection',
          onOpen && 'can-open',
        )}
        style={{ minWidth: width }}
        aria-label={label}
        aria-multiselectable={selected ? true : undefined}
      >
        <colgroup>
          {selected && <col style={{ width: checkboxWidth }} />}
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.width }} />
          ))}
        </colgroup>
        <Head {...props} keys={keys} />
        <tbody ref={body} {...cells.handlers}>
          {rows.map((row, index) => {
            const key = keys[index]!;
            return (
              <TableRow
                key={key}
                id={key}
                row={row}
                index={index}
                columns={columns}
                editing={editing}
                isOpen={key === openKey}
                isSelected={selected && isSelected(selected, key)}
                onToggle={onToggle}
                stop={cells.stopIn(key)}
                {...(placing && { line: placing.lineOf(row) })}
                {...(asked?.key === key && { asked, onLeave: cells.leave })}
              />
            );
          })}
        </tbody>
      </table>
      {editing && (
        <span className="unseen" role="status">
          {asked?.why}
        </span>
      )}
    </>
  );
}

function Head<R>({ columns, sort, onSort, selected, onSelect, keys }: TableProps<R> & { keys: readonly string[] }) {
  const { t } = useTranslation();
  const state = selected ? pageState(selected, keys) : 'none';
  return (
    <thead>
      <tr>
        {selected && (
          <th scope="col" className="fixed-left checkbox-cell">
            <input
              type="checkbox"
              className="checkbox"
              aria-label={t('ui.table.togglePage')}
              checked={state === 'all'}
              ref={(box) => {
                if (box) box.indeterminate = state === 'some';
              }}
              onChange={() => onSelect?.((before) => togglePage(before, keys))}
            />
          </th>
        )}
        {columns.map((column) => {
          const { sort: sorting } = column;
          const isTurned = sorting?.turned !== undefined && sorting.turned === sort;
          const isSorted = sorting !== undefined && (sorting.by === sort || isTurned);
          const isUp = (sorting?.way === 'up') !== isTurned;
          const Arrow = isUp ? ArrowUp : ArrowDown;
          return (
            <th
              key={column.key}
              scope="col"
              className={classes(cellClass(column), isSorted && 'is-sorted')}
              style={edgeOf(column, columns, Boolean(selected))}
              aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : undefined}
            >
              {sorting && onSort ? (
                <button
                  type="button"
                  className="sort-head"
                  onClick={() => onSort(sorting.by === sort && sorting.turned ? sorting.turned : sorting.by)}
                >
                  {column.title}
                  <Arrow size={12} aria-hidden />
                </button>
              ) : (
                column.title || <span className="unseen">{t('ui.table.actions')}</span>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
