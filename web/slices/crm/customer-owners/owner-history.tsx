/** Who had a customer before, on their page: each change with its reason, the latest first. */
import { customerOwnerRoutes, type OwnerChange } from '@bahu/contract/customer-owners.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import './owner-history.css';

export function OwnerHistory({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const client = useClient(customerOwnerRoutes);
  const answer = useInfiniteQuery({
    queryKey: ['customers', 'owners', customerId],
    queryFn: ({ signal, pageParam }) =>
      client.owners(
        { params: { id: customerId }, query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <div className="scroll fill" tabIndex={0} role="region" aria-label={t('owners.history')}>
      <Loaded answer={answer} what={t('owners.history')}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <Notice title={t('owners.none')} hint={t('owners.noneHint')} />
          ) : (
            <ol className="owner-history">
              {rows.map((row, place) => (
                <Line key={rows.length - place} row={row} />
              ))}
            </ol>
          );
        }}
      </Loaded>
      {answer.hasNextPage && (
        <Button
          size="small"
          type="link"
          loading={answer.isFetchingNextPage}
          onClick={() => void answer.fetchNextPage()}
        >
          {t('owners.more')}
        </Button>
      )}
    </div>
  );
}

function Line({ row }: { row: OwnerChange }) {
  const { t } = useTranslation();
  const nameOf = (name: string | null): string => (name === null ? t('owners.pool') : name || t('owners.gone'));
  return (
    <li>
      <span className="row">
        <span className="cut">{nameOf(row.fromName)}</span>
        <ArrowRight size={14} aria-label={t('owners.becomes')} />
        <b className="cut">{nameOf(row.toName)}</b>
        <span className="fill" />
        <Tag>{t(`owners.reasons.${row.reason}`)}</Tag>
      </span>
      <span className="row hint small">
        <Moment at={row.at} />
        {row.byName && <span className="cut">{row.byName}</span>}
        {row.isOfMerged && <span>{t('owners.ofMerged')}</span>}
      </span>
    </li>
  );
}
