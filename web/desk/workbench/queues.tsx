/** Who waits where, live. */
import { ListOrdered, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../lib/format.ts';
import { useNow, useTopic } from '../../lib/services.tsx';
import { Notice, Skeleton } from '../../ui/list-state.tsx';
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
            <b className="cut">{queue.name}</b>
            <dl>
              <div className={queue.waiting > 0 ? 'tone-ringing' : ''}>
                <dd className={queue.waiting > 0 ? 'toned' : ''}>{queue.waiting}</dd>
                <dt>{t('desk.queues.waiting')}</dt>
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
