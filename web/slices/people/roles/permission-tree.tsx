/** The permissions of a role to choose, menu by menu, each with a scope of its own where that makes sense. */
import {
  type DataScope,
  type Permission,
  type PermissionMenu,
  isScoped,
  permissionMenus,
} from '@bahu/contract/permissions.ts';
import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe, useScopeOf } from '../../../lib/session.tsx';
import { scopesUpTo, withPermissions, withScope, type Rights } from './rights.ts';

interface Props {
  rights: Rights;
  isDisabled: boolean;
  onChange: (rights: Rights) => void;
}

export function PermissionTree(props: Props) {
  return (
    <div className="permission-tree">
      {permissionMenus.map(({ menu, permissions }) => (
        <MenuOfPermissions key={menu} menu={menu} permissions={permissions} {...props} />
      ))}
    </div>
  );
}

function MenuOfPermissions({
  menu,
  permissions,
  rights,
  isDisabled,
  onChange,
}: Props & { menu: PermissionMenu; permissions: readonly Permission[] }) {
  const { t } = useTranslation();
  const own = useMe().permissions;
  const mine = permissions.filter((permission) => own.includes(permission));
  const held = mine.filter((permission) => rights.permissions.includes(permission));
  const name = t(`permissionMenus.${menu}`);
  return (
    <div role="group" aria-label={name}>
      <Checkbox
        className="permission-line permission-menu"
        aria-label={t('roles.allOf', { menu: name })}
        disabled={isDisabled || mine.length === 0}
        checked={held.length > 0 && held.length === mine.length}
        indeterminate={held.length > 0 && held.length < mine.length}
        onChange={(event) => onChange(withPermissions(rights, mine, event.target.checked))}
      >
        <b>{name}</b>
      </Checkbox>
      {permissions.map((permission) => (
        <PermissionLine
          key={permission}
          permission={permission}
          isOwn={own.includes(permission)}
          rights={rights}
          isDisabled={isDisabled}
          onChange={onChange}
        />
      ))}
    </div>
  );
}

function PermissionLine({
  permission,
  isOwn,
  rights,
  isDisabled,
  onChange,
}: Props & { permission: Permission; isOwn: boolean }) {
  const { t } = useTranslation();
  const isHeld = rights.permissions.includes(permission);
  const isFixed = isDisabled || !isOwn;
  return (
    <div className="permission-line">
      <Checkbox
        className="fill"
        disabled={isFixed}
        checked={isHeld}
        onChange={(event) => onChange(withPermissions(rights, [permission], event.target.checked))}
      >
        {t(`permissions.${permission}`)}
      </Checkbox>
      {isHeld && isScoped(permission) && (
        <ScopeOf permission={permission} rights={rights} isDisabled={isFixed} onChange={onChange} />
      )}
    </div>
  );
}

function ScopeOf({
  permission,
  rights,
  isDisabled,
  onChange,
}: Props & { permission: Parameters<typeof withScope>[1] }) {
  const { t } = useTranslation();
  const scopes = scopesUpTo(useScopeOf(permission)).map((scope) => ({
    value: scope as DataScope | 'role',
    label: t(`roles.scopes.${scope}`),
  }));
  return (
    <Select<DataScope | 'role'>
      size="small"
      variant="borderless"
      className="permission-scope"
      popupMatchSelectWidth={false}
      aria-label={t('roles.scopeOf', { permission: t(`permissions.${permission}`) })}
      disabled={isDisabled}
      value={rights.scopes[permission] ?? 'role'}
      options={[{ value: 'role', label: t('roles.sameScope') }, ...scopes]}
      onChange={(scope) => onChange(withScope(rights, permission, scope === 'role' ? null : scope))}
    />
  );
}
