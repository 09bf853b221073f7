/** A dense table: sticky head, fixed edges, rows reachable by keyboard. Fifty rows need no virtual list. */
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { classes } from './marks.tsx';
import './data-table.css';

export interface Column<R> {
  key: string;
  title: string;
  /** Pixels; a column without takes what is left. */
  width?: number;
  align?: 'right';
  fixed?: 'left' | 'right';
  /** Only where there is room (1600 px and more). */
  isWideOnly?: boolean;
  cell: (row: R) => ReactNode;
}

interface Props<R> {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  keyOf: (row: R) => string;
  onOpen: (row: R) => void;
  openKey?: string | undefined;
  /** Told when the row may be opened soon, to fetch ahead. */
  onNear?: (row: R) => void;
}

/** Focus moves with ↑ and ↓, Enter opens, a click on a row opens unless it hit a control. */
export function DataTable<R>({ label, columns, rows, keyOf, onOpen, openKey, onNear }: Props<R>) {
  const body = useRef<HTMLTableSectionElement>(null);

  function move(event: KeyboardEvent<HTMLTableRowElement>, row: R, index: number): void {
    if (event.target !== event.currentTarget) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      (body.current?.rows[index + step] as HTMLElement | undefined)?.focus();
    }
    if (event.key === 'Enter') onOpen(row);
  }

  return (
    <table className="data-table" aria-label={label}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} className={column.isWideOnly ? 'wide-only' : undefined} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={cellClass(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => {
          const key = keyOf(row);
          return (
            <tr
              key={key}
              tabIndex={index === 0 || key === openKey ? 0 : -1}
              className={classes(key === openKey && 'is-open')}
              aria-selected={key === openKey}
              onKeyDown={(event) => move(event, row, index)}
              onClick={(event) => !isControl(event.target) && onOpen(row)}
              onMouseEnter={() => onNear?.(row)}
            >
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column)}>
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

const cellClass = <R,>(column: Column<R>): string =>
  classes(column.align === 'right' && 'right', column.fixed && `fixed-${column.fixed}`, column.isWideOnly && 'wide-only');

const isControl = (target: EventTarget): boolean => target instanceof Element && target.closest('button, a, input, audio') !== null;
