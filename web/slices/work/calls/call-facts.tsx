/** The figures of a call. */
import type { CallRow } from '@bahu/contract/calls.ts';
import { useTranslation } from 'react-i18next';
import { duration, fullTime } from '../../../lib/format.ts';
import { Tag } from '../../../ui/marks.tsx';
import { useRegionText } from '../../../ui/region.ts';

export function CallFacts({ call }: { call: CallRow }) {
  const { t } = useTranslation();
  const regionText = useRegionText();
  const none = t('app.time.none');
  return (
    <dl className="call-facts">
      <dt>{t('calls.detail.start')}</dt>
      <dd>{fullTime(call.startedAt)}</dd>
      <dt>{t('calls.list.source')}</dt>
      <dd>{call.isElsewhere ? t('calls.detail.elsewhere') : t('calls.list.ourLines')}</dd>
      <dt>{t('regions.title')}</dt>
      <dd>{regionText(call.region) || none}</dd>
      <dt>{t('calls.detail.agent')}</dt>
      <dd>{call.agentName ?? none}</dd>
      {!call.isElsewhere && <OnOurLines call={call} />}
    </dl>
  );
}

/** What nobody knows of a call that was made elsewhere. */
function OnOurLines({ call }: { call: CallRow }) {
  const { t } = useTranslation();
  const none = t('app.time.none');
  return (
    <>
      <dt>{t(call.direction === 'internal' ? 'calls.detail.caller' : 'calls.detail.line')}</dt>
      <dd>{call.ownNumber || none}</dd>
      <dt>{t('calls.detail.waitRing')}</dt>
      <dd>{t('calls.detail.secondsPair', { wait: call.waitSeconds, ring: call.ringSeconds })}</dd>
      <dt>{t('calls.detail.hold')}</dt>
      <dd>{call.holdSeconds > 0 ? duration(call.holdSeconds) : none}</dd>
      <dt>{t('calls.detail.queue')}</dt>
      <dd>{call.queueName ?? none}</dd>
      <dt>{t('calls.detail.hangup')}</dt>
      <dd className="row">
        {call.hangupSide ? t(`calls.detail.sides.${call.hangupSide}`) : t('calls.detail.stillOn')}
        {call.cause !== null && <Tag>{t('calls.detail.cause', { cause: call.cause })}</Tag>}
      </dd>
    </>
  );
}
