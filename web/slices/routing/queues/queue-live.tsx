/** A queue as it is now, below its settings: who waits, and who of the members is free, busy or signed out. */
import { queueRoutes, type Queue } from '@bahu/contract/queues.ts';
import type { PresentAgent } from '@bahu/contract/realtime.ts';
import { callbackSteps } from '@bahu/domain/queues/day.ts';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { count, duration, secondsSince } from '../../../lib/format.ts';
import { useClient, useNow, useTopic } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { agentLook } from '../../../ui/agent-look.ts';
import { Dot, Tag } from '../../../ui/marks.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import './queues.css';

export function QueueLive({ queue }: { queue: Queue }) {
  const { t } = useTranslation();
  const now = useNow();
  const live = useTopic('queues')?.queues.find(({ queueId }) => queueId === queue.id);
  const today = useTopic('queue-board')?.queues.find(({ queueId }) => queueId === queue.id)?.today;
  const presence = new Map(useTopic('presence')?.agents.map((agent) => [agent.agentId, agent]));
  const out = new Set(live?.signedOutIds);
  return (
    <section className="queue-live" aria-label={t('queues.live.title')}>
      <h3>{t('queues.live.title')}</h3>
      <p className="second">
        {live === undefined
          ? t('queues.live.unseen')
          : live.longestSince === null
            ? t('queues.live.nobody', { ready: live.ready })
            : t('queues.live.waiting', {
                count: live.waiting,
                time: duration(secondsSince(live.longestSince, now)),
                ready: live.ready,
              })}
        {live && live.callbacks > 0 && ` · ${t('queues.live.callbacks', { count: live.callbacks })}`}
      </p>
      {today && (
        <dl className="queue-day">
          {(['answered', 'abandoned', 'left'] as const).map((name) => (
            <Figure key={name} label={t(`queues.day.${name}`)} value={today[name]} />
          ))}
          {callbackSteps.map((step) => (
            <Figure key={step} label={t(`queues.day.callbacks.${step}`)} value={today.callbacks[step]} />
          ))}
        </dl>
      )}
      <ul>
        {queue.members.map((member) => (
          <MemberLine
            key={member.agentId}
            queueId={queue.id}
            member={member}
            present={presence.get(member.agentId)}
            isOut={live ? out.has(member.agentId) : null}
          />
        ))}
      </ul>
    </section>
  );
}

const Figure = ({ label, value }: { label: string; value: number }) => (
  <div>
    <dt className="second small">{label}</dt>
    <dd>{count(value)}</dd>
  </div>
);

interface LineProps {
  queueId: string;
  member: Queue['members'][number];
  present: PresentAgent | undefined;
  /** Null while it is not known. */
  isOut: boolean | null;
}

function MemberLine({ queueId, member, present, isOut }: LineProps) {
  const { t } = useTranslation();
  const now = useNow();
  const state = present?.state ?? 'offline';
  const { tone, word } = agentLook(state);
  return (
    <li className="row">
      <Dot tone={tone} isHollow={state === 'offline'} />
      <span className="cut fill">
        <b>{member.name}</b> <span className="second">{member.extension}</span>
      </span>
      {isOut && <Tag>{t('queues.live.out')}</Tag>}
      <span className={`small whole toned tone-${tone}`}>
        {t(`phone.state.${word}`)}
        {present && state !== 'offline' && <span className="hint"> {duration(secondsSince(present.since, now))}</span>}
      </span>
      {isOut !== null && <SignButton queueId={queueId} member={member} isOut={isOut} />}
    </li>
  );
}

/** For whoever may set the state of agents; the server says of whom. */
function SignButton({ queueId, member, isOut }: Pick<LineProps, 'queueId' | 'member'> & { isOut: boolean }) {
  const { t } = useTranslation();
  const queues = useClient(queueRoutes);
  const toasts = useToasts();
  const may = useMay('monitor.state');
  const sign = useMutation({
    mutationFn: () => queues[isOut ? 'signIn' : 'signOut']({ params: { id: queueId, agentId: member.agentId } }),
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  if (!may) return null;
  const verb = t(isOut ? 'queues.live.signIn' : 'queues.live.signOut');
  return (
    <Button
      size="small"
      type="text"
      aria-label={t('queues.live.signFor', { verb, name: member.name })}
      loading={sign.isPending}
      onClick={() => sign.mutate()}
    >
      {verb}
    </Button>
  );
}
