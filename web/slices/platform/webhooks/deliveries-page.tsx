/** The delivery log: what was told to whom, and how it went. */
import { webhookEvents, webhookRoutes, type Delivery } from '@bahu/contract/webhooks.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Moment } from '../../../ui/moment.tsx';
import { DeliveryDetails } from './delivery-details.tsx';
import { DeliveryState, DeliveryErrorText } from './delivery-words.tsx';
import { deliveriesShape } from './search.ts';
import { useWebhooks } from './use-webhooks.ts';

export function DeliveriesPage() {
  const { t } = useTranslation();
  const webhooks = useClient(webhookRoutes);
  const { data } = useWebhooks();
  const urls = useMemo(() => new Map((data?.items ?? []).map(({ id, url }) => [id, url])), [data]);
  const columns = useColumns(urls);
  const list = useList({
    name: 'webhook-deliveries',
    shape: deliveriesShape,
    columns,
    fetch: (query, options) => webhooks.deliveries({ query }, options),
  });
  const { open } = list.search;
  const show = (id: string | undefined) => list.change({ open: id });
  const queries = useQueryClient();
  const replayed = () => void queries.invalidateQueries({ queryKey: ['webhook-deliveries'] });
  return (
    <ListPage
      list={list}
      what={t('deliveries.what')}
      unit={t('deliveries.unit')}
      filters={[
        {
          key: 'webhook',
          kind: 'choice',
          label: t('deliveries.webhook'),
          isAlways: true,
          options: [...urls].map(([value, label]) => ({ value, label })),
        },
        {
          key: 'state',
          kind: 'choice',
          label: t('deliveries.state'),
          isAlways: true,
          options: (['waiting', 'delivered', 'failed'] as const).map((value) => ({
            value,
            label: t(`deliveries.states.${value}`),
          })),
        },
        {
          key: 'event',
          kind: 'choice',
          label: t('deliveries.event'),
          isAlways: true,
          options: webhookEvents.map((value) => ({ value, label: t(`webhooks.event.${value}`) })),
        },
      ]}
      onOpen={(row) => show(row.id)}
      empty={{ title: t('deliveries.nothing'), hint: t('deliveries.nothingHint') }}
      aside={
        open && (
          <OpenedRecord
            key={open}
            id={open}
            records="webhook-deliveries"
            what={t('deliveries.what')}
            known={list.answer.data?.items.find(({ id }) => id === open)}
            get={(id, options) => webhooks.delivery({ params: { id } }, options)}
            onClose={() => show(undefined)}
          >
            {(delivery) => (
              <DeliveryDetails
                delivery={delivery}
                url={urls.get(delivery.webhookId)}
                onReplayed={replayed}
                onClose={() => show(undefined)}
              />
            )}
          </OpenedRecord>
        )
      }
    />
  );
}

function useColumns(urls: ReadonlyMap<string, string>): readonly Column<Delivery>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'createdAt',
        title: t('deliveries.createdAt'),
        width: 132,
        fixed: 'left',
        cell: (row) => <Moment at={row.createdAt} />,
      },
      {
        key: 'event',
        title: t('deliveries.event'),
        width: 128,
        cell: (row) => <span className="cut">{t(`webhooks.event.${row.event}`)}</span>,
      },
      { key: 'state', title: t('deliveries.state'), width: 104, cell: (row) => <DeliveryState delivery={row} /> },
      {
        key: 'webhook',
        title: t('deliveries.webhook'),
        cell: (row) => (
          <span className="cut">{urls.get(row.webhookId) ?? <span className="hint">{t('deliveries.gone')}</span>}</span>
        ),
      },
      { key: 'attempts', title: t('deliveries.attempts'), width: 72, align: 'right', cell: (row) => row.attempts },
      {
        key: 'error',
        title: t('deliveries.error'),
        width: 220,
        isRoomy: true,
        cell: (row) => <DeliveryErrorText delivery={row} />,
      },
      {
        key: 'nextAt',
        title: t('deliveries.nextAt'),
        width: 132,
        isRoomy: true,
        cell: (row) => (row.nextAt ? <Moment at={row.nextAt} /> : <span className="hint">—</span>),
      },
    ],
    [t, urls],
  );
}
