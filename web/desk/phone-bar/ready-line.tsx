/** What the middle of the bar says between calls: queues, who waits, after-call work, the demo call. */
import type { DeskState, LiveQueues } from '@bahu/contract/realtime.ts';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { MicOff, PhoneIncoming } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { duration, secondsSince } from '../../lib/format.ts';
import { useNow, useServices, useSlices, useTopic } from '../../lib/services.tsx';
import { useMay, useMe } from '../../lib/session.tsx';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { Tag } from '../../ui/marks.tsx';
import { useMayCall } from '../../ui/place-call.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { usePhone } from '../phone/phone-context.tsx';
import { WrapUp } from './wrap-up.tsx';

const queuesNamed = 3;

/** What is done between calls stands at the right, where nothing else comes while it is there. */
export function ReadyLine({ desk }: { desk: DeskState | null }) {
  const { t } = useTranslation();
  const { tenant } = useMe();
  return (
    <>
      <div className="party ready-line second">
        {tenant.canCall ? (
          <Waiting own={desk?.queueIds ?? []} />
        ) : (
          <Tag tone="ringing">{t('phone.line.suspended')}</Tag>
        )}
        <PermanentSign />
      </div>
      {desk?.state === 'wrap-up' ? (
        <WrapUp desk={desk} />
      ) : (
        <>
          <OfSlices />
          <DemoCall />
        </>
      )}
    </>
  );
}

/** The queues that one is signed in to and who waits there; the others stand in a menu. */
function Waiting({ own }: { own: readonly string[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const queues = useTopic('queues')?.queues;
  if (!queues) return null;
  const signedIn = queues.filter(({ queueId }) => own.includes(queueId));
  const named = signedIn.slice(0, queuesNamed);
  const waiting = signedIn.reduce((sum, queue) => sum + queue.waiting, 0);
  const longest = signedIn
    .map((queue) => queue.longestSince)
    .filter((since) => since !== null)
    .sort()[0];
  return (
    <>
      {signedIn.length === 0 && <span>{t('phone.line.noQueues')}</span>}
      {named.map((queue) => (
        <Tag key={queue.queueId} {...(queue.ready > 0 ? { tone: 'ready' } : {})}>
          {queue.name}
        </Tag>
      ))}
      <OtherQueues queues={queues.filter((queue) => !named.includes(queue))} />
      {signedIn.length > 0 && (
        <span className="cut">
          {waiting > 0 && longest
            ? t('phone.line.waiting', { count: waiting, time: duration(secondsSince(longest, now)) })
            : t('phone.line.nobody')}
        </span>
      )}
    </>
  );
}

function OtherQueues({ queues }: { queues: LiveQueues['queues'] }) {
  const { t } = useTranslation();
  if (queues.length === 0) return null;
  const items = queues.map(({ queueId, name, waiting }) => ({
    key: queueId,
    label: (
      <span className="row">
        <span className="fill">{name}</span>
        <span className="second">{t('phone.line.waitingIn', { count: waiting })}</span>
      </span>
    ),
  }));
  return (
    <DropMenu menu={{ items, selectable: false }}>
      <button type="button" className="link small whole" aria-haspopup="menu">
        {t('phone.line.otherQueues', { count: queues.length })}
      </button>
    </DropMenu>
  );
}

/** A connection is up, and the microphone is not: who sees the browser's sign of recording sees this, too. */
function PermanentSign() {
  const { t } = useTranslation();
  if (!usePhone().state.isPermanent) return null;
  return (
    <span className="row row-tight small whole" title={t('phone.line.permanentHint')} data-permanent>
      <MicOff size={14} aria-hidden />
      {t('phone.line.permanent')}
    </span>
  );
}

/** What slices offer between calls to whoever may call. */
function OfSlices() {
  const slices = useSlices();
  const { permissions } = useMe();
  const mayCall = useMayCall();
  if (!mayCall) return null;
  return slices.flatMap(({ slice, betweenCalls }) => {
    if (!betweenCalls || !permissions.includes(betweenCalls.permission)) return [];
    const Control = betweenCalls.control;
    return (
      <Suspense key={slice} fallback={null}>
        <Control />
      </Suspense>
    );
  });
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
