/** Above the list: what the deals of the whole query are of together, and how many customers were reached and have signed in its time. */
import { dealRoutes, mostFigureDays } from '@bahu/contract/deals.ts';
import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { dayStart, isoDay } from '../../../lib/format.ts';
import { spanOf } from '../../../lib/search.ts';
import { useClient, useServices } from '../../../lib/services.tsx';
import { money } from './amount.ts';
import { percent } from './percent.ts';
import type { DealSums } from './use-deal-sums.ts';
import './deal-figures.css';

const dayMs = 86_400_000;

interface Props {
  sums: DealSums | undefined;
  /** The span of the day of signing that the list is filtered by; the last 30 days where there is none. */
  signed: string | undefined;
  agent: string | undefined;
}

export function DealFigures({ sums, signed, agent }: Props) {
  const { t, i18n } = useTranslation();
  const figures = useFigures(signed ?? 'month', agent);
  return (
    <section className="row deal-figures" aria-label={t('deals.figures')}>
      {sums && (
        <span>
          {t('deals.sum')} <b className="number">{money(sums.amount, i18n.language)}</b>
        </span>
      )}
      {figures && (
        <>
          <Rate
            name={t('deals.penetration')}
            value={percent(figures.reached, figures.called)}
            hint={t('deals.penetrationHint', figures)}
          />
          <Rate
            name={t('deals.success')}
            value={percent(figures.signed, figures.reached)}
            hint={t('deals.successHint', figures)}
          />
        </>
      )}
    </section>
  );
}

/** The formula stands in a tooltip, which keys reach too. */
function Rate({ name, value, hint }: { name: string; value: string; hint: string }) {
  return (
    <Tooltip title={hint}>
      <button type="button" className="deal-rate" aria-label={`${name} ${value}. ${hint}`}>
        {name} <b className="number">{value}</b>
      </button>
    </Tooltip>
  );
}

/** With the days that they are of; none for a time that is too long. */
function useFigures(span: string, agent: string | undefined) {
  const deals = useClient(dealRoutes);
  const { clock } = useServices();
  const now = clock.now();
  const { from, to = new Date(dayStart(now, -1)).toISOString() } = spanOf(span, now);
  const isFit = from !== undefined && to > from && Date.parse(to) - Date.parse(from) <= mostFigureDays * dayMs;
  const { data } = useQuery({
    queryKey: ['deals', 'figures', from, to, agent],
    queryFn: ({ signal }) => deals.figures({ query: { from: from!, to, ...(agent && { agent }) } }, { signal }),
    enabled: isFit,
    staleTime: 60_000,
  });
  return data && isFit ? { ...data, from: isoDay(from), to: isoDay(Date.parse(to) - 1) } : undefined;
}
