/** The rows of a list as cards, for a window in which no table has room: what names a row, what can be done with it, and the first columns below. */
import { useCallback, useMemo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../marks.tsx';
import './card-list.css';
import type { Column } from './column.ts';
import type { TableProps } from './data-table.tsx';
import { isSelected, toggle } from './selection.ts';
import type { Listed } from './use-list.ts';

/** Columns of a card beside its head: more make it longer than a thumb likes to push. */
const maxParts = 6;

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, a, input, label') !== null;

export default function CardList<R extends Listed>(props: TableProps<R>) {
  const { label, columns, rows, onOpen, selected, onSelect } = props;
  const { t } = useTranslation();
  const keys = useMemo(() => rows.map(({ id }) => id), [rows]);
  const onToggle = useCallback(
    (key: string) => onSelect?.((before) => toggle(before, key, keys, false)),
    [onSelect, keys],
  );
  const at = (edge: Column<R>['fixed']) => columns.filter(({ fixed }) => fixed === edge);
  const [heads, parts, actions] = [at('left'), at(undefined).slice(0, maxParts), at('right')];
  return (
    <ul className="card-list" aria-label={label}>
      {rows.map((row, index) => (
        <li
          key={row.id}
          className={classes('list-card', selected && isSelected(selected, row.id) && 'is-selected')}
          onClick={(event: MouseEvent) => !isControl(event.target) && onOpen?.(row)}
        >
          <div className="row">
            {selected && (
              <input
                type="checkbox"
                className="checkbox"
                aria-label={t('ui.table.toggleRow', { row: index + 1 })}
                checked={isSelected(selected, row.id)}
                onChange={() => onToggle(row.id)}
              />
            )}
            <div className="list-card-head cut fill">
              {heads.map((column) => (
                <span key={column.key}>{column.cell(row)}</span>
              ))}
            </div>
            {actions.map((column) => (
              <span key={column.key} className="row row-tight">
                {column.cell(row)}
              </span>
            ))}
          </div>
          <dl>
            {parts.map((column) => (
              <div key={column.key}>
                <dt className="hint">{column.title}</dt>
                <dd className="cut">{column.cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
