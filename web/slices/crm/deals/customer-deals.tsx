/** The deals with one customer, on their page: what was sold, for how much, and how far it is. */
import { dealRoutes, type Deal } from '@bahu/contract/deals.ts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { money } from './amount.ts';
import { DealEditor } from './deal-editor.tsx';
import './customer-deals.css';

interface Props {
  customerId: string;
  /** In which one is entered. */
  callId: string | null;
}

export function CustomerDeals({ customerId, callId }: Props) {
  const { t } = useTranslation();
  const deals = useClient(dealRoutes);
  const mayCreate = useMay('deal.create');
  const [open, setOpen] = useState<Deal | 'new' | null>(null);
  const answer = useQuery({
    queryKey: ['deals', 'of-customer', customerId],
    queryFn: ({ signal }) => deals.list({ query: { customer: customerId, limit: 50 } }, { signal }),
  });
  if (open !== null)
    return (
      <div className="customer-deal fill">
        <DealEditor
          key={open === 'new' ? 'new' : open.id}
          deal={open === 'new' ? null : open}
          customerId={customerId}
          callId={callId}
          onClose={() => setOpen(null)}
          onReopen={() => setOpen(open)}
        />
      </div>
    );
  const create = mayCreate && (
    <Button size="small" icon={<Plus size={14} aria-hidden />} onClick={() => setOpen('new')}>
      {t('deals.create')}
    </Button>
  );
  return (
    <>
      <div className="row history-filter">
        <span className="fill" />
        <AppLink to={`/deals?customer=${customerId}`} className="link small whole">
          {t('deals.all')}
        </AppLink>
        {create}
      </div>
      <div className="scroll fill">
        <Loaded answer={answer} what={t('deals.what')}>
          {({ items }) =>
            items.length === 0 ? (
              <Notice title={t('deals.none')} hint={t('deals.noneHint')} />
            ) : (
              <ul className="customer-deals">
                {items.map((deal) => (
                  <li key={deal.id}>
                    <Line deal={deal} onOpen={() => setOpen(deal)} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </>
  );
}

function Line({ deal, onOpen }: { deal: Deal; onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <button type="button" className="customer-deals-line" onClick={onOpen}>
      <span className="row">
        <b className="cut fill">{deal.product}</b>
        <b className="number">{money(deal.amount, i18n.language)}</b>
      </span>
      <span className="row hint small">
        <Tag>{t(`deals.dealStage.${deal.dealStage}`)}</Tag>
        <span>{t(`deals.dealKind.${deal.dealKind}`)}</span>
        {deal.signedOn && <span>{deal.signedOn}</span>}
        <span className="fill" />
        <span className="cut">{deal.agentName}</span>
      </span>
      {deal.note && <span className="small cut">{deal.note}</span>}
    </button>
  );
}
