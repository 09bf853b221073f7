/** Taking a customer, giving one back, locking and unlocking. */
import { customerOwnerRoutes } from '@bahu/contract/customer-owners.ts';
import type { Customer, OwnerAct } from '@bahu/contract/customers.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

interface Wanted {
  readonly act: OwnerAct;
  readonly customer: Pick<Customer, 'id' | 'name'>;
}

export function useOwnerAct() {
  const { t } = useTranslation();
  const client = useClient(customerOwnerRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: ({ act, customer: { id } }: Wanted) => {
      const input = { params: { id } };
      switch (act) {
        case 'take':
          return client.take(input);
        case 'give-back':
          return client.giveBack(input);
        case 'lock':
          return client.lock(input);
        case 'unlock':
          return client.unlock(input);
      }
    },
    onSuccess: (_now, { act, customer: { name } }) => toasts.done(t(`owners.done.${act}`, { name })),
    onError: (error) => toasts.failed(failureText(t, error)),
    // Also after a refusal: whoever was faster has the customer.
    onSettled: () => {
      for (const plural of ['customers', 'todos']) void queries.invalidateQueries({ queryKey: [plural] });
    },
  });
}
