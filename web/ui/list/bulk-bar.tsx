/** What can be done with the ticked rows: how many, all of the query, actions, none. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { IconButton } from '../icon-button.tsx';
import { countTicked, noneTicked, type TickChange, type Ticked } from './selection.ts';
import './bulk-bar.css';

interface Props {
  ticked: Ticked;
  onTick: (change: TickChange) => void;
  total: number;
  isExact: boolean;
  unit: string;
  children: ReactNode;
}

export function BulkBar({ ticked, onTick, total, isExact, unit, children }: Props) {
  const { t } = useTranslation();
  useHotkey('Escape', () => onTick(() => noneTicked));
  const all = t(isExact ? 'ui.bulk.all' : 'ui.bulk.allAbout', { total: count(total), unit });
  const some = t('ui.bulk.some', { count: countTicked(ticked, total), unit });
  const isAll = ticked.kind === 'all';
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('ui.bulk.label')}>
      <b className="whole" role="status">
        {isAll ? all : some}
      </b>
      {!isAll && total > countTicked(ticked, total) && (
        <button type="button" className="link whole" onClick={() => onTick(() => ({ kind: 'all' }))}>
          {t(isExact ? 'ui.bulk.chooseAll' : 'ui.bulk.chooseAllAbout', { total: count(total), unit })}
        </button>
      )}
      <i className="bulk-line" aria-hidden />
      {children}
      <IconButton icon={X} size="small" label={t('ui.bulk.none')} keys="Esc" onClick={() => onTick(() => noneTicked)} />
    </div>
  );
}
