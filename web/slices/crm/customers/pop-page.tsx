/** The page of a caller whom nobody knows yet: becomes the customer's page as soon as there is one. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressPart } from '../../../lib/address.ts';
import { moveDraft, noteDraft } from '../../../lib/drafts.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useTabActions, useTabTitle } from '../../../lib/tabs-context.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { Workspace } from './workspace.tsx';

export function PopPage() {
  const { t } = useTranslation();
  const api = useApi();
  const callId = useAddressPart('callId');
  const { replace } = useTabActions();
  const path = `/pop/${callId}`;
  const answer = useQuery({
    queryKey: queryKeys.ofCall(callId),
    queryFn: ({ signal }) => api.customers.ofCall({ params: { id: callId } }, { signal }),
  });
  // Whoever is being saved with a note is shown when both are.
  const [isBusy, setIsBusy] = useState(false);
  const customer = isBusy ? null : (answer.data?.customer ?? null);
  useTabTitle(path, answer.data && (answer.data.number || t('phone.line.withheld')));
  useEffect(() => {
    if (!customer) return;
    moveDraft(noteDraft(callId), noteDraft(customer.id));
    replace(path, {
      path: `/customers/${customer.id}`,
      href: `/customers/${customer.id}?call=${callId}`,
      title: `${customer.name} ${customer.phone}`,
      callId,
    });
  }, [callId, customer, path, replace]);
  return (
    <Loaded answer={answer} what={t('customers.what')}>
      {({ number, numberIsMasked, region, listed }) => (
        <Workspace
          key={customer?.id ?? callId}
          customer={customer}
          callId={callId}
          number={number}
          region={region}
          listed={listed}
          isNumberMasked={numberIsMasked}
          path={path}
          onBusy={setIsBusy}
        />
      )}
    </Loaded>
  );
}
