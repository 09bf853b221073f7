/** One category beside the tree: name and place, and whether it can be deleted. */
import { customerCategoryRoutes, type CustomerCategory } from '@bahu/contract/customer-categories.ts';
import { isOneOf } from '../../../ui/list/field-filters.ts';
import { writeFilters } from '@bahu/domain/fields/filter-text.ts';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import { treeOf, type Section } from '../../../ui/form/fields.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { isBelow } from '../../../ui/tree/moves.ts';
import type { NodeView } from '../../../ui/tree/tree-page.tsx';
import { useCounts, useDelete } from './use-category-page.ts';

interface Values {
  name: string;
  parentId: string | null;
}

export function CategoryEditor(props: NodeView<CustomerCategory>) {
  const { node, parentId, nodes, onSaved, onClose, onReopen, onReload, onAdd } = props;
  const { t } = useTranslation();
  const categories = useClient(customerCategoryRoutes);
  const mayManage = useMay('customer-category.manage');
  const remove = useDelete(onClose);
  const places = nodes.filter(({ id }) => node === null || (id !== node.id && !isBelow(nodes, id, node.id)));
  const sections: Section<Values>[] = [
    {
      fields: [
        { kind: 'text', name: 'name', label: t('categories.name'), patternText: t('categories.namePattern') },
        {
          kind: 'tree',
          name: 'parentId',
          label: t('categories.parent'),
          options: treeOf(places),
          isClearable: true,
          placeholder: t('categories.noParent'),
        },
      ],
    },
  ];
  return (
    <EntityEditor<Values, CustomerCategory>
      name="customer-category"
      id={node?.id ?? null}
      title={node?.name ?? t('categories.create')}
      saved={node ? { name: node.name, parentId: node.parentId } : { name: '', parentId }}
      schema={node ? customerCategoryRoutes.change.body : customerCategoryRoutes.create.body}
      sections={sections}
      isEditable={node ? node.can.includes('edit') : mayManage}
      needs={t('permissions.customer-category.manage')}
      save={(values, changes, once) =>
        node
          ? categories.change({ params: { id: node.id }, body: { version: node.version, ...changes } })
          : categories.create({ body: values }, once)
      }
      savedText={t(node ? 'categories.saved' : 'categories.added')}
      onSaved={onSaved}
      onClose={onClose}
      onReopen={onReopen}
      onReload={onReload}
      tools={
        node &&
        mayManage && (
          <>
            <IconButton
              icon={Plus}
              size="small"
              label={t('categories.createBelow', { name: node.name })}
              onClick={() => onAdd(node.id)}
            />
            <IconButton icon={Trash2} size="small" label={t('categories.delete')} onClick={() => remove.mutate(node)} />
          </>
        )
      }
    >
      {node && <Customers node={node} />}
    </EntityEditor>
  );
}

/** Those who have it, and that they have to be given another before it can go. */
function Customers({ node: { id } }: { node: CustomerCategory }) {
  const { t } = useTranslation();
  const customers = useCounts().get(id);
  return (
    <div className="column category-notes">
      {customers !== undefined && (
        <div className="row">
          <span className="fill">{t('categories.customers', { count: customers, shown: count(customers) })}</span>
          <AppLink
            to={`/customers?fields=${encodeURIComponent(writeFilters(isOneOf('categoryId', [id])))}`}
            className="whole"
          >
            {t('categories.open')}
          </AppLink>
        </div>
      )}
      <p className="hint small">{t('categories.deleteHint')}</p>
    </div>
  );
}
