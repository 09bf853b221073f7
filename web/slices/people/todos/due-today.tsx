/** 今日待跟进: whom the reader is to call today, what is due first, and a call with one click. */
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/app-link.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { classes, Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { TodoActions } from './todo-actions.tsx';
import { todoTitle } from './todo-title.ts';
import { dueToday, type Due } from './due.ts';
import { useTodos } from './use-todos.ts';
import './todos.css';

export function DueToday() {
  const { t } = useTranslation();
  const answer = useTodos();
  return (
    <Loaded answer={answer} what={t('todos.today')}>
      {(found) => {
        const all = dueToday(found);
        if (all.length === 0) return <Notice title={t('todos.todayEmpty')} hint={t('todos.todayHint')} />;
        return (
          <ul>
            {all.map((todo) => (
              <DueLine key={todo.id} todo={todo} />
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}

function DueLine({ todo }: { todo: Due }) {
  const { t } = useTranslation();
  const { detail, at, customerId, isDue } = todo;
  return (
    <li className="due-line">
      <span className={classes('row', isDue && 'tone-ringing')}>
        <Moment at={at} />
        {isDue && <Tag tone="ringing">{t('todos.overdue')}</Tag>}
      </span>
      <AppLink to={`/customers/${customerId}`} className="cut">
        {todoTitle(t, todo)}
      </AppLink>
      <span className="cut second" title={detail}>
        {detail}
      </span>
      <TodoActions todo={todo} />
    </li>
  );
}
