/** The customer of a live call, fetched while it rings so that its page is there when it is wanted. */
import type { Customer } from '@bahu/contract/customers.ts';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../../lib/records.ts';
import { useApi } from '../../lib/services.tsx';

export function useCallCustomer(call: LiveCall): { customer: Customer | null; isKnown: boolean } {
  const api = useApi();
  const answer = useQuery({
    queryKey: queryKeys.ofCall(call.callId),
    queryFn: ({ signal }) => api.customers.ofCall({ params: { id: call.callId } }, { signal }),
    enabled: call.direction !== 'internal',
    staleTime: 30_000,
  });
  return { customer: answer.data?.customer ?? null, isKnown: answer.isSuccess };
}
