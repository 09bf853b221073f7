/** The door of the notices to other systems. */
export { createAgent } from './addresses.ts';
export { deliverJob, type DeliverOptions } from './deliver.ts';
export { mountWebhooks, type WebhooksSlice } from './routes.ts';
export { forgetDeliveries } from './store.ts';
