/** Who waits where, live. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { ListOrdered, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { duration, secondsSince } from '../../lib/format.ts';
import { useApi, useNow, useTopic } from '../../lib/services.tsx';
import { Notice, Skeleton } from '../../ui/list-state.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useAbsence } from '../../ui/use-absence.ts';

export function Queues() {
  const { t } = useTranslation();
  const now = useNow();
  const queues = useTopic('queues')?.queues;
  const absence = useAbsence('queues');
  return (
    <section className="card column workbench-queues">
      <div className="section-head">
        <ListOrdered size={15} aria-hidden />
        <h2>{t('desk.queues.title')}</h2>
      </div>
      {!queues && !absence && <Skeleton rows={3} />}
      {!queues && absence && (
        <Notice
          icon={WifiOff}
          title={t('desk.queues.unseen')}
          hint={t(absence === 'away' ? 'desk.queues.unseenHint' : 'app.link.lost')}
        />
      )}
      {queues?.length === 0 && <Notice title={t('desk.queues.empty')} />}
      <ul className="scroll">
        {queues?.map((queue) => (
          <li key={queue.queueId} className="queue-line">
            <span className="row">
              <b className="cut fill">{queue.name}</b>
              <SignButton queueId={queue.queueId} name={queue.name} />
            </span>
            <dl>
              <div className={queue.waiting > 0 ? 'tone-ringing' : ''}>
                <dd className={queue.waiting > 0 ? 'toned' : ''}>{queue.waiting}</dd>
                <dt>
                  {t('desk.queues.waiting')}
                  {queue.callbacks > 0 && ` · ${t('desk.queues.callbacks', { count: queue.callbacks })}`}
                </dt>
              </div>
              <div>
                <dd>{queue.longestSince ? duration(secondsSince(queue.longestSince, now)) : t('app.time.none')}</dd>
                <dt>{t('desk.queues.longest')}</dt>
              </div>
              <div>
                <dd>{queue.ready}</dd>
                <dt>{t('desk.queues.ready')}</dt>
              </div>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** In to a queue of one's own, or out of it: no more of its callers ring then. */
function SignButton({ queueId, name }: { queueId: string; name: string }) {
  const { t } = useTranslation();
  const { desk } = useApi();
  const toasts = useToasts();
  const own = useTopic('desk');
  const isIn = own?.queueIds.includes(queueId) === true;
  const sign = useMutation({
    mutationFn: () => desk[isIn ? 'signOut' : 'signIn']({ params: { id: queueId } }),
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  if (!isIn && own?.signedOutQueueIds.includes(queueId) !== true) return null;
  const verb = t(isIn ? 'desk.queues.signOut' : 'desk.queues.signIn');
  return (
    <Button
      size="small"
      type={isIn ? 'text' : 'default'}
      aria-label={t('desk.queues.sign', { verb, name })}
      loading={sign.isPending}
      onClick={() => sign.mutate()}
    >
      {verb}
    </Button>
  );
}
