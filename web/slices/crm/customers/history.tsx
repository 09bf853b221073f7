/** All that happened with a customer, newest first, in one line of time. */
import type { Customer } from '@bahu/contract/customers.ts';
import type { TimelineItem as TimelineItemData, TimelineKind } from '@bahu/contract/timeline.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { UploadRecordingButton } from '../../../ui/recording/upload-button.tsx';
import { keyOf, TimelineItem } from './timeline-item.tsx';

/** All of it, or one kind on a tab of its own. */
type Shown = 'all' | 'follow-up' | 'call';

/** Kinds that one may read, in the order of their chips. */
function useKinds(): readonly TimelineKind[] {
  const may = {
    call: useMay('call.read'),
    'follow-up': useMay('follow-up.read'),
    deal: useMay('deal.read'),
    file: true,
    edit: true,
  } satisfies Record<TimelineKind, boolean>;
  return (Object.keys(may) as TimelineKind[]).filter((kind) => may[kind]);
}

export function History({ customer, shown }: { customer: Customer; shown: Shown }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<TimelineKind | 'all'>(shown);
  const [isMine, setIsMine] = useState(false);
  const mayList = useMay('follow-up.read');
  const history = useHistory(customer.id, {
    ...(kind !== 'all' && { kinds: kind }),
    ...(isMine && { mine: true }),
  });
  return (
    <>
      <div className="chips history-filter">
        {shown === 'all' && <KindChips value={kind} onChange={setKind} />}
        <Chip isOn={isMine} onClick={() => setIsMine(!isMine)}>
          {t('customers.history.onlyMine')}
        </Chip>
        <span className="fill" />
        {shown === 'follow-up' && mayList && (
          <AppLink to={`/follow-ups?customer=${customer.id}`} className="link small whole">
            {t('customers.followUps.listed')}
          </AppLink>
        )}
        {shown === 'call' && <UploadRecordingButton of={{ customerId: customer.id }} size="small" />}
      </div>
      <div className="scroll fill" tabIndex={0} role="region" aria-label={t('customers.history.what')}>
        <Loaded answer={history} what={t('customers.history.what')}>
          {(items) => (
            <Timeline
              items={items}
              shown={shown}
              isNarrowed={isMine || (shown === 'all' && kind !== 'all')}
              more={history.hasNextPage ? () => void history.fetchNextPage() : null}
              isLoading={history.isFetchingNextPage}
            />
          )}
        </Loaded>
      </div>
    </>
  );
}

type Choice = TimelineKind | 'all';

function KindChips({ value, onChange }: { value: Choice; onChange: (kind: Choice) => void }) {
  const { t } = useTranslation();
  const choices: readonly Choice[] = ['all', ...useKinds()];
  return choices.map((choice) => (
    <Chip key={choice} isOn={choice === value} onClick={() => onChange(choice)}>
      {t(`customers.history.kinds.${choice}`)}
    </Chip>
  ));
}

function Chip({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: string }) {
  return (
    <button type="button" className="chip" aria-pressed={isOn} onClick={onClick}>
      {children}
    </button>
  );
}

function useHistory(id: string, filter: { kinds?: TimelineKind; mine?: true }) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: queryKeys.history(id, filter),
    queryFn: ({ signal, pageParam }) =>
      api.customers.history(
        { params: { id }, query: { ...filter, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
}

interface TimelineProps {
  items: TimelineItemData[];
  shown: Shown;
  isNarrowed: boolean;
  more: (() => void) | null;
  isLoading: boolean;
}

function Timeline({ items, shown, isNarrowed, more, isLoading }: TimelineProps) {
  const { t } = useTranslation();
  if (items.length === 0) {
    if (isNarrowed) return <Notice title={t('customers.history.emptyNarrowed')} />;
    if (shown === 'call') return <Notice title={t('customers.history.emptyCalls')} />;
    return <Notice title={t('customers.history.empty')} hint={t('customers.history.emptyHint')} />;
  }
  return (
    <>
      <ol className="timeline">
        {items.map((item) => (
          <TimelineItem key={keyOf(item)} item={item} />
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
