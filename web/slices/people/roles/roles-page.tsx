/** The roles: list, matrix, and an editor or the panel 为什么 docked beside them. */
import type { Role } from '@bahu/contract/roles.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { CircleHelp, Eye, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../../lib/address.ts';
import { roleName } from '../../../lib/role-name.ts';
import { useMay } from '../../../lib/session.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import '../../../ui/form/form.css';
import '../../../ui/list/list-page.css';
import { MissingRecord } from '../../../ui/list/opened-record.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { classes, Tag } from '../../../ui/marks.tsx';
import { RoleEditor } from './role-editor.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import './roles.css';
import { rolesShape } from './search.ts';
import { rolesKey, useRoles, useViewAs } from './use-roles.ts';
import { WhyPanel } from './why-panel.tsx';

export function RolesPage() {
  const { t } = useTranslation();
  const { search, change } = useAddress(rolesShape);
  const { open, why } = search;
  const queries = useQueryClient();
  const answer = useRoles();
  const show = (id?: string) => change({ open: id, why: undefined });
  const reload = () => void queries.invalidateQueries({ queryKey: rolesKey });
  const role = answer.data?.items.find(({ id }) => id === open) ?? null;
  const saved = (stored: Role) => {
    reload();
    show(stored.id);
  };
  return (
    <div className="list-page">
      <div className="list-page-list">
        <Head
          onWhy={() => change({ open: undefined, why: why ? undefined : true })}
          isWhy={why === true}
          onAdd={() => show('new')}
        />
        <Loaded answer={answer} what={t('roles.what')} rows={14}>
          {({ items }) => (
            <div className="row fill roles-body">
              <RoleList roles={items} openId={open} onOpen={show} />
              <div className="scroll fill roles-matrix">
                <RoleMatrix roles={items} openId={open} onOpen={show} />
              </div>
            </div>
          )}
        </Loaded>
      </div>
      {open && open !== 'new' && answer.data && !role && (
        <MissingRecord what={t('roles.what')} onClose={() => show()} />
      )}
      {open && answer.data && (role ?? open === 'new') && (
        <RoleEditor
          key={open}
          role={role}
          onSaved={saved}
          onClose={() => show()}
          onReopen={() => show(open)}
          onReload={reload}
        />
      )}
      {why && !open && <WhyPanel onClose={() => show()} />}
    </div>
  );
}

function Head({ onWhy, isWhy, onAdd }: { onWhy: () => void; isWhy: boolean; onAdd: () => void }) {
  const { t } = useTranslation();
  const mayManage = useMay('role.manage');
  const maySeeUsers = useMay('user.read');
  return (
    <div className="section-head">
      <h1 className="roles-title">{t('roles.matrix')}</h1>
      <span className="fill" />
      {maySeeUsers && (
        <Button size="small" icon={<CircleHelp size={14} aria-hidden />} aria-pressed={isWhy} onClick={onWhy}>
          {t('roles.why.open')}
        </Button>
      )}
      {mayManage && (
        <Button type="primary" size="small" icon={<Plus size={14} aria-hidden />} onClick={onAdd}>
          {t('roles.create')}
        </Button>
      )}
    </div>
  );
}

function RoleList({
  roles,
  openId,
  onOpen,
}: {
  roles: readonly Role[];
  openId: string | undefined;
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslation();
  const viewAs = useViewAs();
  return (
    <ul className="scroll role-list" aria-label={t('roles.list')}>
      {roles.map((role) => (
        <li key={role.id} className={classes('role-line', role.id === openId && 'is-open')}>
          <button
            type="button"
            className="fill role-name"
            aria-pressed={role.id === openId}
            onClick={() => onOpen(role.id)}
          >
            <span className="row row-tight">
              <b className="cut">{roleName(t, role.name)}</b>
              {role.isBuiltIn && <Tag look="plain">{t('roles.builtIn')}</Tag>}
            </span>
            <span className="hint small cut">
              {t('roles.people', { count: role.userCount })} · {t(`roles.scopes.${role.scope}`)}
            </span>
          </button>
          {role.can.includes('view-as') && (
            <IconButton icon={Eye} size="small" label={t('roles.viewAs')} onClick={() => viewAs.mutate(role)} />
          )}
        </li>
      ))}
    </ul>
  );
}
