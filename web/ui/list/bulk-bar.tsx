/** What can be done with the selected rows: how many, all of the query, actions, none. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { IconButton } from '../icon-button.tsx';
import { countSelected, noneSelected, type SelectionChange, type SelectedRows } from './selection.ts';
import './bulk-bar.css';

interface Props {
  selected: SelectedRows;
  onSelect: (change: SelectionChange) => void;
  total: number;
  isExact: boolean;
  unit: string;
  children: ReactNode;
}

export function BulkBar({ selected, onSelect, total, isExact, unit, children }: Props) {
  const { t } = useTranslation();
  useHotkey('Escape', () => onSelect(() => noneSelected));
  const all = t(isExact ? 'ui.bulk.all' : 'ui.bulk.allAbout', { total: count(total), unit });
  const some = t('ui.bulk.some', { count: countSelected(selected, total), unit });
  const isAll = selected.kind === 'all';
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('ui.bulk.label')}>
      <b className="whole" role="status">
        {isAll ? all : some}
      </b>
      {!isAll && total > countSelected(selected, total) && (
        <button type="button" className="link whole" onClick={() => onSelect(() => ({ kind: 'all' }))}>
          {t(isExact ? 'ui.bulk.chooseAll' : 'ui.bulk.chooseAllAbout', { total: count(total), unit })}
        </button>
      )}
      <i className="bulk-line" aria-hidden />
      {children}
      <IconButton
        icon={X}
        size="small"
        label={t('ui.bulk.none')}
        keys="Esc"
        onClick={() => onSelect(() => noneSelected)}
      />
    </div>
  );
}
