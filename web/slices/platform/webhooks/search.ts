/** What the addresses of the webhooks' pages may carry. */
import { webhookEvents } from '@bahu/contract/webhooks.ts';
import type { Shape } from '../../../lib/search.ts';

export const webhooksShape = { open: 'id' } as const satisfies Shape;
export const deliveriesShape = {
  webhook: 'id',
  state: ['waiting', 'delivered', 'failed'],
  event: webhookEvents,
  open: 'id',
} as const satisfies Shape;
