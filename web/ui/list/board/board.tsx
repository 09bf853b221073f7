/** A list as columns by the values of one field. Cards are moved by dragging, by Ctrl ← →, or by their menu. */
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mayFocusIn } from '../../../lib/focus.ts';
import type { Shape } from '../../../lib/search.ts';
import { Loaded } from '../../list-state.tsx';
import { BoardLane } from './board-lane.tsx';
import { cardAfter, columnBeside, isBlank, type BoardColumn } from './columns.ts';
import { useBoardColumns, useMove, type BoardOf } from './use-board.ts';
import './board.css';

export interface BoardProps<R, S extends Shape> extends BoardOf<R, S> {
  /** The records in words, and how they are counted. */
  what: string;
  unit: string;
  onOpen: ((row: R) => void) | undefined;
  /** Beside the count of a column, by its code. */
  laneNote?: (code: string) => ReactNode;
  /** In its place when no record is found. */
  nothing: ReactNode;
}

/** A card that is on its way, and the column that it leaves. */
export interface Lifted<R> {
  readonly row: R;
  readonly from: BoardColumn;
}

export default function Board<R, S extends Shape>(props: BoardProps<R, S>) {
  const { t, i18n } = useTranslation();
  const { counts, columns } = useBoardColumns(props);
  const { what, field } = props;
  const label = t('ui.board.by', { field: field.labels[i18n.language === 'en' ? 'en' : 'zh'] });
  return (
    <Loaded answer={counts} what={what} rows={8}>
      {({ items }) =>
        isBlank(items) ? props.nothing : <Lanes {...props} label={`${what} ${label}`} columns={columns} />
      }
    </Loaded>
  );
}

interface LanesProps<R, S extends Shape> extends BoardProps<R, S> {
  label: string;
  columns: readonly BoardColumn[];
}

function Lanes<R, S extends Shape>({ label, columns, ...board }: LanesProps<R, S>) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const [lifted, setLifted] = useState<Lifted<R> | null>(null);
  /** The card that takes the focus where it arrives, as it was moved without the mouse. */
  const [arriving, setArriving] = useState<string | null>(null);
  // One that comes back has the focus again, unless somebody works elsewhere by then.
  const move = useMove(board, (row) => mayFocusIn(root.current) && setArriving(board.editing.keyOf(row)));
  function moveByKey(row: R, from: BoardColumn, to: BoardColumn): void {
    setArriving(board.editing.keyOf(row));
    void move(row, from, to);
  }
  function press(event: KeyboardEvent<HTMLElement>): void {
    const next = event.ctrlKey || event.altKey || event.metaKey ? null : cardBehind(event, root.current);
    if (!next) return;
    next.focus();
    event.preventDefault();
  }
  return (
    <div ref={root} className="board" role="group" aria-label={label} onKeyDown={press}>
      <p className="unseen">{t('ui.board.keys')}</p>
      {columns.map((column) => (
        <BoardLane
          key={column.code}
          {...board}
          column={column}
          columns={columns}
          arriving={arriving}
          onArrived={() => setArriving(null)}
          lifted={lifted}
          onLift={setLifted}
          onDrop={() => {
            setLifted(null);
            if (lifted) void move(lifted.row, lifted.from, column);
          }}
          onMove={(row, to) => moveByKey(row, column, to)}
          onStep={(row, key) => {
            const to = columnBeside(key, column.code, columns);
            if (to) moveByKey(row, column, to);
          }}
        />
      ))}
    </div>
  );
}

/** The card to which an arrow key leads from the one that has the focus. */
function cardBehind({ key, target }: KeyboardEvent, root: HTMLElement | null): HTMLElement | undefined {
  const lanes = [...(root?.querySelectorAll('.board-lane') ?? [])].map((lane) => [
    ...lane.querySelectorAll<HTMLElement>('.board-card'),
  ]);
  const column = lanes.findIndex((cards) => cards.includes(target as HTMLElement));
  if (column < 0) return undefined;
  const card = lanes[column]!.indexOf(target as HTMLElement);
  const next = cardAfter(
    key,
    { column, card },
    lanes.map((cards) => cards.length),
  );
  return next ? lanes[next.column]![next.card] : undefined;
}
