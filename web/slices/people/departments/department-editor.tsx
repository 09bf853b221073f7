/** One department beside the tree: name, code, place, head. */
import { departmentRoutes, type Department } from '@bahu/contract/departments.ts';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import { treeOf, type Section } from '../../../ui/form/fields.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { isBelow } from '../../../ui/tree/moves.ts';
import { useDelete } from './use-departments.ts';

interface Values {
  name: string;
  code: string;
  parentId: string | null;
  headId: string | null;
}
interface Props {
  node: Department | null;
  /** Of a new one. */
  parentId: string | null;
  nodes: readonly Department[];
  onSaved: (node: Department) => void;
  onClose: () => void;
  onReopen: () => void;
  onReload: () => void;
  onAdd: (parentId: string) => void;
}

export function DepartmentEditor({ node, parentId, nodes, onSaved, onClose, onReopen, onReload, onAdd }: Props) {
  const { t } = useTranslation();
  const departments = useClient(departmentRoutes);
  const mayManage = useMay('department.manage');
  const remove = useDelete(onClose);
  const saved: Values = node
    ? { name: node.name, code: node.code, parentId: node.parentId, headId: node.headId }
    : { name: '', code: '', parentId, headId: null };
  const tools = node && (
    <>
      {node.can.includes('edit') && (
        <IconButton
          icon={Plus}
          size="small"
          label={t('departments.createBelow', { name: node.name })}
          onClick={() => onAdd(node.id)}
        />
      )}
      {node.can.includes('delete') && (
        <IconButton icon={Trash2} size="small" label={t('departments.delete')} onClick={() => remove.mutate(node)} />
      )}
    </>
  );
  return (
    <EntityEditor<Values, Department>
      name="department"
      id={node?.id ?? null}
      title={node?.name ?? t('departments.create')}
      saved={saved}
      schema={node ? departmentRoutes.change.body : departmentRoutes.create.body}
      sections={useSections(node, nodes)}
      isEditable={node ? node.can.includes('edit') : mayManage}
      needs={t('permissions.department.manage')}
      save={(values, changes, once) =>
        node
          ? departments.change({ params: { id: node.id }, body: { version: node.version, ...changes } })
          : departments.create({ body: values }, once)
      }
      savedText={t(node ? 'departments.saved' : 'departments.added')}
      onSaved={onSaved}
      onClose={onClose}
      onReopen={onReopen}
      onReload={onReload}
      tools={tools}
    >
      {node && <People node={node} />}
    </EntityEditor>
  );
}

function useSections(node: Department | null, nodes: readonly Department[]): Section<Values>[] {
  const { t } = useTranslation();
  const remote = usePeople({ permission: 'user.read' });
  const places = nodes.filter(({ id }) => node === null || (id !== node.id && !isBelow(nodes, id, node.id)));
  return [
    {
      fields: [
        { kind: 'text', name: 'name', label: t('departments.name') },
        { kind: 'text', name: 'code', label: t('departments.code'), hint: t('departments.codeHint') },
        {
          kind: 'tree',
          name: 'parentId',
          label: t('departments.parent'),
          options: treeOf(places),
          isClearable: true,
          placeholder: t('departments.noParent'),
        },
        {
          kind: 'remote',
          name: 'headId',
          label: t('departments.head'),
          remote,
          isClearable: true,
          placeholder: t('departments.noHead'),
        },
      ],
    },
  ];
}

function People({ node }: { node: Department }) {
  const { t } = useTranslation();
  const maySeeUsers = useMay('user.read');
  return (
    <div className="column department-notes">
      <div className="row">
        <span className="fill">{t('departments.peopleOf', { own: node.userCount, total: node.totalUserCount })}</span>
        {maySeeUsers && (
          <AppLink to={`/users?department=${node.id}`} className="whole">
            {t('departments.users')}
          </AppLink>
        )}
      </div>
      {node.can.includes('edit') && !node.can.includes('delete') && (
        <p className="hint small">{t('departments.deleteHint')}</p>
      )}
      <p className="hint small">{t('departments.scopeHint')}</p>
    </div>
  );
}
