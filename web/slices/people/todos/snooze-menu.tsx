/** 稍后提醒: in ten minutes, in an hour, tomorrow morning, or at a time of the reader's own. */
import type { Todo } from '@bahu/contract/todos.ts';
import { Modal } from 'antd';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../lib/services.tsx';
import { DayField } from '../../../ui/day/day-field.tsx';
import { readDayTime } from '../../../ui/day/day-text.ts';
import { DropMenu } from '../../../ui/drop-menu.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { snoozedUntil, snoozes, type Snooze } from './snooze.ts';
import { useMove } from './use-todos.ts';

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
        <OwnTime
          onChoose={(at) => {
            setChoosing(false);
            move(todo, at);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

function OwnTime({ onChoose, onClose }: { onChoose: (at: number) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const [text, setText] = useState('');
  const read = readDayTime(text);
  const at = read ? new Date(read).getTime() : null;
  const isToCome = at !== null && at > clock.now();
  return (
    <Modal
      open
      title={t('todos.snooze.label')}
      okText={t('todos.snooze.set')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ disabled: !isToCome }}
      onOk={() => at !== null && onChoose(at)}
      onCancel={onClose}
      width={360}
    >
      <DayField kind="date-time" label={t('todos.snooze.at')} value={text} onText={setText} />
      {at !== null && !isToCome && <p className="hint small">{t('todos.snooze.past')}</p>}
    </Modal>
  );
}
