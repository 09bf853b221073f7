/** Merging two customers, and taking that back. */
import { customerMergeRoutes } from '@bahu/contract/customer-merges.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

interface Wanted {
  stays: Customer;
  goes: Customer;
  take: string[];
}

/** Everything that shows customers shows another one now. */
function useCustomersChanged(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ['customers', 'contacts', 'follow-ups', 'calls'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
}

export function useMerge(onMerged: (customer: Customer) => void) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const merges = useClient(customerMergeRoutes);
  const changed = useCustomersChanged();
  const undo = useUndoMerge();
  return useMutation({
    mutationFn: ({ stays, goes, take }: Wanted) =>
      merges.merge({
        params: { id: stays.id },
        body: { mergedId: goes.id, version: stays.version, mergedVersion: goes.version, take },
      }),
    onSuccess: ({ mergeId, customer }) => {
      changed();
      onMerged(customer);
      toasts.done(t('customers.merge.done', { name: customer.name }), () => undo.mutate(mergeId));
    },
    onError: (error) => {
      changed();
      toasts.failed(failureText(t, error));
    },
  });
}

export function useUndoMerge() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const merges = useClient(customerMergeRoutes);
  const changed = useCustomersChanged();
  return useMutation({
    mutationFn: (id: string) => merges.undoMerge({ params: { id } }),
    onSuccess: ({ customer }) => {
      changed();
      toasts.done(t('customers.merge.undone', { name: customer.name }));
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}

/** Merges into a customer that can be taken back. */
export function useMergesInto(customer: Customer) {
  const merges = useClient(customerMergeRoutes);
  return useQuery({
    queryKey: ['customers', 'merges', customer.id],
    queryFn: async ({ signal }) => (await merges.listMerges({ params: { id: customer.id } }, { signal })).items,
    enabled: customer.can.includes('merge'),
  });
}
