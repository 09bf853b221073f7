import { webhookRoutes } from '@bahu/contract/webhooks.ts';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../../lib/services.tsx';

export const webhooksKey = ['webhooks', 'all'] as const;

/** The tenant's addresses; there are at most twenty. */
export function useWebhooks() {
  const webhooks = useClient(webhookRoutes);
  return useQuery({ queryKey: webhooksKey, queryFn: ({ signal }) => webhooks.list({ signal }) });
}
