/** Webhooks and their deliveries, for the shell. */
import { deliveriesShape, webhooksShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const webhooksWeb = webSlice('webhooks', {
  pages: [
    {
      path: '/webhooks',
      name: { zh: '事件推送', en: 'Webhooks' },
      permission: 'webhook.manage',
      menu: { group: 'system', place: 40 },
      record: 'webhook',
      shape: webhooksShape,
      texts: ['webhooks', 'api-keys'],
      load: async () => (await import('./webhooks-page.tsx')).WebhooksPage,
    },
    {
      path: '/webhook-deliveries',
      name: { zh: '推送记录', en: 'Delivery log' },
      permission: 'webhook.manage',
      shape: deliveriesShape,
      texts: ['webhooks'],
      load: async () => (await import('./deliveries-page.tsx')).DeliveriesPage,
    },
  ],
  words: { events: 'webhooks.event', event: 'webhooks.event' },
});
