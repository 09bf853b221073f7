/** All contact with a customer, newest first: follow-ups and calls in one line of time. */
import type { Customer, HistoryItem } from '@bahu/contract/customers.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMay, useMe } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { UploadRecordingButton } from '../../../ui/recording/upload-button.tsx';
import { TimelineItem } from './timeline-item.tsx';

type Kind = 'follow-ups' | 'calls';
type Narrowing = 'all' | 'notes' | 'mine';

/** Which items a choice shows. A call is mine when I was its agent. */
export function isWanted(
  item: HistoryItem,
  kind: Kind,
  narrowing: Narrowing,
  me: { userId: string; name: string },
): boolean {
  if (kind === 'calls') return item.kind === 'call';
  if (narrowing === 'notes') return item.kind === 'follow-up';
  if (narrowing === 'mine')
    return item.kind === 'follow-up' ? item.followUp.agentId === me.userId : item.agentName === me.name;
  return true;
}

export function History({ customer, kind }: { customer: Customer; kind: Kind }) {
  const { t } = useTranslation();
  const [narrowing, setNarrowing] = useState<Narrowing>('all');
  const me = useMe();
  const mayList = useMay('follow-up.read');
  const history = useHistory(customer.id);
  const chips = {
    all: t('customers.history.all'),
    notes: t('customers.history.onlyNotes'),
    mine: t('customers.history.onlyMine'),
  };
  return (
    <>
      {kind === 'follow-ups' && (
        <div className="chips history-filter">
          {(['all', 'notes', 'mine'] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              className="chip"
              aria-pressed={choice === narrowing}
              onClick={() => setNarrowing(choice)}
            >
              {chips[choice]}
            </button>
          ))}
          <span className="fill" />
          {mayList && (
            <AppLink to={`/follow-ups?customer=${customer.id}`} className="link small whole">
              {t('customers.followUps.listed')}
            </AppLink>
          )}
        </div>
      )}
      {kind === 'calls' && (
        <div className="chips history-filter">
          <span className="fill" />
          <UploadRecordingButton of={{ customerId: customer.id }} size="small" />
        </div>
      )}
      <div className="scroll fill">
        <Loaded answer={history} what={t('customers.history.what')}>
          {(pages) => (
            <Timeline
              items={pages.filter((item) => isWanted(item, kind, narrowing, me))}
              kind={kind}
              more={history.hasNextPage ? () => void history.fetchNextPage() : null}
              isLoading={history.isFetchingNextPage}
            />
          )}
        </Loaded>
      </div>
    </>
  );
}

function useHistory(id: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: queryKeys.history(id),
    queryFn: ({ signal, pageParam }) =>
      api.customers.history({ params: { id }, query: pageParam ? { cursor: pageParam } : {} }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
}

interface TimelineProps {
  items: HistoryItem[];
  kind: Kind;
  more: (() => void) | null;
  isLoading: boolean;
}

function Timeline({ items, kind, more, isLoading }: TimelineProps) {
  const { t } = useTranslation();
  if (items.length === 0 && !more)
    return (
      <Notice
        title={t(kind === 'calls' ? 'customers.history.emptyCalls' : 'customers.history.empty')}
        hint={kind === 'calls' ? undefined : t('customers.history.emptyHint')}
      />
    );
  return (
    <>
      <ol className="timeline">
        {items.map((item) => (
          <TimelineItem key={item.kind === 'call' ? item.callId : item.followUp.id} item={item} />
        ))}
      </ol>
      {more && (
        <div className="history-more">
          <Button size="small" type="text" loading={isLoading} onClick={more}>
            {t('customers.history.more')}
          </Button>
        </div>
      )}
    </>
  );
}
