/** A page of a tree whose nodes move, and an editor docked beside it. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { ChevronsDownUp, ChevronsUpDown, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../lib/address.ts';
import { useKept } from '../../lib/kept.ts';
import { IconButton } from '../icon-button.tsx';
import '../list/list-page.css';
import { MissingRecord } from '../list/opened-record.tsx';
import { Loaded, Notice } from '../list-state.tsx';
import { childrenOf } from './lines.ts';
import './movable-tree.css';
import type { Node } from './moves.ts';
import { treeShape } from './tree-shape.ts';

export interface TreeView<T> {
  readonly nodes: readonly T[];
  readonly folded: ReadonlySet<string>;
  readonly openId: string | undefined;
  readonly onFold: (id: string, isFolded: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onAdd: (parentId?: string) => void;
}
export interface NodeView<T> {
  /** Null for a new one. */
  readonly node: T | null;
  /** Of a new one. */
  readonly parentId: string | null;
  readonly nodes: readonly T[];
  readonly onSaved: (node: T) => void;
  readonly onClose: () => void;
  readonly onReopen: () => void;
  readonly onReload: () => void;
  readonly onAdd: (parentId: string) => void;
}
interface Props<T> {
  /** Under which is kept what is folded. */
  name: string;
  title: string;
  /** The nodes in words. */
  what: string;
  /** How many there are. */
  total: (count: number) => string;
  create: string;
  moveHint: string;
  empty: { title: string; hint: string };
  mayManage: boolean;
  answer: UseQueryResult<{ items: T[] }>;
  onReload: () => void;
  tree: (of: TreeView<T>) => ReactNode;
  editor: (of: NodeView<T>) => ReactNode;
}

export function TreePage<T extends Node>(props: Props<T>) {
  const { name, what, moveHint, empty, mayManage, answer, onReload, tree, editor } = props;
  const { search, change } = useAddress(treeShape);
  const { open, parent } = search;
  const [foldedIds, setFolded] = useKept<readonly string[]>(`${name} folded`, []);
  const nodes = answer.data?.items ?? [];
  const show = (id: string | undefined, parentId?: string) => change({ open: id, parent: parentId });
  const onAdd = (parentId?: string) => show('new', parentId);
  const onClose = () => show(undefined);
  const node = nodes.find(({ id }) => id === open) ?? null;
  const branches = () => nodes.filter(({ id }) => childrenOf(nodes, id).length > 0).map(({ id }) => id);
  return (
    <div className="list-page">
      <div className="list-page-list">
        <Head
          {...props}
          count={answer.data?.items.length}
          onAdd={() => onAdd()}
          onFoldAll={(isFolded) => setFolded(isFolded ? branches() : [])}
        />
        <div className="scroll fill">
          <Loaded answer={answer} what={what} rows={10}>
            {({ items }) =>
              items.length > 0 ? (
                tree({
                  nodes: items,
                  folded: new Set(foldedIds),
                  openId: open,
                  onFold: (id, isFolded) =>
                    setFolded([...foldedIds.filter((other) => other !== id), ...(isFolded ? [id] : [])]),
                  onOpen: (id) => show(id),
                  onAdd,
                })
              ) : (
                <Notice title={empty.title} hint={empty.hint} />
              )
            }
          </Loaded>
        </div>
        {mayManage && <p className="hint small movable-hint">{moveHint}</p>}
      </div>
      {open && open !== 'new' && answer.data && !node && <MissingRecord what={what} onClose={onClose} />}
      {open &&
        answer.data &&
        (node ?? open === 'new') &&
        editor({
          node,
          parentId: parent ?? null,
          nodes,
          onSaved(stored) {
            onReload();
            show(stored.id);
          },
          onClose,
          onReopen: () => show(open, parent),
          onReload,
          onAdd,
        })}
    </div>
  );
}

interface HeadProps {
  count: number | undefined;
  onAdd: () => void;
  onFoldAll: (isFolded: boolean) => void;
}

function Head<T>({ title, total, create, mayManage, count, onAdd, onFoldAll }: Props<T> & HeadProps) {
  const { t } = useTranslation();
  return (
    <div className="section-head">
      <h1 className="movable-title">{title}</h1>
      {count !== undefined && <span className="hint whole">{total(count)}</span>}
      <span className="fill" />
      <IconButton icon={ChevronsUpDown} size="small" label={t('ui.tree.openAll')} onClick={() => onFoldAll(false)} />
      <IconButton icon={ChevronsDownUp} size="small" label={t('ui.tree.closeAll')} onClick={() => onFoldAll(true)} />
      {mayManage && (
        <Button type="primary" size="small" icon={<Plus size={14} aria-hidden />} onClick={onAdd}>
          {create}
        </Button>
      )}
    </div>
  );
}
