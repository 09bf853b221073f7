/** What can be done with the selected rows: how many, all of the query, actions, none. */
import { pageLimit } from '@bahu/contract/page.ts';
import { maxFirst } from '@bahu/contract/selection.ts';
import { InputNumber } from 'antd';
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
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
  const chosen = countSelected(selected, total);
  const first = t('ui.bulk.firstSome', { count: chosen, total: count(chosen), unit });
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('ui.bulk.label')}>
      <b className="whole" role="status">
        {isAll ? all : selected.kind === 'first' ? first : some}
      </b>
      {!isAll && total > countSelected(selected, total) && (
        <button type="button" className="link whole" onClick={() => onSelect(() => ({ kind: 'all' }))}>
          {t(isExact ? 'ui.bulk.chooseAll' : 'ui.bulk.chooseAllAbout', { total: count(total), unit })}
        </button>
      )}
      {total > pageLimit.standard && (
        <FirstRows
          key={selected.kind}
          unit={unit}
          onChoose={(first) => onSelect(() => ({ kind: 'first', count: first }))}
        />
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

/** The first so many of the query, whatever is ticked. */
function FirstRows({ unit, onChoose }: { unit: string; onChoose: (count: number) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | null>(null);
  return (
    <span className="row row-tight whole">
      {t('ui.bulk.first')}
      <InputNumber<number>
        size="small"
        className="bulk-first"
        controls={false}
        min={1}
        max={maxFirst}
        precision={0}
        value={typed}
        aria-label={t('ui.bulk.firstLabel')}
        onChange={setTyped}
        onPressEnter={() => typed !== null && onChoose(typed)}
        onBlur={() => typed !== null && onChoose(typed)}
      />
      {unit}
    </span>
  );
}
