/** The tree of departments, and an editor docked beside it. */
import type { Department } from '@bahu/contract/departments.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ChevronsDownUp, ChevronsUpDown, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../../lib/address.ts';
import { useKept } from '../../../lib/kept.ts';
import { useMay } from '../../../lib/session.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { MissingRecord } from '../../../ui/list/opened-record.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import '../../../ui/list/list-page.css';
import { DepartmentEditor } from './department-editor.tsx';
import { DepartmentTree } from './department-tree.tsx';
import './departments.css';
import { childrenOf, linesOf } from '../../../ui/tree/lines.ts';
import { departmentsShape } from './search.ts';
import { treeKey, useMove, useTree } from './use-departments.ts';

export function DepartmentsPage() {
  const { t } = useTranslation();
  const mayManage = useMay('department.manage');
  const { search, change } = useAddress(departmentsShape);
  const { open, parent } = search;
  const queries = useQueryClient();
  const tree = useTree();
  const move = useMove();
  const [foldedIds, setFolded] = useKept<readonly string[]>('departments folded', []);
  const folded = new Set(foldedIds);
  const nodes = tree.data?.items ?? [];
  const show = (id: string | undefined, parentId?: string) => change({ open: id, parent: parentId });
  const add = (parentId?: string) => show('new', parentId);
  const reload = () => void queries.invalidateQueries({ queryKey: treeKey });
  const fold = (id: string, isFolded: boolean) =>
    setFolded([...foldedIds.filter((other) => other !== id), ...(isFolded ? [id] : [])]);
  const node = nodes.find(({ id }) => id === open) ?? null;
  const saved = (stored: Department) => {
    reload();
    show(stored.id);
  };
  return (
    <div className="list-page">
      <div className="list-page-list">
        <Head
          count={tree.data?.items.length}
          onAdd={() => add()}
          onFoldAll={(isFolded) =>
            setFolded(isFolded ? nodes.filter(({ id }) => childrenOf(nodes, id).length > 0).map(({ id }) => id) : [])
          }
        />
        <div className="scroll fill">
          <Loaded answer={tree} what={t('departments.what')} rows={10}>
            {({ items }) =>
              items.length > 0 ? (
                <DepartmentTree
                  nodes={items}
                  lines={linesOf(items, folded)}
                  folded={folded}
                  openId={open}
                  onFold={fold}
                  onOpen={(id) => show(id)}
                  onAdd={add}
                  onMove={move}
                />
              ) : (
                <Notice title={t('departments.emptyTitle')} hint={t('departments.emptyHint')} />
              )
            }
          </Loaded>
        </div>
        {mayManage && <p className="hint small department-hint">{t('departments.moveHint')}</p>}
      </div>
      {open && open !== 'new' && tree.data && !node && (
        <MissingRecord what={t('departments.what')} onClose={() => show(undefined)} />
      )}
      {open && tree.data && (node ?? open === 'new') && (
        <DepartmentEditor
          key={`${open} ${parent ?? ''}`}
          node={node}
          parentId={parent ?? null}
          nodes={nodes}
          onSaved={saved}
          onClose={() => show(undefined)}
          onReopen={() => show(open, parent)}
          onReload={reload}
          onAdd={add}
        />
      )}
    </div>
  );
}

interface HeadProps {
  count: number | undefined;
  onAdd: () => void;
  onFoldAll: (isFolded: boolean) => void;
}

function Head({ count, onAdd, onFoldAll }: HeadProps) {
  const { t } = useTranslation();
  const mayManage = useMay('department.manage');
  return (
    <div className="section-head">
      <h1 className="department-title">{t('departments.title')}</h1>
      {count !== undefined && <span className="hint whole">{t('departments.total', { count })}</span>}
      <span className="fill" />
      <IconButton
        icon={ChevronsUpDown}
        size="small"
        label={t('departments.openAll')}
        onClick={() => onFoldAll(false)}
      />
      <IconButton
        icon={ChevronsDownUp}
        size="small"
        label={t('departments.closeAll')}
        onClick={() => onFoldAll(true)}
      />
      {mayManage && (
        <Button type="primary" size="small" icon={<Plus size={14} aria-hidden />} onClick={onAdd}>
          {t('departments.create')}
        </Button>
      )}
    </div>
  );
}
