/** 周历: a column for each day, to-dos at their time. One that is the reader's to move is dragged, or moved with Shift and the arrows. A telephone shows a day. */
import type { Todo } from '@bahu/contract/todos.ts';
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime, dayStart, isoDay } from '../../../lib/format.ts';
import { useIsHandheld } from '../../../lib/layout.ts';
import { useServices } from '../../../lib/services.tsx';
import { classes } from '../../../ui/marks.tsx';
import { todoTitle } from './todo-title.ts';
import { useMove, useOpenTodo } from './use-todos.ts';
import { columnAt, momentAt, movedBy, placed, type Placed } from './week.ts';
import './week.css';

/** Pixels of an hour, as in the style sheet, and of the column with the hours' names. */
const hourHeight = 44;
const hoursWidth = 44;
const firstHour = 8;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

interface Props {
  items: readonly Todo[];
  /** The beginnings of the seven days. */
  days: readonly number[];
  /** The one that a telephone shows. */
  shown: number;
  onDay: (day: string) => void;
}

export function WeekCalendar({ items, days, shown, onDay }: Props) {
  const { clock } = useServices();
  const isHandheld = useIsHandheld();
  const today = isoDay(clock.now());
  const columns = isHandheld ? [dayStart(shown)] : days;
  const box = useRef<HTMLDivElement>(null);
  // What scrolling returns is no way to end the effect.
  useEffect(() => {
    box.current?.scrollTo({ top: firstHour * hourHeight - 12 });
  }, []);
  const { said, drag, drop, press } = useMoves();
  return (
    <div className="week fill">
      <WeekHead days={days} shown={isHandheld ? shown : null} today={today} onDay={onDay} />
      <div ref={box} className="week-scroll">
        {/* The grid takes what is let go: over another to-do, or the one that is dragged, is over their day too. */}
        <div
          className="week-grid"
          style={{ gridTemplateColumns: `${hoursWidth}px repeat(${columns.length}, minmax(0, 1fr))` }}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => drop(event, columns)}
        >
          <div className="week-hours" aria-hidden>
            {hours.map((hour) => (
              <span key={hour}>{hour > 0 && `${String(hour).padStart(2, '0')}:00`}</span>
            ))}
          </div>
          {columns.map((day) => (
            <div key={day} className={classes('week-day', isoDay(day) === today && 'is-today')} />
          ))}
          <div className="week-items">
            {placed(items, columns).map((one) => (
              <Item
                key={`${one.item.kind} ${one.item.id}`}
                placed={one}
                columns={columns.length}
                drag={drag}
                press={press}
              />
            ))}
          </div>
        </div>
      </div>
      <p className="unseen" role="status">
        {said}
      </p>
    </div>
  );
}

function WeekHead({
  days,
  shown,
  today,
  onDay,
}: {
  days: readonly number[];
  shown: number | null;
  today: string;
  onDay: (day: string) => void;
}) {
  const { i18n } = useTranslation();
  const nameOf = new Intl.DateTimeFormat(i18n.language, { weekday: 'short' });
  return (
    <div className={classes('week-head', shown !== null && 'is-choice')}>
      {days.map((day) => {
        const text = `${nameOf.format(day)} ${isoDay(day).slice(5)}`;
        const isToday = isoDay(day) === today;
        if (shown === null)
          return (
            <span key={day} className={classes('week-name', isToday && 'is-today')}>
              {text}
            </span>
          );
        return (
          <button
            key={day}
            type="button"
            className={classes('week-name', isToday && 'is-today')}
            aria-pressed={isoDay(day) === isoDay(shown)}
            aria-label={text}
            onClick={() => onDay(isoDay(day))}
          >
            <span>{nameOf.format(day)}</span>
            <b>{isoDay(day).slice(8)}</b>
          </button>
        );
      })}
    </div>
  );
}

interface ItemProps {
  placed: Placed<Todo>;
  columns: number;
  drag: (event: DragEvent, todo: Todo) => void;
  press: (event: KeyboardEvent<HTMLElement>, todo: Todo) => void;
}

function Item({ placed: { item, day, minutes, lane, lanes }, columns, drag, press }: ItemProps) {
  const { t } = useTranslation();
  const open = useOpenTodo();
  const title = todoTitle(t, item);
  const time = clockTime(item.at);
  const width = 100 / columns / lanes;
  return (
    <button
      type="button"
      data-todo={item.id}
      className={classes('week-item', item.level !== 'normal' && `is-${item.level}`)}
      style={{
        top: (minutes / 60) * hourHeight,
        left: `${(day * 100) / columns + lane * width}%`,
        width: `calc(${width}% - 3px)`,
      }}
      title={[`${time} ${title}`, item.detail, item.isMovable ? t('todos.moveHint') : ''].filter(Boolean).join('\n')}
      draggable={item.isMovable}
      onDragStart={(event) => drag(event, item)}
      onKeyDown={(event) => press(event, item)}
      onClick={() => open(item)}
    >
      <span className="week-time">{time}</span> {title}
    </button>
  );
}

const steps: Readonly<Record<string, { days?: number; steps?: number }>> = {
  ArrowUp: { steps: -1 },
  ArrowDown: { steps: 1 },
  ArrowLeft: { days: -1 },
  ArrowRight: { days: 1 },
};

/** Moving by pointer and by keys. Where one is taken is where it is let go: by its upper edge. */
function useMoves() {
  const { t } = useTranslation();
  const { clock } = useServices();
  const move = useMove();
  const [said, setSaid] = useState('');
  const dragged = useRef<{ todo: Todo; offset: number } | null>(null);
  function moveTo(todo: Todo, at: number): void {
    if (at <= clock.now()) return setSaid(t('todos.snooze.past'));
    setSaid(t('todos.moved', { title: todoTitle(t, todo), day: isoDay(at), time: clockTime(at) }));
    move(todo, at);
  }
  return {
    said,
    drag(event: DragEvent, todo: Todo): void {
      dragged.current = { todo, offset: event.clientY - event.currentTarget.getBoundingClientRect().top };
      event.dataTransfer.effectAllowed = 'move';
      // Some browsers drag nothing that has no data.
      event.dataTransfer.setData('text/plain', todoTitle(t, todo));
    },
    drop(event: DragEvent, columns: readonly number[]): void {
      event.preventDefault();
      const taken = dragged.current;
      dragged.current = null;
      if (!taken) return;
      const grid = event.currentTarget.getBoundingClientRect();
      const day = columns[columnAt(event.clientX - grid.left - hoursWidth, grid.width - hoursWidth, columns.length)]!;
      moveTo(taken.todo, momentAt(day, ((event.clientY - taken.offset - grid.top) / hourHeight) * 60));
    },
    press(event: KeyboardEvent<HTMLElement>, todo: Todo): void {
      const step = steps[event.key];
      if (!step || !event.shiftKey || !todo.isMovable) return;
      event.preventDefault();
      moveTo(todo, movedBy(todo.at, step));
    },
  };
}
