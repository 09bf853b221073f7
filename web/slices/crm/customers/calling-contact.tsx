/** Who of a customer's contacts is at the other end of a call. */
import { useQuery } from '@tanstack/react-query';
import { Contact } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { Tag } from '../../../ui/marks.tsx';

export function CallingContact({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const answer = useQuery({
    queryKey: queryKeys.ofCall(callId),
    queryFn: ({ signal }) => api.customers.ofCall({ params: { id: callId } }, { signal }),
  });
  const contact = answer.data?.contact;
  if (!contact) return null;
  return (
    <p>
      <Tag tone="talking">
        <Contact size={12} aria-hidden />
        {contact.relation ? t('customers.contacts.callingAs', contact) : t('customers.contacts.calling', contact)}
      </Tag>
    </p>
  );
}
