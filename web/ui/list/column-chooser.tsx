/** Which columns a list shows, in which order, how high its rows are. Drag, or move with the keyboard. */
import { GripVertical } from 'lucide-react';
import { Segmented } from 'antd';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../marks.tsx';
import { chooserKeys, moved } from './arrangement.ts';
import type { Column } from './column.ts';
import '../grip.css';
import './column-chooser.css';

interface Props {
  columns: readonly { key: string; title: string; fixed?: Column<never>['fixed'] }[];
  /** Keys shown now, in order. */
  shown: readonly string[];
  density: 'compact' | 'comfortable';
  onColumns: (columns: string[] | null) => void;
  onDensity: (density: 'compact' | 'comfortable') => void;
}

export default function ColumnChooser({ columns, shown, density, onColumns, onDensity }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const movable = columns.filter(({ fixed }) => fixed === undefined) as Column<never>[];
  // The order of the hidden ones lives only as long as the chooser is open.
  const [order, setOrder] = useState(() => chooserKeys(movable, shown));
  const [dragged, setDragged] = useState<string | null>(null);
  const keep = (keys: readonly string[], isOn: (key: string) => boolean) => onColumns(keys.filter(isOn));
  const isOn = (key: string) => shown.includes(key);

  function move(key: string, to: number): void {
    const next = moved(order, key, to);
    setOrder(next);
    keep(next, isOn);
  }
  function press(event: KeyboardEvent, key: string): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(order.length - 1, order.indexOf(key) + step));
    move(key, to);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] .grip`)?.focus(),
    );
  }
  function reset(): void {
    onColumns(null);
    const all = movable.map(({ key }) => key);
    setOrder(chooserKeys(movable, all));
  }
  const titleOf = (key: string) => movable.find((column) => column.key === key)?.title ?? key;
  return (
    <div className="chooser" role="dialog" aria-label={t('ui.columns.title')}>
      <div className="row chooser-head">
        <b className="fill">{t('ui.columns.title')}</b>
        <button type="button" className="link" onClick={reset}>
          {t('ui.columns.reset')}
        </button>
      </div>
      <ul ref={list} className="scroll chooser-list">
        {columns
          .filter(({ fixed, title }) => fixed === 'left' && title)
          .map(({ key, title }) => (
            <FixedRow key={key} title={title} />
          ))}
        {order.map((key, index) => (
          <ChooserRow
            key={key}
            column={key}
            title={titleOf(key)}
            place={index + 1}
            isOn={isOn(key)}
            isDragged={dragged === key}
            onToggle={() => keep(order, (other) => (other === key ? !isOn(key) : isOn(other)))}
            onDrag={setDragged}
            onOver={() => dragged !== null && dragged !== key && setOrder(moved(order, dragged, index))}
            onDrop={() => keep(order, isOn)}
            onPress={(event) => press(event, key)}
          />
        ))}
      </ul>
      <div className="row chooser-foot">
        <span className="fill hint">{t('ui.columns.height')}</span>
        <Segmented<'compact' | 'comfortable'>
          size="small"
          aria-label={t('ui.columns.height')}
          value={density}
          options={[
            { value: 'compact', label: t('ui.columns.compact') },
            { value: 'comfortable', label: t('ui.columns.comfortable') },
          ]}
          onChange={onDensity}
        />
      </div>
    </div>
  );
}

/** A column that every list shows. */
function FixedRow({ title }: { title: string }) {
  const { t } = useTranslation();
  return (
    <li className="chooser-row">
      <span className="grip" />
      <label className="fill row">
        <input type="checkbox" className="checkbox" checked disabled readOnly />
        {title}
      </label>
      <span className="hint small">{t('ui.columns.fixed')}</span>
    </li>
  );
}

interface RowProps {
  column: string;
  title: string;
  place: number;
  isOn: boolean;
  isDragged: boolean;
  onToggle: () => void;
  onDrag: (key: string | null) => void;
  onOver: () => void;
  onDrop: () => void;
  onPress: (event: KeyboardEvent) => void;
}

function ChooserRow({ column, title, place, isOn, isDragged, onToggle, onDrag, onOver, onDrop, onPress }: RowProps) {
  const { t } = useTranslation();
  return (
    <li
      data-key={column}
      draggable
      className={classes('chooser-row', isDragged && 'is-dragged')}
      onDragStart={() => onDrag(column)}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        event.preventDefault();
        onOver();
      }}
      onDrop={onDrop}
    >
      <button
        type="button"
        className="grip"
        aria-label={t('ui.move.grip', { name: title, place })}
        title={t('ui.move.hint')}
        onKeyDown={onPress}
      >
        <GripVertical size={14} aria-hidden />
      </button>
      <label className="fill row">
        <input type="checkbox" className="checkbox" checked={isOn} onChange={onToggle} />
        {title}
      </label>
    </li>
  );
}
