/** Calls that wait on a number: who, since when, parked by whom. Whoever has a phone fetches one by a click, or by dialling its number. */
import type { ParkedCalls } from '@bahu/contract/realtime.ts';
import { useMutation } from '@tanstack/react-query';
import { PhoneIncoming } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { duration, secondsSince } from '../../lib/format.ts';
import { useApi, useNow, useTopic } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { hasCall } from '../call-view.ts';
import './parked.css';

type Parked = ParkedCalls['calls'][number];

export function ParkedLines({ calls }: { calls: readonly Parked[] }) {
  return (
    <ul className="scroll">
      {calls.map((call) => (
        <ParkedLine key={call.callId} call={call} />
      ))}
    </ul>
  );
}

function ParkedLine({ call }: { call: Parked }) {
  const { t } = useTranslation();
  const now = useNow();
  const me = useMe();
  const { desk } = useApi();
  const toasts = useToasts();
  const isBusy = hasCall(useTopic('desk'));
  const fetch = useMutation({
    mutationFn: () => desk.fetch({ params: { id: call.callId } }),
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const name = call.name ?? (call.number || t('phone.line.withheld'));
  const isMine = call.parkedBy.agentId === me.userId;
  return (
    <li className="parked-line">
      <b className="parked-slot">{call.slot}</b>
      <span className="parked-who">
        <span className="cut">
          <b>{name}</b> {call.name !== null && <span className="second">{call.number}</span>}
        </span>
        <span className="hint small cut">
          {isMine
            ? t('desk.parked.byMe')
            : call.parkedBy.agentId === null
              ? t('desk.parked.byNobody')
              : t('desk.parked.by', { name: call.parkedBy.name })}
        </span>
      </span>
      <span className="small whole toned tone-ringing">{duration(secondsSince(call.since, now))}</span>
      <IconButton
        icon={PhoneIncoming}
        size="small"
        label={t('desk.parked.fetch', { name, slot: call.slot })}
        disabled={isBusy || fetch.isPending}
        onClick={() => fetch.mutate()}
      />
    </li>
  );
}
