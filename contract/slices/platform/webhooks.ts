/** Notices to other systems. */
import { defineSlice } from '../define-slice.ts';

export const webhooksSlice = defineSlice({
  name: 'webhooks',
  area: 'platform',
  menu: 'settings',
  permissions: {
    'webhook.manage': { heldFrom: [] },
  },
  errors: {
    'webhook.address': 422,
    'webhook.too-many': 409,
    'webhook.disabled': 409,
  },
  auditActions: [
    'webhook.create',
    'webhook.change',
    'webhook.delete',
    'webhook.rotate-secret',
    'webhook.test',
    'webhook.replay',
  ],
  records: {
    webhook: {},
  },
  lists: ['webhook-deliveries'],
  events: ['webhook.test'],
});
