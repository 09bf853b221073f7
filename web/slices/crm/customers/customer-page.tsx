/** One customer's page, or the form of a new one at /customers/new. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useAddressPart } from '../../../lib/address.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useTabActions, useTabTitle } from '../../../lib/tabs-context.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { customerShape } from './search.ts';
import { Workspace } from './workspace.tsx';

export function CustomerPage() {
  const customerId = useAddressPart('customerId');
  const { call } = useAddress(customerShape).search;
  if (customerId === 'new') return <NewCustomer key="new" />;
  return <KnownCustomer key={customerId} id={customerId} callId={call ?? null} />;
}

function NewCustomer() {
  const { t } = useTranslation();
  const path = '/customers/new';
  useTabTitle(path, t('customers.card.newTitle'));
  return <Workspace customer={null} callId={null} number="" isNumberMasked={false} path={path} />;
}

function KnownCustomer({ id, callId }: { id: string; callId: string | null }) {
  const { t } = useTranslation();
  const api = useApi();
  const path = `/customers/${id}`;
  const customer = useQuery({
    queryKey: queryKeys.customer(id),
    queryFn: ({ signal }) => api.customers.get({ params: { id } }, { signal }),
  });
  // Who was merged is shown at the address of whom they were merged into.
  const { replace } = useTabActions();
  const now = customer.data?.id !== id ? customer.data : undefined;
  useEffect(() => {
    if (!now) return;
    const next = `/customers/${now.id}`;
    replace(path, {
      path: next,
      href: callId ? `${next}?call=${callId}` : next,
      title: `${now.name} ${now.phone}`,
      callId,
    });
  }, [callId, now, path, replace]);
  useTabTitle(path, customer.data && `${customer.data.name} ${customer.data.phone}`);
  return (
    <Loaded answer={customer} what={t('customers.what')}>
      {(known) => (
        <Workspace
          customer={known}
          callId={callId}
          number={known.phone}
          isNumberMasked={known.phoneIsMasked}
          path={path}
        />
      )}
    </Loaded>
  );
}
