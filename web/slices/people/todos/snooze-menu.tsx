/** 稍后提醒: in ten minutes, in an hour, tomorrow morning, or at a time of the reader's own. */
import type { Todo } from '@bahu/contract/todos.ts';
import { Clock } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../lib/services.tsx';
import { DropMenu } from '../../../ui/drop-menu.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { snoozedUntil, snoozes, type Snooze } from './snooze.ts';
import { useMove } from './use-todos.ts';

const OwnTime = lazy(() => import('./own-time.tsx'));

export function SnoozeMenu({ todo }: { todo: Todo }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const move = useMove();
  const [isChoosing, setChoosing] = useState(false);
  return (
    <>
      <DropMenu
        placement="bottomRight"
        menu={{
          items: [
            ...snoozes.map((key) => ({ key, label: t(`todos.snooze.${key}`) })),
            { key: 'own', label: t('todos.snooze.own') },
          ],
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation();
            if (key === 'own') setChoosing(true);
            else move(todo, snoozedUntil(key as Snooze, clock.now()));
          },
        }}
      >
        <IconButton icon={Clock} size="small" label={t('todos.snooze.label')} aria-haspopup="menu" />
      </DropMenu>
      {isChoosing && (
        <Suspense fallback={null}>
          <OwnTime
            onChoose={(at) => {
              setChoosing(false);
              move(todo, at);
            }}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </>
  );
}
