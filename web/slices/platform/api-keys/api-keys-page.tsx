/** Keys for programs: list, making one, revoking one. */
import { apiKeyRoutes, type ApiKey } from '@bahu/contract/api-keys.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { BookOpen, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useMayAdd } from '../../../lib/session.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Moment } from '../../../ui/moment.tsx';
import { SecretDialog } from '../../../ui/secret-dialog.tsx';
import { KeyDetails } from './key-details.tsx';
import { KeyEditor } from './key-editor.tsx';
import { KeyState } from './key-state.tsx';
import { apiKeysShape } from './search.ts';

export function ApiKeysPage() {
  const { t } = useTranslation();
  const keys = useClient(apiKeyRoutes);
  const columns = useColumns();
  const mayCreate = useMayAdd();
  const [secret, setSecret] = useState<string | null>(null);
  const list = useList({
    name: 'api-keys',
    shape: apiKeysShape,
    columns,
    fetch: (query, options) => keys.list({ query }, options),
  });
  const { open } = list.search;
  const show = (id: string | undefined) => list.change({ open: id });
  const create = mayCreate && (
    <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => show('new')}>
      {t('apiKeys.create')}
    </Button>
  );
  const queries = useQueryClient();
  const revoked = () => void queries.invalidateQueries({ queryKey: ['api-keys'] });
  function added(made: { key: ApiKey; secret: string }): void {
    list.refresh();
    show(made.key.id);
    setSecret(made.secret);
  }
  return (
    <>
      <ListPage
        list={list}
        what={t('apiKeys.what')}
        unit={t('apiKeys.unit')}
        actions={
          <>
            <Button size="small" icon={<BookOpen size={14} aria-hidden />} href="/v1/docs" target="_blank">
              {t('apiKeys.docs')}
            </Button>
            {create}
          </>
        }
        onOpen={(key) => show(key.id)}
        empty={{ title: t('apiKeys.nothing'), ...(create && { hint: t('apiKeys.nothingHint'), action: create }) }}
        aside={
          open === 'new' && mayCreate ? (
            <KeyEditor onAdded={added} onClose={() => show(undefined)} onReopen={() => show('new')} />
          ) : (
            open &&
            open !== 'new' && (
              <OpenedRecord
                key={open}
                id={open}
                records="api-keys"
                what={t('apiKeys.what')}
                known={list.answer.data?.items.find(({ id }) => id === open)}
                get={(id, options) => keys.get({ params: { id } }, options)}
                onClose={() => show(undefined)}
              >
                {(key) => <KeyDetails apiKey={key} onRevoked={revoked} onClose={() => show(undefined)} />}
              </OpenedRecord>
            )
          )
        }
      />
      {secret !== null && (
        <SecretDialog
          title={t('apiKeys.secret.key')}
          hint={t('apiKeys.secret.once')}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<ApiKey>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('apiKeys.name'),
        width: 180,
        fixed: 'left',
        cell: (key) => <b className="cut">{key.name}</b>,
      },
      { key: 'state', title: t('apiKeys.state'), width: 88, cell: (key) => <KeyState apiKey={key} /> },
      {
        key: 'permissions',
        title: t('apiKeys.permissions'),
        cell: (key) => (
          <span className="cut">{key.permissions.map((name) => t(`permissions.${name}`)).join(t('ui.separator'))}</span>
        ),
      },
      {
        key: 'owner',
        title: t('apiKeys.owner'),
        width: 112,
        cell: (key) => <span className="cut">{key.ownerName}</span>,
      },
      {
        key: 'lastUsedAt',
        title: t('apiKeys.lastUsedAt'),
        width: 132,
        cell: (key) =>
          key.lastUsedAt ? <Moment at={key.lastUsedAt} /> : <span className="hint">{t('apiKeys.neverUsed')}</span>,
      },
      {
        key: 'lastAddress',
        title: t('apiKeys.lastAddress'),
        width: 136,
        isRoomy: true,
        cell: (key) => key.lastAddress ?? <span className="hint">—</span>,
      },
      {
        key: 'expiresAt',
        title: t('apiKeys.expiresAt'),
        width: 132,
        cell: (key) => (key.expiresAt ? <Moment at={key.expiresAt} /> : t('apiKeys.neverExpires')),
      },
      {
        key: 'createdAt',
        title: t('apiKeys.createdAt'),
        width: 132,
        isWideOnly: true,
        cell: (key) => <Moment at={key.createdAt} />,
      },
    ],
    [t],
  );
}
