/** A deal in the timeline of its customer. */
import type { Deal } from '@bahu/contract/deals.ts';
import { Handshake } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/app-link.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { money } from '../deals/public.ts';
import { Line } from './timeline-line.tsx';

export function DealLine({ deal }: { deal: Deal }) {
  const { t, i18n } = useTranslation();
  return (
    <Line at={deal.createdAt} icon={<Handshake size={12} aria-hidden />}>
      <div className="timeline-head">
        <AppLink to={`/deals?open=${deal.id}`}>
          <b>{t('customers.history.deal', { product: deal.product })}</b>
        </AppLink>
        <Tag>
          {t(`deals.dealStage.${deal.dealStage}`)} {money(deal.amount, i18n.language)}
        </Tag>
        <span className="hint">{t(`deals.dealKind.${deal.dealKind}`)}</span>
        <span className="hint">{deal.agentName}</span>
      </div>
      {deal.note && <p>{deal.note}</p>}
    </Line>
  );
}
