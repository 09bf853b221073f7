/** 待办事务 in the tab row: how many are unread, at once when one comes, and the latest in a popover. */
import { Popover } from 'antd';
import { Bell } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { withTexts } from '../../../text/i18n.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useTodos } from './use-todos.ts';
import './todos.css';

const loadList = withTexts(['todos'], () => import('./todo-list.tsx'));
const TodoList = lazy(async () => ({ default: (await loadList()).TodoList }));
const most = 99;

export function TodosButton() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useTodos();
  useHotkey('Escape', () => setIsOpen(false), isOpen);
  useArrivals(data?.items);
  const unread = data?.unread ?? 0;
  const label = t('app.todos', { count: unread });
  const content = (
    <div role="dialog" aria-label={label}>
      <Suspense fallback={null}>
        <TodoList onLeave={() => setIsOpen(false)} />
      </Suspense>
    </div>
  );
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={['click']}
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      classNames={{ root: 'job-popover' }}
      content={content}
    >
      <span className="jobs-button todos-button">
        <IconButton
          icon={Bell}
          size="small"
          label={label}
          isOpen={isOpen}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
        />
        {unread > 0 && (
          <i className="jobs-count" aria-hidden>
            {unread > most ? `${most}+` : unread}
          </i>
        )}
      </span>
    </Popover>
  );
}

/** Says what has come since the page was opened, once. */
function useArrivals(items: readonly { id: string; title: string }[] | undefined): void {
  const toasts = useToasts();
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!items) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...items.map(({ id }) => id)]);
    if (before) for (const { id, title } of items) if (!before.has(id)) toasts.done(title);
  }, [items, toasts]);
}
