/** This agent's latest calls, taken or missed: one click calls again, the name opens the customer. Beside them whom to call today. */
import type { Reply } from '@bahu/contract/route.ts';
import type { deskRoutes } from '@bahu/contract/desk.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../lib/format.ts';
import { queryKeys } from '../../lib/records.ts';
import { useMe } from '../../lib/session.tsx';
import { useApi, useTopic } from '../../lib/services.tsx';
import { CallButton } from '../../ui/call-button.tsx';
import { CallParty } from '../../ui/call-party.tsx';
import { Loaded, Notice } from '../../ui/list-state.tsx';
import { Tag } from '../../ui/marks.tsx';
import { Moment } from '../../ui/moment.tsx';
import { OutcomeTag } from '../../ui/outcome.tsx';
import { TabStrip } from '../../ui/tab-strip.tsx';
import { DueToday, useDueCount } from '../../slices/people/todos/public.ts';

type Recent = Reply<typeof deskRoutes.recent>['items'][number];

export function CallsCard() {
  const { t } = useTranslation();
  const [part, setPart] = useState<'recent' | 'due'>('recent');
  const due = useDueCount();
  useFreshAfterCalls();
  return (
    <section className="card column">
      <TabStrip
        label={t('desk.recent.parts')}
        value={part}
        items={[
          { value: 'recent', label: t('desk.recent.title') },
          { value: 'due', label: t('todos.today'), count: due || undefined },
        ]}
        onChange={setPart}
      />
      <div className="scroll fill">
        {part === 'recent' ? (
          <RecentCalls />
        ) : (
          <Suspense fallback={null}>
            <DueToday />
          </Suspense>
        )}
      </div>
    </section>
  );
}

function RecentCalls() {
  const { t } = useTranslation();
  const api = useApi();
  const { demo } = useMe();
  const recent = useQuery({ queryKey: queryKeys.recent, queryFn: ({ signal }) => api.desk.recent({ signal }) });
  return (
    <Loaded answer={recent} what={t('desk.recent.what')}>
      {({ items }) =>
        items.length > 0 ? (
          <ul>
            {items.map((call) => (
              <RecentLine key={call.callId} call={call} />
            ))}
          </ul>
        ) : (
          <Notice title={t('desk.recent.empty')} hint={t(demo ? 'desk.recent.emptyDemo' : 'desk.recent.emptyPlain')} />
        )
      }
    </Loaded>
  );
}

/** A call that rang here and went on to somebody else has not ended, so no news of it comes: it is looked for when it leaves the phone bar. */
function useFreshAfterCalls(): void {
  const queries = useQueryClient();
  const callId = useTopic('desk')?.call?.callId ?? null;
  const before = useRef(callId);
  useEffect(() => {
    if (before.current !== null && before.current !== callId)
      void queries.invalidateQueries({ queryKey: queryKeys.recent });
    before.current = callId;
  }, [callId, queries]);
}

function RecentLine({ call }: { call: Recent }) {
  const { t } = useTranslation();
  return (
    <li className="recent-line">
      <CallParty call={call} />
      {call.outcome === 'missed' ? (
        <Tag tone="alarm">{t('desk.recent.missed')}</Tag>
      ) : (
        <OutcomeTag outcome={call.outcome} direction={call.direction} />
      )}
      <span className="right second">
        {call.outcome !== 'in-progress' && call.talkSeconds > 0 ? duration(call.talkSeconds) : ''}
      </span>
      <span className="right second">
        <Moment at={call.startedAt} />
      </span>
      <CallButton
        label={t('desk.recent.again', { number: call.customerName ?? call.number })}
        target={{ callId: call.callId }}
      />
    </li>
  );
}
