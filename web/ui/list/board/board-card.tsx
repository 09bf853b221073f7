/** A record as a card of a board: what it is called and some of its columns. */
import { MoreHorizontal } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { mayFocusIn } from '../../../lib/focus.ts';
import type { Shape } from '../../../lib/search.ts';
import { IconButton } from '../../icon-button.tsx';
import { classes } from '../../marks.tsx';
import type { Column } from '../column.ts';
import type { LaneProps } from './board-lane.tsx';
import type { BoardColumn } from './columns.ts';
import { DropMenu } from '../../drop-menu.tsx';

interface CardProps<R, S extends Shape> extends Pick<
  LaneProps<R, S>,
  'editing' | 'onOpen' | 'onMove' | 'onStep' | 'arriving' | 'onArrived'
> {
  row: R;
  cells: readonly Column<R>[];
  /** Where it can be moved; none for a card that stays. */
  targets: readonly BoardColumn[];
  isStop: boolean;
  isLifted: boolean;
  onFocus: () => void;
  onLift: (isUp: boolean) => void;
}

export function BoardCard<R, S extends Shape>(props: CardProps<R, S>) {
  const { row, editing, cells, targets, isStop, isLifted, onOpen, onStep, onFocus, onLift } = props;
  const own = useRef<HTMLLIElement>(null);
  const id = editing.keyOf(row);
  const name = editing.nameOf(row);
  const arrive = useEffectEvent(() => {
    if (props.arriving !== id) return;
    props.onArrived();
    if (mayFocusIn(own.current?.closest('.board'))) own.current?.focus();
  });
  // Drawn anew in another column.
  useEffect(() => arrive(), []);
  function press(event: KeyboardEvent<HTMLElement>): void {
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey && /^Arrow(Left|Right)$/.test(event.key)) onStep(row, event.key);
    else if (event.key === 'Enter') onOpen?.(row);
    else return;
    event.preventDefault();
  }
  return (
    <li
      ref={own}
      className={classes('board-card', isLifted && 'is-lifted')}
      tabIndex={isStop ? 0 : -1}
      draggable={targets.length > 0}
      aria-keyshortcuts="Control+ArrowLeft Control+ArrowRight"
      onKeyDown={press}
      onFocus={onFocus}
      onClick={({ target }) => target instanceof Element && !target.closest('button, a') && onOpen?.(row)}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        onLift(true);
      }}
      onDragEnd={() => onLift(false)}
    >
      <div className="row row-tight">
        <b className="cut fill">{name}</b>
        {targets.length > 0 && <MoveMenu {...props} name={name} />}
      </div>
      <dl>
        {cells.map(({ key, title, cell }) => (
          <div key={key} className="row row-tight">
            <dt className="hint whole">{title}</dt>
            <dd className="cut">{cell(row)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function MoveMenu<R, S extends Shape>({ row, name, targets, isStop, onMove }: CardProps<R, S> & { name: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const items = targets.map((to) => ({
    key: `to ${to.code}`,
    label: to.option?.labels[language] ?? t('ui.board.none'),
    onClick: () => onMove(row, to),
  }));
  const menu = { items: [{ key: 'title', type: 'group' as const, label: t('ui.board.moveTo'), children: items }] };
  return (
    <DropMenu placement="bottomRight" menu={menu}>
      <IconButton
        icon={MoreHorizontal}
        size="tiny"
        tabIndex={isStop ? 0 : -1}
        label={t('ui.board.move', { name })}
        aria-haspopup="menu"
      />
    </DropMenu>
  );
}
