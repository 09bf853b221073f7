/** 待办事务 in the tab row: how many are unread, at once when one comes, and the latest in a popover. */
import type { Todo } from '@bahu/contract/todos.ts';
import { Bell } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../../text/i18n.ts';
import { PanelButton } from '../../../ui/panel-popover.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { arrivalsOf } from './arrivals.ts';
import { useTodos } from './use-todos.ts';
import './todos.css';

const loadList = withTexts(['todos'], () => import('./todo-list.tsx'));
const TodoList = lazy(async () => ({ default: (await loadList()).TodoList }));

export function TodosButton() {
  const { t } = useTranslation();
  const { data } = useTodos();
  useArrivals(data?.items);
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

/** Says what has come since the page was opened, once. */
function useArrivals(items: readonly Todo[] | undefined): void {
  const toasts = useToasts();
  const latest = useRef<string | null>(null);
  useEffect(() => {
    if (!items) return;
    const seen = arrivalsOf(items, latest.current);
    latest.current = seen.latest;
    for (const { title } of seen.arrived) toasts.done(title);
  }, [items, toasts]);
}
