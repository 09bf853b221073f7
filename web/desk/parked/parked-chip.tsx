/** Parked calls in the phone bar, on whatever page one is: how many, and on a click who and where. */
import { Popover } from 'antd';
import { CircleParking } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useTopic } from '../../lib/services.tsx';
import { ParkedLines } from './parked-lines.tsx';

export function ParkedChip() {
  const { t } = useTranslation();
  const calls = useTopic('parked')?.calls ?? [];
  const [isOpen, setIsOpen] = useState(false);
  useHotkey('Escape', () => setIsOpen(false), isOpen);
  if (calls.length === 0) return null;
  const content = (
    <div className="parked-list" role="dialog" aria-label={t('desk.parked.title')}>
      <ParkedLines calls={calls} />
      <p className="hint small">{t('desk.parked.hint')}</p>
    </div>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      open={isOpen}
      onOpenChange={setIsOpen}
      destroyOnHidden
      content={content}
    >
      <button
        type="button"
        className="parked-chip toned tone-ringing"
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        aria-label={t('desk.parked.count', { count: calls.length })}
      >
        <CircleParking size={16} aria-hidden />
        <b>{calls.length}</b>
      </button>
    </Popover>
  );
}
