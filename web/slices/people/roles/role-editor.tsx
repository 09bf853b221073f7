/** One role beside the matrix. */
import type { DataScope } from '@bahu/contract/permissions.ts';
import { roleRoutes, type Role } from '@bahu/contract/roles.ts';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { roleName } from '../../../lib/role-name.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay, useMe } from '../../../lib/session.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import type { Section } from '../../../ui/form/fields.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PermissionTree } from './permission-tree.tsx';
import { scopesUpTo, type Rights } from './rights.ts';
import { useDeleteRole } from './use-roles.ts';

interface Values {
  name: string;
  code: string;
  description: string;
  scope: DataScope;
  masksNumbers: boolean;
  autoAnswerSeconds: number;
  rights: Rights;
}
const blank: Values = {
  name: '',
  code: '',
  description: '',
  scope: 'own',
  masksNumbers: true,
  autoAnswerSeconds: 0,
  rights: { permissions: [], scopes: {} },
};

const valuesOf = ({
  name,
  code,
  description,
  scope,
  masksNumbers,
  autoAnswerSeconds,
  permissions,
  scopes,
}: Role): Values => ({
  name,
  code,
  description,
  scope,
  masksNumbers,
  autoAnswerSeconds,
  rights: { permissions, scopes },
});

/** The form keeps permissions and their scopes together; the contract names them apart. */
const rightsBody = ({ permissions, scopes }: Rights) => ({ permissions: [...permissions], scopes });
const bodyOf = ({ rights, ...values }: Values) => ({ ...values, ...rightsBody(rights) });
const changeOf = ({ rights, code: _code, ...values }: Partial<Values>) => ({
  ...values,
  ...(rights && rightsBody(rights)),
});

interface Props {
  role: Role | null;
  onSaved: (role: Role) => void;
  onClose: () => void;
  onReopen: () => void;
  onReload: () => void;
}

export function RoleEditor({ role, onSaved, onClose, onReopen, onReload }: Props) {
  const { t } = useTranslation();
  const roles = useClient(roleRoutes);
  const mayManage = useMay('role.manage');
  const remove = useDeleteRole(onClose);
  return (
    <EntityEditor<Values, Role>
      name="role"
      id={role?.id ?? null}
      title={role ? roleName(t, role.name) : t('roles.create')}
      saved={role ? valuesOf(role) : blank}
      schema={role ? roleRoutes.change.body : roleRoutes.create.body}
      sections={useSections(role)}
      isEditable={role ? role.can.includes('edit') : mayManage}
      {...(mayManage ? {} : { needs: t('permissions.role.manage') })}
      save={(values, changes, once) => {
        if (!role) return roles.create({ body: bodyOf(values) }, once);
        return roles.change({ params: { id: role.id }, body: { version: role.version, ...changeOf(changes) } });
      }}
      savedText={t(role ? 'roles.saved' : 'roles.added')}
      onSaved={onSaved}
      onClose={onClose}
      onReopen={onReopen}
      onReload={onReload}
      tools={
        role?.can.includes('delete') && (
          <IconButton icon={Trash2} size="small" label={t('roles.delete')} onClick={() => remove.mutate(role)} />
        )
      }
    >
      {role && mayManage && !role.can.includes('edit') && (
        <p className="hint small">{t(role.code === 'administrator' ? 'roles.fixed' : 'roles.aboveOwn')}</p>
      )}
    </EntityEditor>
  );
}

function useSections(role: Role | null): Section<Values>[] {
  const { t } = useTranslation();
  const me = useMe();
  const scopes = scopesUpTo(me.scope).map((value) => ({ value, label: t(`roles.scopes.${value}`) }));
  const known =
    !role || scopes.some(({ value }) => value === role.scope)
      ? scopes
      : [...scopes, { value: role.scope, label: t(`roles.scopes.${role.scope}`), isDisabled: true }];
  return [
    {
      fields: [
        { kind: 'text', name: 'name', label: t('roles.name') },
        {
          kind: 'text',
          name: 'code',
          label: t('roles.code'),
          isShown: role === null,
          hint: t('roles.codeHint'),
          patternText: t('roles.codeHint'),
        },
        { kind: 'select', name: 'scope', label: t('roles.scope'), options: known },
        {
          kind: 'switch',
          name: 'masksNumbers',
          label: t('roles.masks'),
          hint: t('roles.masksHint'),
          fixed: me.masksNumbers ? t('roles.masksHint') : undefined,
        },
        { kind: 'number', name: 'autoAnswerSeconds', label: t('roles.autoAnswer'), hint: t('roles.autoAnswerHint') },
        { kind: 'text', name: 'description', label: t('roles.description') },
        {
          kind: 'custom',
          name: 'rights',
          label: t('roles.rights'),
          hint: t('roles.rightsHint'),
          control: ({ id, value, isDisabled, onChange }) => (
            <div id={id}>
              <PermissionTree rights={value as Rights} isDisabled={isDisabled} onChange={onChange} />
            </div>
          ),
        },
      ],
    },
  ];
}
