/** A dense table: sticky head, fixed edges, rows reachable by keyboard. Fifty rows need no virtual list. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../marks.tsx';
import type { Column } from './column.ts';
import { isSelected, pageState, toggle, togglePage, type SelectionChange, type SelectedRows } from './selection.ts';
import './data-table.css';

export interface TableProps<R> {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  keyOf: (row: R) => string;
  onOpen?: ((row: R) => void) | undefined;
  openKey?: string | undefined;
  density?: 'compact' | 'comfortable';
  sort?: string | undefined;
  onSort?: (by: string) => void;
  /** Present when rows can be selected. */
  selected?: SelectedRows | undefined;
  onSelect?: (change: SelectionChange) => void;
}

const checkboxWidth = 40;
/** Of a column that takes what is left, so that a narrow page scrolls instead of squeezing it away. */
const minWidth = 120;

/** Focus moves with ↑ ↓ Home End, Space selects, Enter opens, a click on a row opens unless it hit a control. */
export function DataTable<R>(props: TableProps<R>) {
  const { label, columns, rows, keyOf, onOpen, openKey, density = 'compact', selected, onSelect } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const keys = rows.map(keyOf);
  const toggleRow = (key: string, isRange: boolean) => onSelect?.((before) => toggle(before, key, keys, isRange));

  function press(event: KeyboardEvent<HTMLTableRowElement>, row: R, index: number): void {
    if (event.target !== event.currentTarget) return;
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (target !== undefined) focusRow(target);
    if (event.key === ' ') toggleRow(keyOf(row), event.shiftKey);
    if (event.key === 'Enter') onOpen?.(row);
    if (target !== undefined || event.key === ' ') event.preventDefault();
  }
  const focusRow = (index: number) => (body.current?.rows[index] as HTMLElement | undefined)?.focus();
  const width = columns.reduce((sum, column) => sum + (column.width ?? minWidth), selected ? checkboxWidth : 0);
  const current = Math.max(0, openKey === undefined ? 0 : keys.indexOf(openKey));

  return (
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
      <tbody ref={body}>
        {rows.map((row, index) => {
          const key = keyOf(row);
          const isOn = selected !== undefined && isSelected(selected, key);
          return (
            <tr
              key={key}
              tabIndex={index === current ? 0 : -1}
              className={classes(key === openKey && 'is-open', isOn && 'is-selected')}
              aria-selected={selected ? isOn : key === openKey}
              onKeyDown={(event) => press(event, row, index)}
              onClick={(event) => !isControl(event.target) && onOpen?.(row)}
            >
              {selected && (
                <td className="fixed-left checkbox-cell">
                  <RowCheckbox index={index} isOn={isOn} onSelect={(isRange) => toggleRow(key, isRange)} />
                </td>
              )}
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column)} style={edgeOf(column, columns, Boolean(selected))}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
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

function RowCheckbox({
  index,
  isOn,
  onSelect,
}: {
  index: number;
  isOn: boolean;
  onSelect: (isRange: boolean) => void;
}) {
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

const cellClass = <R,>(column: Column<R>): string =>
  classes(column.align === 'right' && 'right', column.fixed && `fixed-${column.fixed}`);

/** Where a fixed column sticks: behind the other fixed ones of its edge. */
function edgeOf<R>(column: Column<R>, columns: readonly Column<R>[], hasSelection: boolean): CSSProperties | undefined {
  if (column.fixed !== 'left') return undefined;
  const before = columns.slice(0, columns.indexOf(column)).reduce((sum, { width }) => sum + (width ?? 0), 0);
  return { left: before + (hasSelection ? checkboxWidth : 0) };
}

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, a, input, audio, label') !== null;
