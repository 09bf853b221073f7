/** Deletes a customer, and offers to take that back. */
import { deletedCustomerRoutes } from '@bahu/contract/deleted-customers.ts';
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

export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const plural of ['customers', 'deleted-customers', 'todos'])
      void queries.invalidateQueries({ queryKey: [plural] });
  };
}
