/** Lines and phones as rows, call by call. Of a thousand only those in view are drawn. */
import { channelRoutes } from '@bahu/contract/channels.ts';
import type { LiveChannel } from '@bahu/contract/realtime.ts';
import { qualityWord } from '@bahu/domain/voice-quality/mean-opinion.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import { Button } from 'antd';
import { PhoneOff } from 'lucide-react';
import { Suspense, useMemo, useRef, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { duration, secondsSince } from '../../../lib/format.ts';
import { useClient, useNow } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { DirectionIcon } from '../../../ui/direction-icon.tsx';
import { Dot } from '../../../ui/marks.tsx';
import { qualityTones } from '../../../ui/quality-tones.ts';
import type { StateColour } from '../../../ui/theme.ts';
import { useToasts } from '../../../ui/toasts.tsx';
import { useView } from '../../../ui/virtual/use-view.ts';
import { offsetsOf, rowsInView } from '../../../ui/virtual/view-window.ts';
import { ReasonDialog } from '../monitor/public.ts';
import { codecName } from './channel-lines.ts';

/** Pixels, as in the style sheet. */
const rowHeight = 40;

const tones: Readonly<Record<LiveChannel['stage'], StateColour>> = {
  calling: 'ringing',
  ringing: 'ringing',
  talking: 'talking',
  held: 'away',
  supervising: 'wrapup',
  menu: 'away',
  queued: 'ringing',
  parked: 'away',
  voicemail: 'away',
  waiting: 'away',
};
const columns = ['call', 'trunk', 'number', 'own', 'agent', 'stage', 'seconds', 'codec', 'sound'] as const;

interface Props {
  channels: readonly LiveChannel[];
  trunkNames: ReadonlyMap<string, string>;
}

export function ChannelList({ channels, trunkNames }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { height, top } = useView(box);
  const offsets = useMemo(() => offsetsOf(channels.map(() => rowHeight)), [channels]);
  const { from, to } = rowsInView(offsets, top, height);
  const mayEnd = useMay('channel.hang-up');
  const mayOpen = useMay('call.read');
  const [ending, setEnding] = useState<LiveChannel | null>(null);
  return (
    <div
      className="column fill channels-table"
      role="table"
      aria-label={t('channels.what')}
      aria-rowcount={channels.length}
    >
      <div className="channels-row channels-head second small" role="row">
        {columns.map((name) => (
          <span key={name} role="columnheader" className={name === 'seconds' ? 'right' : undefined}>
            {t(`channels.columns.${name}`)}
          </span>
        ))}
        <span role="columnheader" className="unseen">
          {t('channels.columns.acts')}
        </span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys */}
      <div ref={box} className="scroll fill channels-rows" role="rowgroup" tabIndex={0} aria-label={t('channels.what')}>
        <div style={{ height: offsets.at(-1) }} role="presentation" />
        {channels.slice(from, to).map((channel, i) => (
          <Row
            key={channel.legId}
            channel={channel}
            trunk={trunkNames.get(channel.trunkId ?? '')}
            address={mayOpen ? `/calls?open=${channel.callId}` : null}
            onEnd={mayEnd ? () => setEnding(channel) : null}
            style={{ top: offsets[from + i] }}
          />
        ))}
      </div>
      {ending && <EndDialog channel={ending} onClose={() => setEnding(null)} />}
    </div>
  );
}

interface RowProps {
  channel: LiveChannel;
  trunk: string | undefined;
  address: string | null;
  onEnd: (() => void) | null;
  style: CSSProperties;
}

function Row({ channel, trunk, address, onEnd, style }: RowProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { callId, direction, side, number, ownNumber, agentName, queueName, stage, since, codec, mos } = channel;
  const shownNumber = number || t('phone.line.withheld');
  return (
    <div className="channels-row" role="row" style={style}>
      <span role="cell" className="row row-tight cut">
        <DirectionIcon direction={direction} />
        {address ? (
          <AppLink to={address} className="cut">
            {callNumber(callId)}
          </AppLink>
        ) : (
          <span className="cut">{callNumber(callId)}</span>
        )}
      </span>
      <span role="cell" className="cut second">
        {trunk ?? t(`channels.sides.${side}`)}
      </span>
      <span role="cell" className="cut">
        {shownNumber}
      </span>
      <span role="cell" className="cut second">
        {[ownNumber, queueName].filter(Boolean).join(' · ')}
      </span>
      <span role="cell" className="cut">
        {agentName}
      </span>
      <span role="cell" className="row row-tight">
        <Dot tone={tones[stage]} />
        <span className={`toned tone-${tones[stage]} cut`}>{t(`channels.stages.${stage}`)}</span>
      </span>
      <span role="cell" className="right channels-time">
        {duration(secondsSince(since, now))}
      </span>
      <span role="cell" className="cut second">
        {codec === null ? t('app.time.none') : codecName(codec)}
      </span>
      <span role="cell">
        {mos === null ? (
          <span className="second">{t('app.time.none')}</span>
        ) : (
          <span className={`toned tone-${qualityTones[qualityWord(mos)]}`}>{mos.toFixed(1)}</span>
        )}
      </span>
      <span role="cell">
        {onEnd && (
          <Button
            size="small"
            type="text"
            danger
            icon={<PhoneOff size={14} aria-hidden />}
            aria-label={t('channels.endOf', { number: shownNumber })}
            onClick={onEnd}
          >
            {t('channels.end')}
          </Button>
        )}
      </span>
    </div>
  );
}

function EndDialog({ channel: { callId }, onClose }: { channel: LiveChannel; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useClient(channelRoutes);
  const toasts = useToasts();
  const number = callNumber(callId);
  const end = (reason: string): void =>
    void client
      .hangUp({ params: { id: callId }, body: { reason } })
      .then(() => toasts.done(t('channels.ended', { number })))
      .catch((error: unknown) => toasts.failed(failureText(t, error)));
  return (
    <Suspense fallback={null}>
      <ReasonDialog
        title={t('channels.endTitle', { number })}
        what={t('channels.endWhat')}
        hint={t('monitor.hangUp.reasonHint')}
        submit={t('channels.end')}
        isDanger
        onSubmit={end}
        onClose={onClose}
      />
    </Suspense>
  );
}
