/** 待办事务: what the reader is to do, as the calendar of a week or as a list. */
import { todoKinds, todoLevels, type Todo } from '@bahu/contract/todos.ts';
import { Button } from 'antd';
import { CalendarDays, ChevronLeft, ChevronRight, NotebookText, Plus, Rows3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../../lib/address.ts';
import { dayStart, isoDay } from '../../../lib/format.ts';
import { useServices, useSlices } from '../../../lib/services.tsx';
import { useMay, useMe } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { nameOf } from '../../../lib/web-slice.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { FilterBar } from '../../../ui/list/filter-bar.tsx';
import type { Choice, Filter } from '../../../ui/list/filters.ts';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { todosShape } from './search.ts';
import { TodoLine } from './todo-line.tsx';
import { useCalendar, useTodos } from './use-todos.ts';
import { WeekCalendar } from './week-calendar.tsx';
import { dayOf, weekOf } from './week.ts';
import './todos.css';

/** So many days the list looks ahead. */
const daysAhead = 14;

type Wanted = Readonly<Partial<Pick<Todo, 'kind' | 'level'>>>;
const isWanted =
  ({ kind, level }: Wanted) =>
  (todo: Todo): boolean =>
    (kind === undefined || todo.kind === kind) && (level === undefined || todo.level === level);

export function TodosPage() {
  const { t } = useTranslation();
  const { search, change } = useAddress(todosShape);
  const { view = 'week', kind, level, day } = search;
  const wanted: Wanted = { ...(kind && { kind }), ...(level && { level }) };
  const filters = useFilters();
  return (
    <div className="card column todos-page">
      <div className="row todos-tools">
        <FilterBar
          filters={filters}
          search={wanted}
          onChange={(part) => change(part)}
          onClear={() => change({ kind: undefined, level: undefined })}
        />
        <span className="fill" />
        <ViewButtons view={view} onChoose={(next) => change({ view: next })} />
        <NoteButtons />
      </div>
      {view === 'week' ? (
        <Week day={day} wanted={wanted} onDay={(next) => change({ day: next })} />
      ) : (
        <List wanted={wanted} title={t('todos.title')} />
      )}
    </div>
  );
}

function ViewButtons({ view, onChoose }: { view: string; onChoose: (view: 'list' | undefined) => void }) {
  const { t } = useTranslation();
  return (
    <span className="row row-tight" role="group" aria-label={t('todos.view')}>
      <Button
        size="small"
        type="text"
        aria-pressed={view === 'week'}
        className="todos-view"
        icon={<CalendarDays size={14} aria-hidden />}
        onClick={() => onChoose(undefined)}
      >
        {t('todos.week')}
      </Button>
      <Button
        size="small"
        type="text"
        aria-pressed={view === 'list'}
        className="todos-view"
        icon={<Rows3 size={14} aria-hidden />}
        onClick={() => onChoose('list')}
      >
        {t('todos.list')}
      </Button>
    </span>
  );
}

function NoteButtons() {
  const { t } = useTranslation();
  const { show } = useTabActions();
  const mayWrite = useMay('note.manage');
  return (
    <span className="row row-tight">
      <Button size="small" icon={<NotebookText size={14} aria-hidden />} onClick={() => show('/notes')}>
        {t('todos.notes')}
      </Button>
      {mayWrite && (
        <Button
          size="small"
          type="primary"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => show('/notes?open=new')}
        >
          {t('todos.addNote')}
        </Button>
      )}
    </span>
  );
}

function Week({
  day,
  wanted,
  onDay,
}: {
  day: string | undefined;
  wanted: Wanted;
  onDay: (day: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const shown = dayOf(day, clock.now());
  const ends = weekOf(shown);
  const answer = useCalendar(ends[0]!, ends[7]!);
  const step = (days: number) => onDay(isoDay(new Date(shown).setDate(new Date(shown).getDate() + days)));
  return (
    <>
      <div className="row todos-span">
        <IconButton icon={ChevronLeft} size="small" label={t('todos.before')} onClick={() => step(-7)} />
        <Button size="small" onClick={() => onDay(undefined)}>
          {t('todos.thisWeek')}
        </Button>
        <IconButton icon={ChevronRight} size="small" label={t('todos.after')} onClick={() => step(7)} />
        <b>{`${isoDay(ends[0]!)} – ${isoDay(ends[6]!)}`}</b>
        {answer.data?.isWhole === false && <span className="hint small">{t('todos.cut')}</span>}
      </div>
      <Loaded answer={answer} what={t('todos.title')} rows={6}>
        {({ items }) => (
          <WeekCalendar items={items.filter(isWanted(wanted))} days={ends.slice(0, 7)} shown={shown} onDay={onDay} />
        )}
      </Loaded>
    </>
  );
}

function List({ wanted, title }: { wanted: Wanted; title: string }) {
  const { t } = useTranslation();
  const answer = useTodos();
  const { clock } = useServices();
  const now = clock.now();
  const coming = useCalendar(dayStart(now), dayStart(now, -daysAhead)).data?.items ?? [];
  return (
    <Loaded answer={answer} what={title} rows={6}>
      {({ items, unread }) => {
        const due = items.filter(isWanted(wanted));
        const later = coming.filter(({ at }) => Date.parse(at) > now).filter(isWanted(wanted));
        return (
          <div className="scroll fill todos-lines">
            {due.length + later.length === 0 && <Notice title={t('todos.empty')} />}
            {due.map((todo) => (
              <TodoLine key={`${todo.kind} ${todo.id}`} todo={todo} />
            ))}
            {unread > items.length && <p className="hint small todo-more">{t('todos.cut')}</p>}
            {later.length > 0 && <h3 className="todos-later">{t('todos.later')}</h3>}
            {later.map((todo) => (
              <TodoLine key={`${todo.kind} ${todo.id}`} todo={todo} />
            ))}
          </div>
        );
      }}
    </Loaded>
  );
}

function useFilters(): readonly Filter<'kind' | 'level'>[] {
  const { t, i18n } = useTranslation();
  const { permissions } = useMe();
  const slices = useSlices();
  const pages = slices.flatMap(({ pages: all = [] }) => all);
  const kinds = todoKinds.flatMap((value): readonly Choice[] => {
    if (value === 'birthday') return [{ value, label: t('todos.birthday') }];
    const page = pages.find(({ record }) => record === value);
    if (!page || (page.permission && !permissions.includes(page.permission))) return [];
    return [{ value, label: nameOf(page, i18n.language) }];
  });
  const levels = todoLevels.map((value) => ({ value, label: t(`todos.levels.${value}`) }));
  return [
    { key: 'kind', kind: 'choice', label: t('todos.kind'), isAlways: true, options: kinds },
    { key: 'level', kind: 'choice', label: t('todos.level'), isAlways: true, options: levels },
  ];
}
