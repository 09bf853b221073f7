/** Trees beside a list, with how many rows each node has: choosing one is a filter of the list. One tree is in sight at a time. */
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
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
import './tree-side.css';

export interface SideNode {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly count: number;
  /** False when there are more. */
  readonly isExact: boolean;
}
export interface SideTree {
  /** Names it among those of the list. */
  readonly key: string;
  readonly title: string;
  /** What the counts depend on beside the records: a shown scope. */
  readonly of?: string | undefined;
  readonly load: (options: CallOptions) => Promise<readonly SideNode[]>;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
  /** Below the tree: what leads to where it is changed. */
  readonly foot?: ReactNode;
}

interface Props {
  /** The plural of the list's records, as in `queryKeys`. */
  records: string;
  trees: readonly SideTree[];
  /** How the rows are counted: 位. */
  unit: string;
}

export default function TreeSide({ records, trees, unit }: Props) {
  const { t } = useTranslation();
  const [isOpen, toggle] = useIsOpen(records);
  const [tree, choose] = useTree(records, trees);
  const { key, title, of, load, foot } = tree;
  const answer = useQuery({
    // Part of the list: it is as old as the rows are, and comes anew with them.
    queryKey: queryKeys.list(records, { of: key, ...(of !== undefined && { shown: of }) }),
    queryFn: async ({ signal }) => ({ items: await load({ signal }) }),
    enabled: isOpen,
  });
  // Whoever reaches over no department has nothing to choose.
  if (answer.data?.items.length === 0 && trees.length === 1 && !foot) return null;
  if (!isOpen)
    return (
      <div className="tree-side is-closed">
        <IconButton icon={PanelLeftOpen} size="small" label={t('ui.tree.show', { title })} onClick={toggle} />
      </div>
    );
  return (
    <nav className="tree-side" aria-label={title}>
      <div className="tree-side-head row">
        {trees.length === 1 ? <b className="cut">{title}</b> : <Choice trees={trees} at={key} onChoose={choose} />}
        <span className="fill" />
        <IconButton icon={PanelLeftClose} size="small" label={t('ui.tree.hide', { title })} onClick={toggle} />
      </div>
      <Loaded answer={answer} what={title} rows={6}>
        {({ items }) => <Tree key={key} tree={tree} items={items} unit={unit} />}
      </Loaded>
      {foot && <div className="tree-side-foot small">{foot}</div>}
    </nav>
  );
}

function Choice({ trees, at, onChoose }: Pick<Props, 'trees'> & { at: string; onChoose: (key: string) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" className="tree-side-choice" aria-label={t('ui.tree.choose')}>
      {trees.map(({ key, title }) => (
        <button key={key} type="button" aria-pressed={key === at} onClick={() => onChoose(key)}>
          {title}
        </button>
      ))}
    </div>
  );
}

/** Kept for each person on this browser, list by list. */
function useIsOpen(records: string): [boolean, () => void] {
  const { userId } = useMe();
  const isHandheld = useIsHandheld();
  const key = `trees ${records} ${userId}`;
  const [isOpen, setIsOpen] = useState(() => !isHandheld && keptForGood.read(key) !== false);
  function toggle(): void {
    // In the hand it covers the list, and is opened for one choice.
    if (!isHandheld) keptForGood.write(key, !isOpen);
    setIsOpen(!isOpen);
  }
  return [isOpen, toggle];
}

/** Which of them is in sight: the one that was chosen last, else the first. */
function useTree(records: string, trees: readonly SideTree[]): [SideTree, (key: string) => void] {
  const { userId } = useMe();
  const kept = `tree ${records} ${userId}`;
  const [at, setAt] = useState(() => keptForGood.read(kept));
  function choose(key: string): void {
    keptForGood.write(kept, key);
    setAt(key);
  }
  return [trees.find(({ key }) => key === at) ?? trees[0]!, choose];
}

/** Stands for no choice; it is no id. */
const all: SideNode = { id: 'all', name: '', parentId: null, count: 0, isExact: true };

function Tree({ tree: of, items, unit }: { tree: SideTree; items: readonly SideNode[]; unit: string }) {
  const { title, chosen, onChoose } = of;
  const { t } = useTranslation();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  function onFold(id: string, isFolded: boolean): void {
    const next = new Set(folded);
    if (isFolded) next.add(id);
    else next.delete(id);
    setFolded(next);
  }
  const nameOf = ({ id, name }: SideNode) => (id === all.id ? t('ui.tree.all') : name);
  const lines = linesOf([all, ...items], folded);
  const onOpen = (id: string) => onChoose(id === all.id ? undefined : id);
  const { tree, current, setCurrent, press } = useTreeKeys({ lines, nameOf, folded, onFold, onOpen });
  const chosenId = chosen ?? all.id;
  const at = [current, chosenId, all.id].find((id) => lines.some(({ node }) => node.id === id));
  return (
    <div ref={tree} role="tree" className="scroll fill" aria-label={title}>
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
            className={classes('tree-side-line', id === chosenId && 'is-chosen')}
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

const countText = ({ count: rows, isExact }: SideNode): string => `${count(rows)}${isExact ? '' : '+'}`;

interface FoldProps {
  line: Line<SideNode>;
  isFolded: boolean;
  onFold: (id: string, isFolded: boolean) => void;
}

function Fold({ line: { node, hasChildren }, isFolded, onFold }: FoldProps) {
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <span
      className="tree-side-fold"
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
