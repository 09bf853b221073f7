/** 待办事务 in the tab row: how many are unread, at once when one comes, and the latest in a popover. */
import type { Todo } from '@bahu/contract/todos.ts';
import { Bell } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../../text/i18n.ts';
import { PanelButton } from '../../../ui/panel-popover.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useMayCall, usePlaceCall } from '../../../ui/place-call.ts';
import { arrivalsOf } from './arrivals.ts';
import { todoTitle } from './todo-title.ts';
import { useDueTimes, usePostpone, useTodos } from './use-todos.ts';
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
      label={t('app.todos', { count: unread })}
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

/** Says what has come since the page was opened, once; what is due stays until somebody acts on it. */
function useArrivals(items: readonly Todo[] | undefined): void {
  const toasts = useToasts();
  const { t } = useTranslation();
  const sayDue = useSayDue();
  const latest = useRef<ReturnType<typeof arrivalsOf>['latest'] | null>(null);
  useEffect(() => {
    if (!items) return;
    const seen = arrivalsOf(items, latest.current);
    latest.current = seen.latest;
    const due = seen.arrived.filter(({ isTimed }) => isTimed);
    for (const todo of seen.arrived) if (!todo.isTimed) toasts.done(todoTitle(t, todo));
    if (due.length > saidSingly) toasts.asks(t('app.dueTogether', { count: due.length }), []);
    else for (const todo of due) sayDue(todo);
  }, [items, sayDue, t, toasts]);
}

function useSayDue(): (todo: Todo) => void {
  const toasts = useToasts();
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const { mutate: call } = usePlaceCall();
  const postpone = usePostpone();
  return useCallback(
    (todo) => {
      const { title, detail, customerId } = todo;
      const text = detail ? t('app.dueAbout', { title, detail }) : t('app.due', { title });
      const callNow = { label: t('app.callNow'), run: () => customerId && call({ customerId }) };
      const later = { label: t('app.postpone'), run: () => postpone(todo) };
      toasts.asks(text, customerId && mayCall ? [callNow, later] : [later]);
    },
    [call, mayCall, postpone, t, toasts],
  );
}
