/** What was before this contact, with the pages of other systems beside it: the middle of the screen pop. */
import type { Customer } from '@bahu/contract/customers.ts';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkedTabs } from '../../../ui/linked-page/use-linked-tabs.tsx';
import { Notice } from '../../../ui/list-state.tsx';
import { TabStrip } from '../../../ui/tab-strip.tsx';
import { History } from './history.tsx';

interface Props {
  customer: Customer | null;
  callId: string | null;
}

export function Past({ customer, callId }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState('follow-ups');
  const linked = useLinkedTabs({
    places: callId === null ? ['customer'] : ['customer', 'pop'],
    subject: { callId, customerId: customer?.id ?? null },
    show: setValue,
  });
  const page = linked.shown(value);
  const kind = value === 'calls' ? 'calls' : 'follow-ups';
  const own = customer
    ? [
        { value: 'follow-ups', label: t('customers.history.followUps'), count: customer.followUpCount },
        { value: 'calls', label: t('customers.history.calls'), count: customer.callCount },
      ]
    : [{ value: 'follow-ups', label: t('customers.history.followUps') }];
  return (
    <>
      {(customer ?? linked.items.length > 0) && (
        <TabStrip
          label={t('customers.history.what')}
          value={page ? value : kind}
          onChange={setValue}
          items={[...own, ...linked.items]}
        />
      )}
      {page ?? (customer ? <History customer={customer} kind={kind} /> : <NoHistory isOfCall={callId !== null} />)}
    </>
  );
}

function NoHistory({ isOfCall }: { isOfCall: boolean }) {
  const { t } = useTranslation();
  if (!isOfCall)
    return <Notice icon={UserPlus} title={t('customers.history.empty')} hint={t('customers.history.newHint')} />;
  return <Notice icon={UserPlus} title={t('customers.history.unknown')} hint={t('customers.history.unknownHint')} />;
}
