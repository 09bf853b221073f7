/** Deletes a customer, and offers to take that back. */
import { deletedCustomerRoutes, mostRestored } from '@bahu/contract/deleted-customers.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** @param onDeleted what shows the customer can be closed */
export function useDeleteCustomer(onDeleted?: () => void): (customer: Named) => void {
  const { t } = useTranslation();
  const client = useClient(deletedCustomerRoutes);
  const toasts = useToasts();
  const restore = useRestoreCustomer();
  const onSettled = useRefresh();
  const removing = useMutation({
    mutationFn: ({ id }: Named) => client.remove({ params: { id } }),
    onSuccess: (_reply, customer) => {
      toasts.done(t('deletedCustomers.deleted', { name: customer.name }), () => restore(customer));
      onDeleted?.();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled,
  });
  return removing.mutate;
}

export function useRestoreCustomer(): (customer: Named) => void {
  const { t } = useTranslation();
  const client = useClient(deletedCustomerRoutes);
  const toasts = useToasts();
  const onSettled = useRefresh();
  const restoring = useMutation({
    mutationFn: ({ id }: Named) => client.restore({ params: { id } }),
    onSuccess: (_reply, { name }) => toasts.done(t('deletedCustomers.restored', { name })),
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled,
  });
  return restoring.mutate;
}

/** Restores many, whoever of them can come back; says how many did. */
export function useRestoreCustomers(onDone?: () => void): (ids: readonly string[]) => void {
  const { t } = useTranslation();
  const client = useClient(deletedCustomerRoutes);
  const toasts = useToasts();
  const onSettled = useRefresh();
  const restoring = useMutation({
    mutationFn: async (ids: readonly string[]) => {
      const sum = { done: 0, taken: 0, outOfReach: 0 };
      for (let at = 0; at < ids.length; at += mostRestored) {
        const some = await client.restoreMany({ body: { ids: ids.slice(at, at + mostRestored) } });
        for (const part of ['done', 'taken', 'outOfReach'] as const) sum[part] += some[part];
      }
      return sum;
    },
    onSuccess: ({ done, taken, outOfReach }) => {
      const words = [
        t('deletedCustomers.restoredMany', { count: done }),
        taken > 0 && t('deletedCustomers.notRestoredTaken', { count: taken }),
        outOfReach > 0 && t('deletedCustomers.notRestoredGone', { count: outOfReach }),
      ];
      toasts.done(words.filter(Boolean).join(' · '));
      onDone?.();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled,
  });
  return restoring.mutate;
}

export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const plural of ['customers', 'deleted-customers', 'todos'])
      void queries.invalidateQueries({ queryKey: [plural] });
  };
}
