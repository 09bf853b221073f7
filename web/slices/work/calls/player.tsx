/** Two channels, agent blue above and customer teal below; holds hatched; click to seek, speed, volume. */
import type { CallDetail, CallRow } from '@bahu/contract/calls.ts';
import { recordingPath } from '@bahu/contract/recordings.ts';
import { Button, Segmented, Slider } from 'antd';
import { Download, Pause, Play, SkipBack, SkipForward, Volume2, VolumeX } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../../lib/format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Waveform } from '../../../ui/recording/peaks.ts';
import { jumpSeconds, speeds, usePlayer, type PlayerUse } from './use-player.ts';
import './player.css';

interface Props {
  callId: string;
  waveform: Waveform;
  recording: NonNullable<CallDetail['recording']>;
  call: CallRow;
}

export function Player({ callId, waveform, recording, call }: Props) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLDivElement>(null);
  const player = usePlayer(canvas, callId, waveform);
  // The channels of another device are nobody's in particular.
  const hasAgent = waveform.peaks.length > 1 && !call.isLocalRecording;
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -jumpSeconds, ArrowRight: jumpSeconds }[event.key];
    if (step !== undefined && !event.altKey) player.jump(step);
    if (event.key === ' ') player.toggle();
    if (step !== undefined || event.key === ' ') event.preventDefault();
  };
  return (
    <>
      <div className="player-tracks">
        <div className="player-names small">
          {hasAgent && (
            <div>
              <span className="second">{t('calls.player.agent')}</span>
              <span className="hint cut">{call.agentName ?? ''}</span>
            </div>
          )}
          <div>
            <span className="second">{t(call.isLocalRecording ? 'ui.recording.local' : 'calls.player.customer')}</span>
            <span className="hint cut">
              {call.isLocalRecording ? call.agentName : (call.customerName ?? call.number)}
            </span>
          </div>
        </div>
        <div
          className="player-canvas"
          role="slider"
          tabIndex={0}
          aria-label={t('calls.player.position')}
          aria-valuemin={0}
          aria-valuemax={Math.round(waveform.seconds)}
          aria-valuenow={Math.round(player.at)}
          aria-valuetext={t('calls.player.timeOf', { time: duration(player.at), total: duration(waveform.seconds) })}
          onKeyDown={press}
        >
          <div ref={canvas} />
          <Holds holds={recording.holds} seconds={waveform.seconds} />
        </div>
      </div>
      <Scale seconds={waveform.seconds} />
      <Controls
        player={player}
        seconds={waveform.seconds}
        callId={callId}
        canDownload={call.can.includes('download')}
      />
      {player.hasFailed && (
        <p className="small tone-alarm toned" role="alert">
          {t('calls.player.failed')}
        </p>
      )}
    </>
  );
}

/** Where the other side heard music. */
function Holds({ holds, seconds }: { holds: Props['recording']['holds']; seconds: number }) {
  const { t } = useTranslation();
  return holds.map(({ from, to }) => {
    const width = ((to - from) / seconds) * 100;
    return (
      <div key={from} className="player-hold" style={{ left: `${(from / seconds) * 100}%`, width: `${width}%` }}>
        {width > 12 && <span className="tag">{t('calls.player.hold', { time: duration(to - from) })}</span>}
      </div>
    );
  });
}

function Scale({ seconds }: { seconds: number }) {
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * seconds);
  return (
    <div className="player-scale small hint" aria-hidden>
      {marks.map((mark) => (
        <span key={mark}>{duration(mark)}</span>
      ))}
    </div>
  );
}

function Controls({
  player,
  seconds,
  callId,
  canDownload,
}: {
  player: PlayerUse;
  seconds: number;
  callId: string;
  canDownload: boolean;
}) {
  const { t } = useTranslation();
  const PlayIcon = player.isPlaying ? Pause : Play;
  return (
    <div className="row player-controls">
      <IconButton icon={SkipBack} label={t('calls.player.back')} onClick={() => player.jump(-jumpSeconds)} />
      <Button
        type="primary"
        shape="circle"
        aria-label={t(player.isPlaying ? 'calls.player.pause' : 'calls.player.play')}
        icon={<PlayIcon size={15} fill="currentColor" aria-hidden />}
        onClick={player.toggle}
      />
      <IconButton icon={SkipForward} label={t('calls.player.forward')} onClick={() => player.jump(jumpSeconds)} />
      <b>{duration(player.at)}</b>
      <span className="hint">/ {duration(seconds)}</span>
      <span className="fill" />
      <Segmented
        size="small"
        aria-label={t('calls.player.speed')}
        value={player.speed}
        options={speeds.map((value) => ({ value, label: `${value}×` }))}
        onChange={player.setSpeed}
      />
      <IconButton
        icon={player.volume === 0 ? VolumeX : Volume2}
        label={t('calls.player.mute')}
        aria-pressed={player.volume === 0}
        onClick={() => player.setVolume(player.volume === 0 ? 1 : 0)}
      />
      <Slider
        className="player-volume"
        min={0}
        max={1}
        step={0.05}
        value={player.volume}
        tooltip={{ open: false }}
        ariaLabelForHandle={t('calls.player.volume')}
        onChange={player.setVolume}
      />
      {canDownload && (
        <a
          className="icon-button"
          href={`${recordingPath(callId)}?download=1`}
          download
          aria-label={t('calls.player.download')}
          title={t('calls.player.download')}
        >
          <Download size={18} strokeWidth={1.7} aria-hidden />
        </a>
      )}
    </div>
  );
}
