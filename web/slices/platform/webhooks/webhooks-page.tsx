/** Addresses that get notices of what happens. */
import type { Webhook } from '@bahu/contract/webhooks.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { History, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../../lib/address.ts';
import { useMayAdd } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { MissingRecord } from '../../../ui/list/opened-record.tsx';
import { DataTable } from '../../../ui/list/data-table.tsx';
import '../../../ui/list/list-page.css';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { SecretDialog } from '../../../ui/secret-dialog.tsx';
import { webhooksShape } from './search.ts';
import { useWebhooks, webhooksKey } from './use-webhooks.ts';
import { WebhookEditor } from './webhook-editor.tsx';
import './webhooks.css';

export function WebhooksPage() {
  const { t } = useTranslation();
  const { search, change } = useAddress(webhooksShape);
  const { open } = search;
  const queries = useQueryClient();
  const { show: go } = useTabActions();
  const answer = useWebhooks();
  const columns = useColumns();
  const mayCreate = useMayAdd();
  const [secret, setSecret] = useState<string | null>(null);
  const show = (id: string | undefined) => change({ open: id });
  const opened = answer.data?.items.find(({ id }) => id === open) ?? null;
  const create = mayCreate && (
    <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => show('new')}>
      {t('webhooks.create')}
    </Button>
  );
  return (
    <div className="list-page">
      <div className="list-page-list">
        <div className="webhook-head row">
          <span className="second cut fill">{t('webhooks.about')}</span>
          <Button size="small" icon={<History size={14} aria-hidden />} onClick={() => go('/webhook-deliveries')}>
            {t('webhooks.log')}
          </Button>
          {create}
        </div>
        <div className="scroll fill list-page-rows">
          <Loaded answer={answer} what={t('webhooks.what')} rows={4}>
            {({ items }) =>
              items.length > 0 ? (
                <DataTable
                  label={t('webhooks.what')}
                  columns={columns}
                  rows={items}
                  openKey={open}
                  onOpen={({ id }) => show(id)}
                />
              ) : (
                <Notice
                  title={t('webhooks.nothing')}
                  {...(create && { hint: t('webhooks.nothingHint'), action: create })}
                />
              )
            }
          </Loaded>
        </div>
      </div>
      {open && open !== 'new' && answer.data && !opened && (
        <MissingRecord what={t('webhooks.what')} onClose={() => show(undefined)} />
      )}
      {((open === 'new' && mayCreate) || opened) && (
        <WebhookEditor
          key={open}
          webhook={opened}
          onChanged={() => void queries.invalidateQueries({ queryKey: webhooksKey })}
          onSecret={setSecret}
          onClose={() => show(undefined)}
          onReopen={() => show(open)}
          onLog={() => go(`/webhook-deliveries?webhook=${open}`)}
        />
      )}
      {secret !== null && (
        <SecretDialog
          title={t('apiKeys.secret.signing')}
          hint={t('apiKeys.secret.onceSigning')}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </div>
  );
}

function useColumns(): readonly Column<Webhook>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'url',
        title: t('webhooks.url'),
        width: 360,
        fixed: 'left',
        cell: (webhook) => (
          <b className="cut" title={webhook.url}>
            {webhook.url}
          </b>
        ),
      },
      {
        key: 'state',
        title: t('webhooks.state'),
        width: 96,
        cell: (webhook) =>
          webhook.isEnabled ? (
            <Tag tone="ready">{t('webhooks.enabled')}</Tag>
          ) : (
            <Tag tone={webhook.failures > 0 ? 'alarm' : 'away'}>{t('webhooks.disabled')}</Tag>
          ),
      },
      {
        key: 'events',
        title: t('webhooks.events'),
        cell: (webhook) => (
          <span className="cut">
            {webhook.events.map((event) => t(`webhooks.event.${event}`)).join(t('ui.separator'))}
          </span>
        ),
      },
      {
        key: 'failures',
        title: t('webhooks.failures'),
        width: 112,
        align: 'right',
        cell: (webhook) => (webhook.failures > 0 ? <span className="tone-alarm toned">{webhook.failures}</span> : '0'),
      },
      {
        key: 'lastDeliveredAt',
        title: t('webhooks.lastDeliveredAt'),
        width: 132,
        cell: (webhook) =>
          webhook.lastDeliveredAt ? (
            <Moment at={webhook.lastDeliveredAt} />
          ) : (
            <span className="hint">{t('webhooks.neverDelivered')}</span>
          ),
      },
    ],
    [t],
  );
}
