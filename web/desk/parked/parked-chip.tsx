/** Parked calls in the phone bar, on whatever page one is: how many, and on a click who and where. */
import { CircleParking } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../../lib/services.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import { ParkedLines } from './parked-lines.tsx';

export function ParkedChip() {
  const { t } = useTranslation();
  const calls = useTopic('parked')?.calls ?? [];
  if (calls.length === 0) return null;
  return (
    <PanelPopover
      label={t('desk.parked.title')}
      panel={() => (
        <div className="parked-list">
          <ParkedLines calls={calls} />
          <p className="hint small">{t('desk.parked.hint')}</p>
        </div>
      )}
      button={(opens) => (
        <button
          {...opens}
          type="button"
          className="parked-chip toned tone-ringing"
          aria-label={t('desk.parked.count', { count: calls.length })}
        >
          <CircleParking size={16} aria-hidden />
          <b>{calls.length}</b>
        </button>
      )}
    />
  );
}
