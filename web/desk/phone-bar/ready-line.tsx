/** What the middle of the bar says between calls: queues, who waits, after-call work, the demo call. */
import type { DeskState } from '@bahu/contract/realtime.ts';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { PhoneIncoming } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { duration, secondsSince } from '../../lib/format.ts';
import { useNow, useServices, useTopic } from '../../lib/services.tsx';
import { useMay, useMe } from '../../lib/session.tsx';
import { Tag } from '../../ui/marks.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { WrapUp } from './wrap-up.tsx';

const queuesNamed = 3;

export function ReadyLine({ desk }: { desk: DeskState | null }) {
  const { t } = useTranslation();
  const { tenant } = useMe();
  const waiting = tenant.canCall ? <Waiting /> : <Tag tone="ringing">{t('phone.line.suspended')}</Tag>;
  const line = desk?.activity === 'wrap-up' ? <WrapUp desk={desk} /> : waiting;
  return (
    <>
      <div className="party ready-line second">{line}</div>
      <DemoCall />
    </>
  );
}

function Waiting() {
  const { t } = useTranslation();
  const now = useNow();
  const queues = useTopic('queues')?.queues;
  if (!queues) return null;
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const longest = queues
    .map((queue) => queue.longestSince)
    .filter((since) => since !== null)
    .sort()[0];
  return (
    <>
      {queues.slice(0, queuesNamed).map((queue) => (
        <Tag key={queue.queueId} {...(queue.ready > 0 ? { tone: 'ready' } : {})}>
          {queue.name}
        </Tag>
      ))}
      <span className="cut">
        {waiting > 0 && longest
          ? t('phone.line.waiting', { count: waiting, time: duration(secondsSince(longest, now)) })
          : t('phone.line.nobody')}
      </span>
    </>
  );
}

/** Lets the simulated carrier call, where there is one. */
function DemoCall() {
  const { t } = useTranslation();
  const { api } = useServices();
  const toasts = useToasts();
  const { demo } = useMe();
  const mayDemo = useMay('demo.call');
  const call = useMutation({
    mutationFn: () => api.desk.demoCall({ body: {} }),
    onSuccess: () => toasts.done(t('phone.line.demoPlaced')),
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  if (!demo || !mayDemo) return null;
  return (
    <Button icon={<PhoneIncoming size={16} aria-hidden />} loading={call.isPending} onClick={() => call.mutate()}>
      {t('phone.line.demo')}
    </Button>
  );
}
