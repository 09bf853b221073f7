/** The latest reminders that were not read yet. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { TodoLine } from './todo-line.tsx';
import { useTodos } from './use-todos.ts';

const shown = 10;

export function TodoList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const answer = useTodos();
  const { show } = useTabActions();
  const mayShow = useMay('note.read');
  function showAll(): void {
    show('/todos');
    onLeave();
  }
  return (
    <div className="todo-list">
      <div className="todo-head row">
        <b className="fill">{t('todos.title')}</b>
        {mayShow && (
          <Button size="small" type="link" onClick={showAll}>
            {t('todos.all')}
          </Button>
        )}
      </div>
      <Loaded answer={answer} what={t('todos.title')} rows={3}>
        {({ items, unread }) => (
          <>
            {items.length === 0 && <Notice title={t('todos.empty')} />}
            {items.slice(0, shown).map((todo) => (
              <TodoLine key={`${todo.kind} ${todo.id}`} todo={todo} onLeave={onLeave} />
            ))}
            {unread > shown && <p className="hint small todo-more">{t('todos.more', { count: unread - shown })}</p>}
          </>
        )}
      </Loaded>
    </div>
  );
}
