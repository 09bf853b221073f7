/** The latest reminders that were not read yet; one leads to its record and is read then. */
import type { Todo } from '@bahu/contract/todos.ts';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSlices } from '../../../lib/services.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { nameOf, recordAddress } from '../../../lib/web-slice.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { LevelTag } from './level-tag.tsx';
import { useMarkRead, useTodos } from './use-todos.ts';

export function TodoList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const answer = useTodos();
  return (
    <div className="todo-list">
      <div className="todo-head row">
        <b className="fill">{t('todos.title')}</b>
      </div>
      <Loaded answer={answer} what={t('todos.title')} rows={3}>
        {({ items, unread }) => (
          <>
            {items.length === 0 && <Notice title={t('todos.empty')} />}
            {items.map((todo) => (
              <TodoLine key={todo.id} todo={todo} onLeave={onLeave} />
            ))}
            {unread > items.length && (
              <p className="hint small todo-more">{t('todos.more', { count: unread - items.length })}</p>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}

function TodoLine({ todo: { kind, id, title, level, at }, onLeave }: { todo: Todo; onLeave: () => void }) {
  const { t, i18n } = useTranslation();
  const { show } = useTabActions();
  const markRead = useMarkRead(kind);
  const page = useSlices()
    .flatMap(({ pages = [] }) => pages)
    .find(({ record }) => record === kind);
  function open(): void {
    markRead(id);
    if (page) show(recordAddress(page, id));
    onLeave();
  }
  return (
    <div className="row todo-line">
      <button type="button" className="todo-open fill" onClick={open}>
        <b className="cut">{title}</b>
        <span className="hint small row">
          {level !== 'normal' && <LevelTag level={level} />}
          {page && nameOf(page, i18n.language)}
          <Moment at={at} />
        </span>
      </button>
      <IconButton icon={Check} size="small" label={t('todos.markRead')} onClick={() => markRead(id)} />
    </div>
  );
}
