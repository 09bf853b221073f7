/** The tree of departments, and an editor docked beside it. */
import type { Department } from '@bahu/contract/departments.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/session.tsx';
import { TreePage } from '../../../ui/tree/tree-page.tsx';
import { DepartmentEditor } from './department-editor.tsx';
import { DepartmentTree } from './department-tree.tsx';
import './departments.css';
import { treeKey, useMove, useTree } from './use-departments.ts';

export function DepartmentsPage() {
  const { t } = useTranslation();
  const mayManage = useMay('department.manage');
  const queries = useQueryClient();
  const move = useMove();
  return (
    <TreePage<Department>
      name="departments"
      title={t('departments.title')}
      what={t('departments.what')}
      total={(count) => t('departments.total', { count })}
      create={t('departments.create')}
      moveHint={t('departments.moveHint')}
      empty={{ title: t('departments.emptyTitle'), hint: t('departments.emptyHint') }}
      mayManage={mayManage}
      answer={useTree()}
      onReload={() => void queries.invalidateQueries({ queryKey: treeKey })}
      tree={(view) => <DepartmentTree {...view} onMove={move} />}
      editor={(view) => <DepartmentEditor key={`${view.node?.id ?? 'new'} ${view.parentId ?? ''}`} {...view} />}
    />
  );
}
