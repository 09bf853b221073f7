/** The latest reminders that were not read yet; one leads to its record and is read then. */
import type { Todo } from '@bahu/contract/todos.ts';
import { useTranslation } from 'react-i18next';
import { useSlices } from '../../../lib/services.tsx';
import { nameOf } from '../../../lib/web-slice.ts';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { LevelTag } from './level-tag.tsx';
import { TodoActions } from './todo-actions.tsx';
import { todoTitle } from './todo-title.ts';
import { pageOfTodo, useOpenTodo, useTodos } from './use-todos.ts';

const shown = 10;

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
            {items.slice(0, shown).map((todo) => (
              <TodoLine key={todo.id} todo={todo} onLeave={onLeave} />
            ))}
            {unread > shown && <p className="hint small todo-more">{t('todos.more', { count: unread - shown })}</p>}
          </>
        )}
      </Loaded>
    </div>
  );
}

function TodoLine({ todo, onLeave }: { todo: Todo; onLeave: () => void }) {
  const { detail, level, at, isTimed } = todo;
  const { t, i18n } = useTranslation();
  const title = todoTitle(t, todo);
  const show = useOpenTodo();
  const page = pageOfTodo(useSlices(), todo);
  function open(): void {
    show(todo);
    onLeave();
  }
  return (
    <div className="row todo-line">
      <button type="button" className="todo-open fill" onClick={open}>
        <b className="cut">{title}</b>
        {detail && <span className="cut second">{detail}</span>}
        <span className="hint small row">
          {level !== 'normal' && <LevelTag level={level} />}
          {isTimed ? t('todos.followUp') : page && nameOf(page, i18n.language)}
          <Moment at={at} />
        </span>
      </button>
      <TodoActions todo={todo} />
    </div>
  );
}
