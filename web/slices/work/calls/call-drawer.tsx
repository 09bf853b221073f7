/** One call beside the list: recording, figures, route step by step, legs. */
import type { CallDetail } from '@bahu/contract/calls.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link as LinkIcon, Phone, UserRound, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/app-link.tsx';
import { useMayCall, usePlaceCall } from '../../../ui/place-call.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { DirectionIcon } from '../../../ui/direction-icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { OutcomeTag } from '../../../ui/outcome.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useColleagueName } from '../../../ui/use-people.ts';
import { CallCodes } from './call-codes.tsx';
import { CallFacts } from './call-facts.tsx';
import { CallLegs } from './call-legs.tsx';
import { CallQuality } from './call-quality.tsx';
import { Consultations } from './consultations.tsx';
import { Recording } from './recording.tsx';
import { RouteSteps } from './route-steps.tsx';
import { LinkedOfCall } from './linked-of-call.tsx';
import './call-drawer.css';

export function CallDrawer({ callId, onClose }: { callId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const detail = useQuery({
    queryKey: queryKeys.call(callId),
    queryFn: ({ signal }) => api.calls.get({ params: { id: callId } }, { signal }),
  });
  return (
    <aside className="docked call-drawer" aria-label={t('calls.detail.label')}>
      <Head detail={detail.data} callId={callId} onClose={onClose} />
      <Loaded answer={detail} what={t('calls.detail.what')}>
        {(data) => (
          <>
            <Recording detail={data} onGone={onClose} />
            <Consultations detail={data} />
            <CallFacts call={data.call} />
            {!data.call.isElsewhere && <OnOurLines detail={data} />}
            <LinkedOfCall callId={callId} />
          </>
        )}
      </Loaded>
    </aside>
  );
}

/** What is known of a call over our lines, and of none that was made elsewhere. */
function OnOurLines({ detail }: { detail: CallDetail }) {
  return (
    <>
      <CallCodes callId={detail.call.id} />
      <RouteSteps detail={detail} />
      <CallQuality detail={detail} />
      <CallLegs legs={detail.legs} />
    </>
  );
}

function Head({ detail, callId, onClose }: { detail: CallDetail | undefined; callId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const call = detail?.call;
  const colleague = useColleagueName(call?.direction === 'internal' ? call.number : null);
  const name = call && (call.customerName ?? colleague);
  const copy = () => void navigator.clipboard?.writeText(location.href).then(() => toasts.done(t('app.action.copied')));
  return (
    <div className="drawer-head">
      {call && <DirectionIcon direction={call.direction} size={18} />}
      <div className="fill">
        <div className="row">
          {call && <b className="drawer-party cut">{name ?? (call.number || t('phone.line.withheld'))}</b>}
          {name && <span className="whole">{call?.number}</span>}
          {call && <OutcomeTag outcome={call.outcome} direction={call.direction} talkSeconds={call.talkSeconds} />}
          {call?.isLocalRecording && <Tag>{t('ui.recording.local')}</Tag>}
        </div>
        <div className="hint small cut">{t('calls.detail.number', { number: callNumber(callId) })}</div>
      </div>
      {call?.can.includes('call') && <CallBack callId={callId} />}
      {call?.customerId && (
        <AppLink
          to={`/customers/${call.customerId}`}
          className="icon-button"
          aria-label={t('calls.detail.openCustomer')}
          title={t('calls.detail.openCustomer')}
        >
          <UserRound size={17} aria-hidden />
        </AppLink>
      )}
      <IconButton icon={LinkIcon} label={t('calls.detail.copyLink')} onClick={copy} />
      <IconButton icon={X} label={t('calls.detail.close')} keys="Esc" onClick={onClose} />
    </div>
  );
}

function CallBack({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const placeCall = usePlaceCall();
  const mayCall = useMayCall();
  if (!mayCall) return null;
  return (
    <Button
      size="small"
      icon={<Phone size={14} aria-hidden />}
      loading={placeCall.isPending}
      onClick={() => placeCall.mutate({ callId })}
    >
      {t('calls.detail.callBack')}
    </Button>
  );
}
