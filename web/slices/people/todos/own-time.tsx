/** A time of the reader's own at which they are reminded again. */
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../lib/services.tsx';
import { DayField } from '../../../ui/day/day-field.tsx';
import { readDayTime } from '../../../ui/day/day-text.ts';

export default function OwnTime({ onChoose, onClose }: { onChoose: (at: number) => void; onClose: () => void }) {
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
