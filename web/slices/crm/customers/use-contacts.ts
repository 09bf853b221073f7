/** The contacts of a customer, and what is done with them. */
import { contactRoutes, type Contact } from '@bahu/contract/contacts.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { linesOf, newLines } from './number-lines.ts';

const keyOf = (customerId: string | null) => ['contacts', 'of-customer', customerId] as const;

export function useContacts(customerId: string | null) {
  const contacts = useClient(contactRoutes);
  return useQuery({
    queryKey: keyOf(customerId),
    queryFn: async ({ signal }) =>
      (await contacts.listContacts({ params: { id: customerId ?? '' } }, { signal })).items,
    enabled: customerId !== null,
  });
}

/** Fetches the contacts of a customer again. */
export function useContactsChanged(customerId: string): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: keyOf(customerId) });
}

/** Deletes a contact. Whoever sees its numbers can take that back, by writing it again. */
export function useRemoveContact(customer: Customer) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const contacts = useClient(contactRoutes);
  const changed = useContactsChanged(customer.id);
  const failed = (error: unknown): void => toasts.failed(failureText(t, error));
  const again = ({ name, relation, email, note, numbers }: Contact): void => {
    const body = { name, relation, email, note, numbers: newLines(linesOf(numbers)) };
    void contacts.addContact({ params: { id: customer.id }, body }).then(changed, failed);
  };
  return useMutation({
    mutationFn: (contact: Contact) => contacts.removeContact({ params: { id: contact.id } }),
    onSuccess: (_reply, contact) => {
      changed();
      toasts.done(
        t('customers.contacts.removed', { name: contact.name }),
        customer.phoneIsMasked ? undefined : () => again(contact),
      );
    },
    onError: failed,
  });
}
