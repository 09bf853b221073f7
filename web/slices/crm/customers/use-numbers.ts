/** What can be done with the numbers of a customer; the page shows the customer as they are afterwards. */
import type { Customer, CustomerNumber } from '@bahu/contract/customers.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export interface NewNumber {
  phone: string;
  label: CustomerNumber['label'];
  phoneExtension?: string;
}

/** `isTold`: a failure is said where it happened, not by a notice. `onDone` is called also when what asked for the change has gone with it. */
function useChange<Input>(change: (input: Input) => Promise<Customer>, isTold = false, onDone?: () => void) {
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: change,
    onSuccess(after) {
      // An answer that was asked for before would show the number as it was.
      void queries.cancelQueries({ queryKey: queryKeys.customer(after.id) });
      queries.setQueryData(queryKeys.customer(after.id), after);
      void queries.invalidateQueries({ queryKey: ['customers', 'list'] });
      onDone?.();
    },
    onError: (error) => void (!isTold && toasts.failed(failureText(t, error))),
  });
}

export function useAddNumber({ id }: Customer, isTold = false) {
  const api = useApi();
  return useChange((body: NewNumber) => api.customers.addNumber({ params: { id }, body }), isTold);
}

export function useNumberChanges(customer: Customer, number: CustomerNumber) {
  const api = useApi();
  const toasts = useToasts();
  const { t } = useTranslation();
  const params = { id: customer.id, numberId: number.id };
  const change = useChange((body: { label?: CustomerNumber['label']; isPrimary?: true }) =>
    api.customers.changeNumber({ params, body }),
  );
  const again = useAddNumber(customer);
  const { number: phone, extension: phoneExtension, label } = number;
  const undo = customer.phoneIsMasked ? undefined : () => again.mutate({ phone, phoneExtension, label });
  const remove = useChange(
    () => api.customers.removeNumber({ params }),
    false,
    () => toasts.done(t('customers.numbers.removed'), undo),
  );
  return {
    change: change.mutate,
    isBusy: change.isPending || remove.isPending,
    /** Whoever does not see the number cannot write it again. */
    canUndo: !customer.phoneIsMasked,
    remove: () => remove.mutate(undefined),
  };
}
