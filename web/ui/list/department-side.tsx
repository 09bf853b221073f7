/** The departments beside a list, with how many rows each has: choosing one is the list's filter by department. */
import type { DepartmentCount, DepartmentCounts } from '@bahu/contract/department-counts.ts';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import type { CallOptions } from '../../lib/api.ts';
import { count } from '../../lib/format.ts';
import { useIsHandheld } from '../../lib/layout.ts';
import { queryKeys } from '../../lib/records.ts';
import { useMe } from '../../lib/session.tsx';
import { keptForGood } from '../../lib/storage.ts';
import { IconButton } from '../icon-button.tsx';
import { Loaded } from '../list-state.tsx';
import { classes } from '../marks.tsx';
import { linesOf, type Line } from '../tree/lines.ts';
import { useTreeKeys } from '../tree/use-tree-keys.ts';
import './department-side.css';

interface Props {
  /** The plural of the list's records, as in `queryKeys`. */
  records: string;
  load: (options: CallOptions) => Promise<Static<typeof DepartmentCounts>>;
  /** How the rows are counted: 位. */
  unit: string;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
}

export default function DepartmentSide(props: Props) {
  const { records, load } = props;
  const { t } = useTranslation();
  const [isOpen, toggle] = useIsOpen(records);
  const answer = useQuery({
    // Part of the list: it is as old as the rows are, and comes anew with them.
    queryKey: queryKeys.list(records, { of: 'departments' }),
    queryFn: ({ signal }) => load({ signal }),
    enabled: isOpen,
  });
  // Whoever reaches over no department has nothing to choose.
  if (answer.data?.items.length === 0) return null;
  if (!isOpen)
    return (
      <div className="department-side is-closed">
        <IconButton icon={PanelLeftOpen} size="small" label={t('ui.departments.show')} onClick={toggle} />
      </div>
    );
  return (
    <nav className="department-side" aria-label={t('ui.departments.title')}>
      <div className="department-side-head row">
        <b className="fill">{t('ui.departments.title')}</b>
        <IconButton icon={PanelLeftClose} size="small" label={t('ui.departments.hide')} onClick={toggle} />
      </div>
      <Loaded answer={answer} what={t('ui.departments.title')} rows={6}>
        {({ items }) => <Tree {...props} items={items} />}
      </Loaded>
    </nav>
  );
}

/** Kept for each person on this browser, list by list. */
function useIsOpen(records: string): [boolean, () => void] {
  const { userId } = useMe();
  const isHandheld = useIsHandheld();
  const key = `departments ${records} ${userId}`;
  const [isOpen, setIsOpen] = useState(() => !isHandheld && keptForGood.read(key) !== false);
  function toggle(): void {
    // In the hand it covers the list, and is opened for one choice.
    if (!isHandheld) keptForGood.write(key, !isOpen);
    setIsOpen(!isOpen);
  }
  return [isOpen, toggle];
}

/** Stands for no department; it is no id. */
const all: DepartmentCount = { id: 'all', name: '', parentId: null, count: 0, isExact: true };

function Tree({ items, unit, chosen, onChoose }: Props & { items: readonly DepartmentCount[] }) {
  const { t } = useTranslation();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  function onFold(id: string, isFolded: boolean): void {
    const next = new Set(folded);
    if (isFolded) next.add(id);
    else next.delete(id);
    setFolded(next);
  }
  const nameOf = ({ id, name }: DepartmentCount) => (id === all.id ? t('ui.departments.all') : name);
  const lines = linesOf([all, ...items], folded);
  const onOpen = (id: string) => onChoose(id === all.id ? undefined : id);
  const { tree, current, setCurrent, press } = useTreeKeys({ lines, nameOf, folded, onFold, onOpen });
  const chosenId = chosen ?? all.id;
  const at = [current, chosenId, all.id].find((id) => lines.some(({ node }) => node.id === id));
  return (
    <div ref={tree} role="tree" className="scroll fill" aria-label={t('ui.departments.title')}>
      {lines.map((line, index) => {
        const { id } = line.node;
        return (
          <div
            key={id}
            data-id={id}
            role="treeitem"
            tabIndex={id === at ? 0 : -1}
            aria-level={line.level}
            aria-posinset={line.place}
            aria-setsize={line.among}
            aria-expanded={line.hasChildren ? !folded.has(id) : undefined}
            aria-selected={id === chosenId}
            aria-label={id === all.id ? nameOf(line.node) : `${line.node.name} ${countText(line.node)} ${unit}`}
            title={nameOf(line.node)}
            className={classes('department-side-line', id === chosenId && 'is-chosen')}
            style={{ paddingInlineStart: 4 + (line.level - 1) * 12 }}
            onFocus={() => setCurrent(id)}
            onKeyDown={(event) => {
              if (event.ctrlKey || event.metaKey || event.altKey || !press(event, line, index)) return;
              event.preventDefault();
              event.stopPropagation();
            }}
            onClick={() => onOpen(id)}
          >
            <Fold line={line} isFolded={folded.has(id)} onFold={onFold} />
            <span className="cut fill">{nameOf(line.node)}</span>
            {id !== all.id && <span className="hint">{countText(line.node)}</span>}
          </div>
        );
      })}
    </div>
  );
}

const countText = ({ count: rows, isExact }: DepartmentCount): string => `${count(rows)}${isExact ? '' : '+'}`;

interface FoldProps {
  line: Line<DepartmentCount>;
  isFolded: boolean;
  onFold: (id: string, isFolded: boolean) => void;
}

function Fold({ line: { node, hasChildren }, isFolded, onFold }: FoldProps) {
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <span
      className="department-side-fold"
      aria-hidden
      onClick={(event) => {
        if (!hasChildren) return;
        event.stopPropagation();
        onFold(node.id, !isFolded);
      }}
    >
      {hasChildren && <Chevron size={14} />}
    </span>
  );
}
