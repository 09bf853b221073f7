/** A reminder in a list: it leads to its record, and is read then unless it is due at a time. */
import type { Todo } from '@bahu/contract/todos.ts';
import { useTranslation } from 'react-i18next';
import { useSlices } from '../../../lib/services.tsx';
import { nameOf } from '../../../lib/web-slice.ts';
import { Moment } from '../../../ui/moment.tsx';
import { LevelTag } from './level-tag.tsx';
import { TodoActions } from './todo-actions.tsx';
import { todoTitle } from './todo-title.ts';
import { pageOfTodo, useOpenTodo } from './use-todos.ts';

export function TodoLine({ todo, onLeave }: { todo: Todo; onLeave?: () => void }) {
  const { detail, level, at, whose } = todo;
  const { t } = useTranslation();
  const title = todoTitle(t, todo);
  const show = useOpenTodo();
  const kind = useKindOf(todo);
  function open(): void {
    show(todo);
    onLeave?.();
  }
  return (
    <div className="row todo-line">
      <button type="button" className="todo-open fill" onClick={open}>
        <b className="cut">{title}</b>
        {detail && <span className="cut second">{detail}</span>}
        <span className="hint small row">
          {level !== 'normal' && <LevelTag level={level} />}
          {kind}
          {whose !== null && <span>{t('todos.whose', { name: whose })}</span>}
          <Moment at={at} />
        </span>
      </button>
      <TodoActions todo={todo} />
    </div>
  );
}

/** What one is called that leads to a customer is not what their page is called. */
function useKindOf(todo: Todo): string | undefined {
  const { t, i18n } = useTranslation();
  const page = pageOfTodo(useSlices(), todo);
  if (todo.kind === 'birthday') return t('todos.birthday');
  return todo.isTimed && todo.customerId !== null ? t('todos.followUp') : page && nameOf(page, i18n.language);
}
