/** The definitions as the designer changes them: with their versions, and in an order that moves at once. */
import { fieldRoutes, type Field } from '@bahu/contract/fields.ts';
import type { FieldOwner } from '@bahu/domain/fields/field.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export function useDesigned(owner: FieldOwner) {
  const client = useClient(fieldRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const answer = useQuery({
    queryKey: ['fields', `designed ${owner}`],
    queryFn: ({ signal }) => client.list({ query: { owner } }, { signal }),
  });
  // What is told of earlier steps meanwhile must not take the later ones back.
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  const order = useMutation({
    mutationFn: (ids: readonly string[]) => client.order({ body: { owner, ids: [...ids] } }),
    // One order after the other, so that the last one counts.
    scope: { id: `order of ${owner}` },
    onError: (error) => toasts.failed(failureText(t, error)),
    async onSettled(_reply, _error, ids) {
      await queries.invalidateQueries({ queryKey: ['fields'] });
      setAsked((last) => (last === ids ? null : last));
    },
  });
  return {
    answer,
    fields: inAskedOrder(answer.data?.items ?? [], asked),
    refresh: () => void queries.invalidateQueries({ queryKey: ['fields'] }),
    arrange(fields: readonly Field[]) {
      const ids = fields.map(({ id }) => id);
      setAsked(ids);
      order.mutate(ids);
    },
  };
}

const inAskedOrder = (fields: readonly Field[], asked: readonly string[] | null): readonly Field[] =>
  asked ? fields.toSorted((a, b) => asked.indexOf(a.id) - asked.indexOf(b.id)) : fields;
