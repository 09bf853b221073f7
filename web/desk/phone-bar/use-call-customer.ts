/** The customer of a live call, fetched while it rings so that its page is there when it is wanted. */
import type { Customer, Lately } from '@bahu/contract/customers.ts';
import type { ShownRegion } from '@bahu/contract/regions.ts';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { queryKeys } from '../../lib/records.ts';
import { useApi } from '../../lib/services.tsx';

export function useCallCustomer(call: LiveCall): {
  customer: Customer | null;
  lately: Lately | null;
  /** Where the other party's number belongs. */
  region: ShownRegion | null;
  isKnown: boolean;
} {
  const api = useApi();
  const queries = useQueryClient();
  const { callId, customerId, direction } = call;
  const answer = useQuery({
    queryKey: queryKeys.ofCall(callId),
    queryFn: ({ signal }) => api.customers.ofCall({ params: { id: callId } }, { signal }),
    enabled: direction !== 'internal',
    staleTime: 30_000,
  });
  // A call that an agent dials can tell whose number it is when it rings only.
  const before = useRef({ callId, customerId });
  useEffect(() => {
    const isNews = before.current.callId === callId && before.current.customerId !== customerId;
    before.current = { callId, customerId };
    if (isNews && direction === 'outbound') void queries.invalidateQueries({ queryKey: queryKeys.ofCall(callId) });
  }, [callId, customerId, direction, queries]);
  const { customer = null, lately = null, region = null } = answer.data ?? {};
  return { customer, lately, region, isKnown: answer.isSuccess };
}
