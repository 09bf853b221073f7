/** This agent's latest calls: one click calls again, the name opens the customer. */
import type { Reply } from '@bahu/contract/route.ts';
import type { deskRoutes } from '@bahu/contract/desk.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../lib/format.ts';
import { queryKeys } from '../../lib/records.ts';
import { useMe } from '../../lib/session.tsx';
import { useApi } from '../../lib/services.tsx';
import { CallButton } from '../../ui/call-button.tsx';
import { DirectionIcon } from '../../ui/direction-icon.tsx';
import { Loaded, Notice } from '../../ui/list-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { outcomeOf, OutcomeTag, outcomeTone } from '../../ui/outcome.tsx';

type Recent = Reply<typeof deskRoutes.recent>['items'][number];

export function RecentCalls() {
  const { t } = useTranslation();
  const api = useApi();
  const { demo } = useMe();
  const recent = useQuery({ queryKey: queryKeys.recent, queryFn: ({ signal }) => api.desk.recent({ signal }) });
  return (
    <section className="card column">
      <div className="section-head"><History size={15} aria-hidden /><h2>{t('desk.recent.title')}</h2></div>
      <div className="scroll fill">
        <Loaded answer={recent} what={t('desk.recent.what')}>
          {({ items }) => (items.length > 0
            ? <ul>{items.map((call) => <RecentLine key={call.callId} call={call} />)}</ul>
            : <Notice title={t('desk.recent.empty')} hint={t(demo ? 'desk.recent.emptyDemo' : 'desk.recent.emptyPlain')} />)}
        </Loaded>
      </div>
    </section>
  );
}

function RecentLine({ call }: { call: Recent }) {
  const { t } = useTranslation();
  const outcome = outcomeOf(call.outcome);
  const isLost = outcomeTone(outcome, call.direction) === 'alarm';
  const isOver = outcome !== 'in-progress';
  return (
    <li className="recent-line">
      <DirectionIcon direction={call.direction} isLost={isLost} />
      <span className="row cut">
        {call.customerId && call.customerName && <Link to="/customers/$customerId" params={{ customerId: call.customerId }} className="cut">{call.customerName}</Link>}
        <span className={call.customerName ? 'second whole' : 'whole'}>{call.number}</span>
      </span>
      <OutcomeTag outcome={call.outcome} direction={call.direction} />
      <span className="right second">{isOver && call.talkSeconds > 0 ? duration(call.talkSeconds) : ''}</span>
      <span className="right second"><Moment at={call.startedAt} /></span>
      <CallButton label={t('desk.recent.again', { number: call.customerName ?? call.number })} target={{ callId: call.callId }} />
    </li>
  );
}
