/** The categories as a tree, each with how many customers it has. */
import type { CustomerCategory } from '@bahu/contract/customer-categories.ts';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { MovableTree } from '../../../ui/tree/movable-tree.tsx';
import type { TreeView } from '../../../ui/tree/tree-page.tsx';
import { useCounts, useMove } from './use-category-page.ts';

const canMove = ({ can }: CustomerCategory): boolean => can.includes('edit');

export function CategoryTree({ onAdd, ...view }: TreeView<CustomerCategory>) {
  const { t } = useTranslation();
  const counts = useCounts();
  const customersOf = ({ id }: CustomerCategory): string => {
    const customers = counts.get(id);
    return customers === undefined ? '' : t('categories.customers', { count: customers, shown: count(customers) });
  };
  return (
    <MovableTree
      {...view}
      label={t('categories.tree')}
      canMove={canMove}
      wordsOf={(node) => `${node.name} ${customersOf(node)}`.trim()}
      onMove={useMove()}
      content={(node) => (
        <>
          <span className="fill" />
          <span className="whole movable-count">{customersOf(node)}</span>
          <span className="movable-add">
            {canMove(node) && (
              <IconButton
                icon={Plus}
                size="tiny"
                tabIndex={-1}
                label={t('categories.createBelow', { name: node.name })}
                onClick={(event) => {
                  event.stopPropagation();
                  onAdd(node.id);
                }}
              />
            )}
          </span>
        </>
      )}
    />
  );
}
