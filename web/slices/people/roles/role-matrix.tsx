/** Who may do what, at one glance: permissions by menu as rows, roles as columns. */
import { type Permission, isScoped, permissionMenus } from '@bahu/contract/permissions.ts';
import type { Role } from '@bahu/contract/roles.ts';
import { Check, Minus } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { roleName } from '../../../lib/role-name.ts';
import { classes } from '../../../ui/marks.tsx';

interface Props {
  roles: readonly Role[];
  openId: string | undefined;
  onOpen: (id: string) => void;
}

export function RoleMatrix({ roles, openId, onOpen }: Props) {
  const { t } = useTranslation();
  const columns = roles.length + 1;
  const line = (title: string, cell: (role: Role) => ReactNode) => (
    <tr key={title}>
      <th scope="row">{title}</th>
      {roles.map((role) => (
        <td key={role.id} className={classes(role.id === openId && 'is-open')}>
          {cell(role)}
        </td>
      ))}
    </tr>
  );
  return (
    <table className="role-matrix" aria-label={t('roles.matrix')} style={{ '--roles': roles.length } as CSSProperties}>
      <colgroup>
        {Array.from({ length: columns }, (_, index) => (
          <col key={index} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('roles.permission')}</th>
          {roles.map((role) => (
            <th key={role.id} scope="col" className={classes(role.id === openId && 'is-open')}>
              <button type="button" className="role-head" onClick={() => onOpen(role.id)}>
                <b className="cut" title={roleName(t, role.name)}>
                  {roleName(t, role.name)}
                </b>
                <span className="hint small">{t('roles.people', { count: role.userCount })}</span>
                {role.isBuiltIn && <span className="hint small">{t('roles.builtIn')}</span>}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {line(t('roles.scope'), (role) => t(`roles.scopes.${role.scope}`))}
        {line(t('roles.masks'), (role) => t(role.masksNumbers ? 'roles.masked' : 'roles.shown'))}
        {line(t('roles.autoAnswer'), (role) =>
          role.autoAnswerSeconds ? t('roles.seconds', { count: role.autoAnswerSeconds }) : t('roles.off'),
        )}
      </tbody>
      {permissionMenus.map(({ menu, permissions }) => (
        <tbody key={menu}>
          <tr className="matrix-menu">
            <th scope="rowgroup" colSpan={columns}>
              <span>{t(`permissionMenus.${menu}`)}</span>
            </th>
          </tr>
          {permissions.map((permission) =>
            line(t(`permissions.${permission}`), (role) => <Cell role={role} permission={permission} />),
          )}
        </tbody>
      ))}
    </table>
  );
}

/** A check mark, and the scope where it differs from the role's. */
function Cell({ role, permission }: { role: Role; permission: Permission }) {
  const { t } = useTranslation();
  if (!role.permissions.includes(permission))
    return (
      <span className="matrix-no">
        <Minus size={14} aria-hidden />
        <span className="unseen">{t('roles.lacking')}</span>
      </span>
    );
  const scope = isScoped(permission) ? (role.scopes[permission] ?? role.scope) : role.scope;
  return (
    <span className="matrix-yes">
      <Check size={15} aria-hidden />
      <span className="unseen">{t('roles.granted')}</span>
      {scope !== role.scope && <span className="tag tag-plain">{t(`roles.scopeShort.${scope}`)}</span>}
    </span>
  );
}
