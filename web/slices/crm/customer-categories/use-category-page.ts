/** What the page of the categories does with them: counting, moving with a way back, deleting. */
import { customerCategoryRoutes, type CustomerCategory } from '@bahu/contract/customer-categories.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useApi, useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useMoves } from '../../../ui/tree/use-moves.ts';
import { treeKey } from './use-categories.ts';

/** How many customers each has, with those below it; of those that the reader sees. */
export function useCounts(): ReadonlyMap<string, number> {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['customer-categories', 'counts'],
    queryFn: ({ signal }) => api.customers.categories({ query: {} }, { signal }),
  });
  return new Map(data?.items.map(({ id, count }) => [id, count]));
}

export function useMove() {
  const { t } = useTranslation();
  const categories = useClient(customerCategoryRoutes);
  return useMoves<CustomerCategory>({
    queryKey: treeKey,
    canMove: ({ can }) => can.includes('edit'),
    change: ({ id, version }, place) => categories.change({ params: { id }, body: { version, ...place } }),
    said(name, parent, isReordered) {
      const where = isReordered ? 'reordered' : parent === null ? 'movedTop' : 'moved';
      return t(`categories.${where}`, { name, parent: parent ?? '' });
    },
  });
}

export function useDelete(onDone: () => void) {
  const { t } = useTranslation();
  const categories = useClient(customerCategoryRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: ({ id }: CustomerCategory) => categories.remove({ params: { id } }),
    onSuccess(_, { name }) {
      toasts.done(t('categories.deleted', { name }));
      onDone();
      void queries.invalidateQueries({ queryKey: treeKey });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
