/** One column of a board: its value, how many records have it, their cards by pages of fifty. */
import { Button } from 'antd';
import { RefreshCw } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { count as numberText } from '../../../lib/format.ts';
import type { Shape } from '../../../lib/search.ts';
import { columnKey } from '../../fields/field-columns.tsx';
import { toneOfOption } from '../../fields/form-field.ts';
import { Loaded } from '../../list-state.tsx';
import { classes, Tag } from '../../marks.tsx';
import { BoardCard } from './board-card.tsx';
import type { BoardProps, Lifted } from './board.tsx';
import { cellsOfCard, type BoardColumn } from './columns.ts';
import { useCards } from './use-board.ts';

export interface LaneProps<R, S extends Shape> extends BoardProps<R, S> {
  column: BoardColumn;
  columns: readonly BoardColumn[];
  /** The card that takes the focus where it arrives. */
  arriving: string | null;
  onArrived: () => void;
  lifted: Lifted<R> | null;
  onLift: (lifted: Lifted<R> | null) => void;
  onDrop: () => void;
  onMove: (row: R, to: BoardColumn) => void;
  /** Ctrl and an arrow on a card. */
  onStep: (row: R, key: string) => void;
}

export function BoardLane<R, S extends Shape>(props: LaneProps<R, S>) {
  const { column, columns, editing, field, what, lifted, onLift } = props;
  const { answer, rows, hasNews } = useCards(props, column);
  const [stop, setStop] = useState<string | null>(null);
  const drop = useDrop(props);
  const keys = rows.map(editing.keyOf);
  const cells = cellsOfCard(props.list.shown, columnKey(field));
  const current = stop !== null && keys.includes(stop) ? stop : keys[0];
  return (
    <section {...drop.handlers} className={classes('board-lane', drop.isOver && 'is-over')} aria-label={drop.label}>
      <LaneHead {...props} label={drop.label} {...(hasNews && { onNews: () => void answer.refetch() })} />
      <div className="scroll fill board-cards">
        <Loaded answer={answer} what={what} rows={3}>
          {() => (
            <ul>
              {rows.map((row, index) => {
                const key = keys[index]!;
                const why = editing.whyNot(row, columnKey(field));
                return (
                  <BoardCard
                    key={key}
                    {...props}
                    row={row}
                    cells={cells}
                    targets={why === null ? columns.filter((to) => to.isTarget && to.code !== column.code) : []}
                    isStop={key === current}
                    isLifted={lifted !== null && editing.keyOf(lifted.row) === key}
                    onFocus={() => setStop(key)}
                    onLift={(isUp) => onLift(isUp ? { row, from: column } : null)}
                  />
                );
              })}
            </ul>
          )}
        </Loaded>
        <LaneMore answer={answer} />
      </div>
    </section>
  );
}

function LaneMore({ answer }: { answer: ReturnType<typeof useCards>['answer'] }) {
  const { t } = useTranslation();
  if (!answer.hasNextPage) return null;
  return (
    <Button
      size="small"
      type="text"
      block
      loading={answer.isFetchingNextPage}
      onClick={() => void answer.fetchNextPage()}
    >
      {t('ui.board.more')}
    </Button>
  );
}

interface HeadProps<R, S extends Shape> extends LaneProps<R, S> {
  label: string;
  onNews?: () => void;
}

function LaneHead<R, S extends Shape>({ column, label, laneNote, onNews }: HeadProps<R, S>) {
  const { t } = useTranslation();
  const { count, option } = column;
  const tone = toneOfOption(option);
  return (
    <h2 className="row row-tight board-head">
      {tone ? <Tag tone={tone}>{label}</Tag> : <span className="cut">{label}</span>}
      {count && <span className="hint whole">{`${numberText(count.count)}${count.isExact ? '' : '+'}`}</span>}
      <span className="fill" />
      {laneNote && <span className="small number whole">{laneNote(column.code)}</span>}
      {onNews && (
        <button type="button" className="link small row row-tight" onClick={onNews}>
          <RefreshCw size={12} aria-hidden />
          {t('app.list.newRows')}
        </button>
      )}
    </h2>
  );
}

/** What a column does with a card that is dragged over it. */
function useDrop<R, S extends Shape>({ column, lifted, onDrop }: LaneProps<R, S>) {
  const { t, i18n } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const takes = lifted !== null && lifted.from.code !== column.code && column.isTarget;
  return {
    label: column.option?.labels[i18n.language === 'en' ? 'en' : 'zh'] ?? t('ui.board.none'),
    isOver: isOver && takes,
    handlers: {
      onDragOver(event: DragEvent): void {
        if (!takes) return;
        event.preventDefault();
        if (!isOver) setIsOver(true);
      },
      onDragLeave(event: DragEvent<HTMLElement>): void {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      },
      onDrop(event: DragEvent): void {
        event.preventDefault();
        setIsOver(false);
        if (takes) onDrop();
      },
    },
  };
}
