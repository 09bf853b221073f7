/** What the server does for the slice of the notices to other systems. */
import { webhookRoutes } from '@bahu/contract/webhooks.ts';
import { webhooksSlice } from '@bahu/contract/slices/platform/webhooks.ts';
import { serverSlice } from '../../server-slice.ts';
import { webhooksOfPerson } from './person.ts';
import { mountWebhooks } from './routes.ts';
export { createAgent } from './addresses.ts';
export { deliverJob } from './deliver.ts';
export { forgetDeliveries } from './store.ts';

export const webhooksServer = serverSlice(webhooksSlice, {
  ofPerson: [webhooksOfPerson],
  routes: webhookRoutes,
  mount: (api, host) => mountWebhooks(api, { access: host.access, toPrivate: host.config.webhooksToPrivate }),
});
