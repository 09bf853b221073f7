/** What can be done about a reminder where it stands: call, put off, be done with it. */
import type { Todo } from '@bahu/contract/todos.ts';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CallButton } from '../../../ui/call-button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { SnoozeMenu } from './snooze-menu.tsx';
import { useMarkRead } from './use-todos.ts';

export function TodoActions({ todo }: { todo: Todo }) {
  const { t } = useTranslation();
  const markRead = useMarkRead(todo.kind);
  const { id, title, call, isTimed, isMovable } = todo;
  return (
    <span className="row">
      {call && <CallButton target={call} label={t('todos.call', { title })} />}
      {isMovable && <SnoozeMenu todo={todo} />}
      <IconButton
        icon={Check}
        size="small"
        label={t(isTimed ? 'todos.settle' : 'todos.markRead')}
        onClick={() => markRead(id)}
      />
    </span>
  );
}
