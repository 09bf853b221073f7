/** People: list, filters, editor, and changes of many at once. */
import { agentKinds, userRoutes, type User } from '@bahu/contract/users.ts';
import { Button } from 'antd';
import { ChevronDown, Plus, SlidersHorizontal, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleName } from '../../../lib/role-name.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { DropMenu } from '../../../ui/drop-menu.tsx';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { noneSelected } from '../../../ui/list/selection.ts';
import { useList, type List } from '../../../ui/list/use-list.ts';
import { treeChoices, type Filter } from '../../../ui/list/filters.ts';
import { ExportButton } from '../../platform/jobs/public.ts';
import { BulkChange, type BulkTarget } from './bulk-change.tsx';
import { PasswordsDialog, type FreshPasswords } from './passwords-dialog.tsx';
import { usersShape } from './search.ts';
import { useUserColumns } from './user-columns.tsx';
import { UserEditor } from './user-editor.tsx';
import { useUserOptions } from './use-user-options.ts';

type UserList = List<User, typeof usersShape>;

export function UsersPage() {
  const { t } = useTranslation();
  const users = useClient(userRoutes);
  const columns = useUserColumns();
  const mayEdit = useMay('user.edit');
  const [passwords, setPasswords] = useState<FreshPasswords>([]);
  const [target, setTarget] = useState<BulkTarget | null>(null);
  const list = useList({
    name: 'users',
    shape: usersShape,
    columns,
    defaultSort: 'extension',
    fetch: (query, options) => users.list({ query }, options),
  });
  const { open } = list.search;
  const show = (id: string | undefined) => list.change({ open: id });
  return (
    <>
      <ListPage
        list={list}
        what={t('users.what')}
        unit={t('users.list.unit')}
        departments={(options) => users.departments(options)}
        filters={useUserFilters()}
        actions={<Actions list={list} onCreate={() => show('new')} />}
        {...(mayEdit
          ? { bulk: (_, count) => <ChangeButton onClick={() => setTarget({ selection: list.selection, count })} /> }
          : {})}
        onOpen={(user) => show(user.id)}
        empty={{ title: t('users.list.nothing'), hint: t('users.list.nothingHint') }}
        aside={
          open && (
            <UserEditor
              key={open}
              id={open === 'new' ? null : open}
              onClose={() => show(undefined)}
              onReopen={() => show(open)}
              onPasswords={setPasswords}
            />
          )
        }
      />
      {passwords.length > 0 && <PasswordsDialog passwords={passwords} onClose={() => setPasswords([])} />}
      {target && (
        <BulkChange
          target={target}
          onClose={() => setTarget(null)}
          onDone={() => list.setSelected(() => noneSelected)}
        />
      )}
    </>
  );
}

function ChangeButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button size="small" type="text" icon={<SlidersHorizontal size={14} aria-hidden />} onClick={onClick}>
      {t('users.bulk.change')}
    </Button>
  );
}

function useUserFilters(): readonly Filter<keyof typeof usersShape>[] {
  const { t } = useTranslation();
  const { data: options } = useUserOptions();
  const named = (rows: readonly { id: string; name: string }[] = []) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return [
    { key: 'search', kind: 'text', label: t('users.list.searchLabel'), placeholder: t('users.list.search') },
    {
      key: 'department',
      kind: 'choice',
      label: t('users.field.department'),
      isAlways: true,
      options: treeChoices(options?.departments ?? []),
    },
    {
      key: 'role',
      kind: 'choice',
      label: t('users.field.role'),
      isAlways: true,
      options: named(options?.roles.map(({ id, name }) => ({ id, name: roleName(t, name) }))),
    },
    {
      key: 'enabled',
      kind: 'choice',
      label: t('users.field.state'),
      isAlways: true,
      options: [
        { value: true, label: t('users.enabled') },
        { value: false, label: t('users.disabled') },
      ],
    },
    { key: 'group', kind: 'choice', label: t('users.field.groups'), options: named(options?.groups) },
    {
      key: 'kind',
      kind: 'choice',
      label: t('users.field.kind'),
      options: agentKinds.map((value) => ({ value, label: t(`users.kind.${value}`) })),
    },
    {
      key: 'international',
      kind: 'choice',
      label: t('users.field.mayCallInternational'),
      options: [
        { value: true, label: t('users.on') },
        { value: false, label: t('users.off') },
      ],
    },
  ];
}

function Actions({ list, onCreate }: { list: UserList; onCreate: () => void }) {
  const { t } = useTranslation();
  const { data: options } = useUserOptions();
  const [mayCreate, mayImport, mayExport] = [useMay('user.create'), useMay('user.import'), useMay('user.export')];
  const { show } = useTabActions();
  return (
    <>
      {options && (
        <span className="hint whole">
          {t('users.list.licence', { used: options.used, licensed: options.licensed })}
        </span>
      )}
      {mayImport && (
        <DropMenu
          menu={{
            items: [
              { key: 'users', label: t('users.list.import') },
              { key: 'caller-ids', label: t('users.list.callerIdSheet') },
            ],
            onClick: ({ key }) => show(`/imports/new?kind=${key}`),
          }}
        >
          <Button size="small" icon={<Upload size={14} aria-hidden />}>
            {t('users.list.import')}
            <ChevronDown size={13} aria-hidden />
          </Button>
        </DropMenu>
      )}
      {mayExport && <ExportButton kind="users" list={list} unit={t('users.list.unit')} />}
      {mayCreate && (
        <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={onCreate}>
          {t('users.list.create')}
        </Button>
      )}
    </>
  );
}
