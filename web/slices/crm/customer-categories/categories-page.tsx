/** The tree of categories of customers, and an editor docked beside it. */
import type { CustomerCategory } from '@bahu/contract/customer-categories.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/session.tsx';
import { TreePage } from '../../../ui/tree/tree-page.tsx';
import './categories.css';
import { CategoryEditor } from './category-editor.tsx';
import { CategoryTree } from './category-tree.tsx';
import { treeKey, useTree } from './use-categories.ts';

export function CategoriesPage() {
  const { t } = useTranslation();
  const mayManage = useMay('customer-category.manage');
  const queries = useQueryClient();
  return (
    <TreePage<CustomerCategory>
      name="customer categories"
      title={t('categories.title')}
      what={t('categories.what')}
      total={(count) => t('categories.total', { count })}
      create={t('categories.create')}
      moveHint={t('categories.moveHint')}
      empty={{ title: t('categories.emptyTitle'), hint: t('categories.emptyHint') }}
      mayManage={mayManage}
      answer={useTree()}
      onReload={() => void queries.invalidateQueries({ queryKey: treeKey })}
      tree={(view) => <CategoryTree {...view} />}
      editor={(view) => <CategoryEditor key={`${view.node?.id ?? 'new'} ${view.parentId ?? ''}`} {...view} />}
    />
  );
}
