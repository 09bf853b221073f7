/** 待办事务 in the tab row: how many are unread, at once when one comes, and the latest in a popover. */
import type { Todo, TodoKind } from '@bahu/contract/todos.ts';
import { Bell } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../../text/i18n.ts';
import { PanelButton } from '../../../ui/panel-popover.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useMayCall, usePlaceCall } from '../../../ui/place-call.ts';
import { counted } from '../../../lib/format.ts';
import { useServices, useSlices } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { nameOf } from '../../../lib/web-slice.ts';
import { arrivalsOf } from './arrivals.ts';
import { todoTitle } from './todo-title.ts';
import { snoozedUntil } from './snooze.ts';
import { useDueTimes, useFirstToSay, useMove, useOpenTodo, useTodos } from './use-todos.ts';
import './todos.css';

const loadList = withTexts(['todos'], () => import('./todo-list.tsx'));
const TodoList = lazy(async () => ({ default: (await loadList()).TodoList }));

export function TodosButton() {
  const { t } = useTranslation();
  const { data } = useTodos();
  useArrivals(data?.items);
  useDueTimes(data?.coming[0]);
  const unread = data?.unread ?? 0;
  return (
    <PanelButton
      icon={Bell}
      label={t('app.todos', { unread: counted(unread) })}
      count={unread}
      className="tab-row-tool todos-button"
      look="bare"
      panel={(close) => (
        <Suspense fallback={null}>
          <TodoList onLeave={close} />
        </Suspense>
      )}
    />
  );
}

/** More than so many at once are said in one notice. */
const saidSingly = 2;

/** What somebody says to the reader is no task of theirs. */
const spoken: readonly TodoKind[] = ['announcement', 'agent-reminder'];

/** Says what has come since the page was opened, once and on one of the reader's screens; what is due stays until somebody acts on it. */
function useArrivals(items: readonly Todo[] | undefined): void {
  const { mutesTasks } = useMe().settings;
  const toasts = useToasts();
  const { t } = useTranslation();
  const { sayDue, sayNew } = useSay();
  const firstToSay = useFirstToSay();
  const latest = useRef<ReturnType<typeof arrivalsOf>['latest'] | null>(null);
  useEffect(() => {
    if (!items) return;
    const seen = arrivalsOf(items, latest.current);
    latest.current = seen.latest;
    const arrived = seen.arrived.filter(({ kind }) => !mutesTasks || spoken.includes(kind));
    if (arrived.length === 0) return;
    void firstToSay(arrived).then((first) => {
      const due = first.filter(({ isTimed }) => isTimed);
      for (const todo of first) if (!todo.isTimed) sayNew(todo);
      if (due.length > saidSingly) toasts.asks(t('app.dueTogether', { count: due.length }), []);
      else for (const todo of due) sayDue(todo);
    });
  }, [firstToSay, items, mutesTasks, sayDue, sayNew, t, toasts]);
}

function useSay(): Readonly<Record<'sayDue' | 'sayNew', (todo: Todo) => void>> {
  const toasts = useToasts();
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const { mutate } = usePlaceCall();
  const { clock } = useServices();
  const move = useMove();
  const callNow = useCallback(
    ({ call }: Todo) => (call && mayCall ? [{ label: t('app.callNow'), run: () => mutate(call) }] : []),
    [mayCall, mutate, t],
  );
  const sayDue = useCallback(
    (todo: Todo) => {
      const { detail, call, about, isMovable } = todo;
      const title = todoTitle(t, todo);
      const isToCall = call !== null && about === null;
      const text = t(`app.${isToCall ? 'due' : 'remind'}${detail ? 'About' : ''}`, { title, detail });
      const later = { label: t('app.postpone'), run: () => move(todo, snoozedUntil('in10', clock.now())) };
      toasts.asks(text, [...callNow(todo), ...(isMovable ? [later] : [])]);
    },
    [callNow, clock, move, t, toasts],
  );
  const kindOf = useKindName();
  const open = useOpenTodo();
  /** Says what it is, unless its title does. What wants a call stays until somebody acts on it. */
  const sayNew = useCallback(
    (todo: Todo) => {
      const text = todo.about ? todoTitle(t, todo) : [kindOf(todo.kind), todo.title].join(' · ');
      if (todo.call) toasts.asks(text, callNow(todo));
      else toasts.tells(text, { label: t('app.look'), run: () => open(todo) });
    },
    [callNow, kindOf, open, t, toasts],
  );
  return { sayDue, sayNew };
}

/** What the page of the records of a kind is called. */
function useKindName(): (kind: Todo['kind']) => string {
  const { i18n } = useTranslation();
  const slices = useSlices();
  return useCallback(
    (kind) => {
      const page = slices.flatMap(({ pages = [] }) => pages).find(({ record }) => record === kind);
      return page ? nameOf(page, i18n.language) : '';
    },
    [i18n.language, slices],
  );
}
