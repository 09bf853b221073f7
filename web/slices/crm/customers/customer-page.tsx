/** One customer's page, or the form of a new one at /customers/new. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useTabTitle } from '../../../lib/tabs-context.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { Workspace } from './workspace.tsx';

const route = getRouteApi('/customers/$customerId');

export function CustomerPage() {
  const { customerId } = route.useParams();
  const { call } = route.useSearch();
  if (customerId === 'new')
    return <Workspace key="new" customer={null} callId={null} number="" isNumberMasked={false} path="/customers/new" />;
  return <KnownCustomer key={customerId} id={customerId} callId={call ?? null} />;
}

function KnownCustomer({ id, callId }: { id: string; callId: string | null }) {
  const { t } = useTranslation();
  const api = useApi();
  const path = `/customers/${id}`;
  const customer = useQuery({
    queryKey: queryKeys.customer(id),
    queryFn: ({ signal }) => api.customers.get({ params: { id } }, { signal }),
  });
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
