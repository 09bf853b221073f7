/** The definitions as the designer changes them: with their versions, and in an order that moves at once. */
import { fieldRoutes, type Field } from '@bahu/contract/fields.ts';
import type { FieldOwner } from '@bahu/domain/fields/field.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

const keyOf = (owner: FieldOwner) => ['fields', `designed ${owner}`];

export function useDesigned(owner: FieldOwner) {
  const client = useClient(fieldRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const queryKey = keyOf(owner);
  const answer = useQuery({ queryKey, queryFn: ({ signal }) => client.list({ query: { owner } }, { signal }) });
  const refresh = () => void queries.invalidateQueries({ queryKey: ['fields'] });
  const order = useMutation({
    mutationFn: (ids: string[]) => client.order({ body: { owner, ids } }),
    // One order after the other, so that the last one counts.
    scope: { id: `order of ${owner}` },
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled() {
      if (queries.isMutating({ mutationKey: ['order', owner] }) <= 1) refresh();
    },
    mutationKey: ['order', owner],
  });
  return {
    answer,
    refresh,
    arrange(fields: readonly Field[]) {
      void queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, { items: [...fields] });
      order.mutate(fields.map(({ id }) => id));
    },
  };
}
