/** What was before this contact, with the pages of other systems beside it: the middle of the screen pop. */
import type { Customer } from '@bahu/contract/customers.ts';
import { ClipboardList, Package, UserPlus, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/session.tsx';
import { useLinkedTabs } from '../../../ui/linked-page/use-linked-tabs.tsx';
import { Notice } from '../../../ui/list-state.tsx';
import { TabStrip } from '../../../ui/tab-strip.tsx';
import { OwnerHistory } from '../customer-owners/public.ts';
import { CustomerDeals } from '../deals/public.ts';
import { Contacts } from './contacts.tsx';
import { useContacts } from './use-contacts.ts';
import { Files } from './files.tsx';
import { History } from './history.tsx';

interface Props {
  customer: Customer | null;
  callId: string | null;
}

export function Past({ customer, callId }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState('all');
  const linked = useLinkedTabs({
    places: callId === null ? ['customer'] : ['customer', 'pop'],
    subject: { callId, customerId: customer?.id ?? null },
    show: setValue,
  });
  const page = linked.shown(value);
  const mayReadDeals = useMay('deal.read');
  const contacts = useContacts(customer?.id ?? null);
  const own = customer
    ? [
        { value: 'all', label: t('customers.history.all') },
        { value: 'follow-ups', label: t('customers.history.followUps'), count: customer.followUpCount },
        { value: 'calls', label: t('customers.history.calls'), count: customer.callCount },
        ...(mayReadDeals ? [{ value: 'deals', label: t('customers.history.kinds.deal') }] : []),
        { value: 'orders', label: t('customers.orders.title') },
        { value: 'work-orders', label: t('customers.workOrders.title') },
        { value: 'contacts', label: t('customers.contacts.title'), count: contacts.data?.length ?? 0 },
        { value: 'files', label: t('customers.files.title') },
        { value: 'owners', label: t('owners.tab') },
      ]
    : [{ value: 'all', label: t('customers.history.all') }];
  return (
    <>
      {(customer ?? linked.items.length > 0) && (
        <TabStrip
          label={t('customers.history.what')}
          value={page || own.some((one) => one.value === value) ? value : 'all'}
          onChange={setValue}
          items={[...own, ...linked.items]}
        />
      )}
      {page ??
        (customer ? (
          <Own customer={customer} callId={callId} shown={value} />
        ) : (
          <NoHistory isOfCall={callId !== null} />
        ))}
    </>
  );
}

function Own({ customer, callId, shown }: { customer: Customer; callId: string | null; shown: string }) {
  if (shown === 'deals') return <CustomerDeals key={customer.id} customerId={customer.id} callId={callId} />;
  if (shown === 'orders') return <NotYet icon={Package} why="customers.orders.notYet" />;
  if (shown === 'work-orders') return <NotYet icon={ClipboardList} why="customers.workOrders.notYet" />;
  if (shown === 'owners') return <OwnerHistory key={customer.id} customerId={customer.id} />;
  if (shown === 'files') return <Files key={customer.id} customer={customer} />;
  if (shown === 'contacts') return <Contacts key={customer.id} customer={customer} />;
  if (shown === 'calls') return <History key="calls" customer={customer} shown="call" />;
  if (shown === 'follow-ups') return <History key="follow-ups" customer={customer} shown="follow-up" />;
  return <History key="all" customer={customer} shown="all" />;
}

/** A tab that has its place before there is anything to stand on it. */
function NotYet({ icon, why }: { icon: LucideIcon; why: 'customers.orders.notYet' | 'customers.workOrders.notYet' }) {
  const { t } = useTranslation();
  return <Notice icon={icon} title={t(why)} />;
}

function NoHistory({ isOfCall }: { isOfCall: boolean }) {
  const { t } = useTranslation();
  if (!isOfCall)
    return <Notice icon={UserPlus} title={t('customers.history.empty')} hint={t('customers.history.newHint')} />;
  return <Notice icon={UserPlus} title={t('customers.history.unknown')} hint={t('customers.history.unknownHint')} />;
}
