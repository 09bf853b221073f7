/** A recording in one line: play, waveform, length. Its waveform is fetched when it comes into view. */
import { messagePath, recordingPath } from '@bahu/contract/recordings.ts';
import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../lib/format.ts';
import { useMay } from '../../lib/session.tsx';
import { IconButton } from '../icon-button.tsx';
import { barsOf, usePeaks } from './peaks.ts';
import './mini-player.css';

const bars = 72;

interface Props {
  callId: string;
  /** The message that the caller left, and not what was said before it. */
  isMessage?: boolean;
  seconds: number;
  onPlay?: () => void;
}

export function MiniPlayer({ callId, isMessage = false, seconds, onPlay }: Props) {
  const { t } = useTranslation();
  const mayPlay = useMay('recording.play');
  const frame = useRef<HTMLDivElement>(null);
  const audio = useRef<HTMLAudioElement>(null);
  const isInView = useIsInView(frame);
  const peaks = usePeaks(callId, isInView && mayPlay, isMessage ? 'message' : 'call');
  const [isPlaying, setIsPlaying] = useState(false);
  const [at, setAt] = useState(0);
  if (!mayPlay) return null;
  const length = peaks.data?.seconds ?? seconds;

  function toggle(): void {
    const own = audio.current;
    if (own?.paused) void own.play().catch(() => setIsPlaying(false));
    else own?.pause();
  }
  function seek(event: MouseEvent<SVGSVGElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (audio.current) audio.current.currentTime = ((event.clientX - left) / width) * length;
  }

  return (
    <div ref={frame} className="mini-player">
      <IconButton
        icon={isPlaying ? Pause : Play}
        size="tiny"
        label={t(isPlaying ? 'ui.recording.pause' : 'ui.recording.play')}
        onClick={toggle}
      />
      <svg viewBox={`0 0 ${bars * 3} 16`} preserveAspectRatio="none" aria-hidden onClick={seek}>
        {(peaks.data ? barsOf(peaks.data, bars) : []).map((value, index) => {
          const height = Math.max(1.5, value * 14);
          const isPast = length > 0 && index / bars < at / length;
          return (
            <rect
              key={index}
              x={index * 3}
              y={8 - height / 2}
              width={2}
              height={height}
              rx={1}
              fill={isPast ? 'var(--primary)' : 'var(--line-strong)'}
            />
          );
        })}
      </svg>
      <span>{duration(at > 0 ? at : length)}</span>
      {/* The words of a call come with its transcript, a later capability. */}
      <audio
        ref={audio}
        preload="none"
        src={isMessage ? messagePath(callId) : recordingPath(callId)}
        onPlay={() => {
          setIsPlaying(true);
          onPlay?.();
        }}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
      />
    </div>
  );
}

function useIsInView(element: { current: Element | null }): boolean {
  const [isInView, setIsInView] = useState(false);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setIsInView(true);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isInView;
}
