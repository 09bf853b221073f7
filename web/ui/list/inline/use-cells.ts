/** The cells of a table: which one takes the focus, which one is being changed, and what keys and clicks do to them. */
import {
  useEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { mayFocusIn } from '../../../lib/focus.ts';
import type { Column } from '../column.ts';
import type { InlineEditing } from './editing.ts';
import { placeAfter, type Place } from './place.ts';

/** Where the focus goes when a cell is left: back to it, to the one beside it, or nowhere, as somebody pressed elsewhere. */
export type Leaving = 'stay' | 'next' | 'before' | 'elsewhere';

interface Table<R> {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly rows: readonly R[];
  readonly keys: readonly string[];
  readonly columns: readonly Column<R>[];
  readonly editing: InlineEditing<R> | undefined;
  /** Whether a box to tick stands before the cells. */
  readonly hasSelection: boolean;
  readonly openKey: string | undefined;
  readonly onOpen: ((row: R) => void) | undefined;
  readonly onToggle: (key: string, isRange: boolean) => void;
}

interface Stop {
  readonly key: string;
  /** Null for the row as a whole. */
  readonly column: string | null;
}
/** A cell that is being changed, or that says why it cannot be. */
export interface Asked {
  readonly key: string;
  readonly column: string;
  readonly why: string | null;
}

/** A second click comes within this, in milliseconds: cells that a double click changes open their record only then. */
const doubleClickMs = 220;

const isControl = (target: Element): boolean =>
  target.closest('button, a, input, textarea, audio, label, .cell-editor') !== null;

export function useCells<R>(table: Table<R>) {
  const { keys, columns, openKey } = table;
  const [stop, setStop] = useState<Stop | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const mouse = useMouse(table, setAsked);
  // What was asked of a cell ends with its row or its column, and so does its turn to take the focus.
  const hasColumn = (column: string): boolean => columns.some(({ key }) => key === column);
  const current = asked && keys.includes(asked.key) && hasColumn(asked.column) ? asked : null;
  const known = stop && keys.includes(stop.key) ? stop : null;
  const first = openKey !== undefined && keys.includes(openKey) ? openKey : keys[0];
  return {
    asked: current,
    /** The column at which Tab stops in a row, null for the row as a whole; undefined in the other rows. */
    stopIn(key: string): string | null | undefined {
      if (key !== (known?.key ?? first)) return undefined;
      return known && known.column !== null && hasColumn(known.column) ? known.column : null;
    },
    leave(way: Leaving): void {
      setAsked(null);
      if (current) refocus(table, current, way);
    },
    handlers: {
      onFocus({ target }: FocusEvent<HTMLElement>): void {
        const place = placeOf(target, table);
        if (!place) return;
        setStop({ key: keys[place.row]!, column: place.column === null ? null : columns[place.column]!.key });
        if (current?.why) setAsked(null);
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>): void {
        if (current?.why) setAsked(null);
        pressKey(event, table, setAsked);
      },
      ...mouse,
    },
  };
}

type Ask = (asked: Asked) => void;
const askedOf = <R>({ keys, columns }: Table<R>, { row, column }: Place, why: string | null): Asked => ({
  key: keys[row]!,
  column: columns[column!]!.key,
  why,
});

/** Null for a cell that can be changed, and an empty text where nothing is to be said. */
const whyNot = <R>({ editing, rows, columns }: Table<R>, { row, column }: Place): string | null =>
  column === null || !editing ? '' : editing.whyNot(rows[row]!, columns[column]!.key);

function focusAt<R>({ body, hasSelection }: Table<R>, { row, column }: Place): void {
  const line = body.current?.rows[row];
  (column === null ? line : line?.cells[column + (hasSelection ? 1 : 0)])?.focus();
}

/** The focus stays where somebody has put it meanwhile. */
function refocus<R>(table: Table<R>, { key, column }: Asked, way: Leaving): void {
  if (!mayFocusIn(table.body.current) || way === 'elsewhere') return;
  const at = table.columns.findIndex((one) => one.key === column) + { stay: 0, next: 1, before: -1 }[way];
  focusAt(table, { row: table.keys.indexOf(key), column: Math.max(0, Math.min(at, table.columns.length - 1)) });
}

function pressKey<R>(event: KeyboardEvent<HTMLElement>, table: Table<R>, ask: Ask): void {
  const { target } = event;
  const place = target instanceof HTMLElement ? placeOf(target, table) : null;
  if (!place || !(target instanceof HTMLElement)) return;
  const { rows, keys, columns } = table;
  const next = placeAfter(event, place, { rows: rows.length, columns: columns.length });
  if (next) focusAt(table, next);
  else if (event.key === ' ') table.onToggle(keys[place.row]!, event.shiftKey);
  else if (event.key === 'Enter') enter(table, place, target, ask);
  else return;
  event.preventDefault();
}

/** Enter changes a cell, goes to the control in it, says why neither can be, or opens the row. */
function enter<R>(table: Table<R>, place: Place, cell: HTMLElement, ask: Ask): void {
  const why = whyNot(table, place);
  const control = place.column === null ? null : cell.querySelector<HTMLElement>('a, button, input, audio');
  if (why === null) ask(askedOf(table, place, null));
  else if (control) control.focus();
  else if (why !== '') ask(askedOf(table, place, why));
  else table.onOpen?.(table.rows[place.row]!);
}

function useMouse<R>(table: Table<R>, ask: Ask) {
  const opening = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(opening.current), []);
  return {
    onClick(event: MouseEvent<HTMLElement>): void {
      const place = clickedPlace(event, table);
      if (!place || event.detail > 1) return;
      const open = () => table.onOpen?.(table.rows[place.row]!);
      if (whyNot(table, place) === null && table.onOpen) opening.current = setTimeout(open, doubleClickMs);
      else open();
    },
    onDoubleClick(event: MouseEvent<HTMLElement>): void {
      const place = clickedPlace(event, table);
      if (!place || whyNot(table, place) !== null) return;
      clearTimeout(opening.current);
      ask(askedOf(table, place, null));
    },
  };
}

/** The row or the cell that an element is, if it is one; the box to tick belongs to its row. */
function placeOf<R>(target: Element, { body, rows, hasSelection }: Table<R>): Place | null {
  const line = target.closest('tr');
  if (!line || (target !== line && target.parentElement !== line) || !body.current?.contains(line)) return null;
  const row = line.sectionRowIndex;
  if (row >= rows.length) return null;
  const column = target instanceof HTMLTableCellElement ? target.cellIndex - (hasSelection ? 1 : 0) : -1;
  return { row, column: column < 0 ? null : column };
}

/** The cell that was clicked, outside of controls and of what is drawn elsewhere on the page. */
function clickedPlace<R>({ target }: MouseEvent, table: Table<R>): Place | null {
  if (!(target instanceof Element) || !table.body.current?.contains(target) || isControl(target)) return null;
  const cell = target.closest('td');
  return cell && placeOf(cell, table);
}
