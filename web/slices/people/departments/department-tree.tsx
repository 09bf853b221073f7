/** The departments as a tree, each with its code, its head and how many people it has. */
import type { Department } from '@bahu/contract/departments.ts';
import { Plus, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { MovableTree } from '../../../ui/tree/movable-tree.tsx';
import type { Place } from '../../../ui/tree/moves.ts';

interface Props {
  nodes: readonly Department[];
  folded: ReadonlySet<string>;
  openId: string | undefined;
  onFold: (id: string, isFolded: boolean) => void;
  onOpen: (id: string) => void;
  onAdd: (parentId: string) => void;
  onMove: (node: Department, place: Place | null) => void;
}

const canMove = ({ can }: Department): boolean => can.includes('move');

export function DepartmentTree({ onAdd, ...props }: Props) {
  const { t } = useTranslation();
  return (
    <MovableTree
      {...props}
      label={t('departments.tree')}
      canMove={canMove}
      wordsOf={({ name, code, headName, totalUserCount }) =>
        [name, code, headName, t('departments.people', { count: totalUserCount })].filter(Boolean).join(' ')
      }
      content={(node) => <LineEnd node={node} onAdd={onAdd} />}
    />
  );
}

function LineEnd({ node, onAdd }: Pick<Props, 'onAdd'> & { node: Department }) {
  const { t } = useTranslation();
  const people = t('departments.peopleOf', { own: node.userCount, total: node.totalUserCount });
  return (
    <>
      {node.code && <span className="hint cut">{node.code}</span>}
      <span className="fill" />
      {node.headName && (
        <span className="second row row-tight cut department-head">
          <UserRound size={13} aria-hidden />
          <span className="cut">{node.headName}</span>
        </span>
      )}
      <span className="whole movable-count" title={people}>
        {t('departments.people', { count: node.totalUserCount })}
      </span>
      <span className="movable-add">
        {node.can.includes('edit') && (
          <IconButton
            icon={Plus}
            size="tiny"
            tabIndex={-1}
            label={t('departments.createBelow', { name: node.name })}
            onClick={(event) => {
              event.stopPropagation();
              onAdd(node.id);
            }}
          />
        )}
      </span>
    </>
  );
}
