/** Draws the waveform and plays the recording: the browser fetches of it what it needs, by ranges. */
import { recordingPath } from '@bahu/contract/recordings.ts';
import { useEffect, useRef, useState, type RefObject } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { drawnChannels, isDrawn, type Waveform } from '../../../ui/recording/peaks.ts';

export const speeds = [1, 1.25, 1.5, 2] as const;
export const jumpSeconds = 5;
const trackHeight = 44;

export interface PlayerUse {
  at: number;
  isPlaying: boolean;
  hasFailed: boolean;
  speed: number;
  volume: number;
  toggle(): void;
  jump(seconds: number): void;
  setSpeed(speed: number): void;
  setVolume(volume: number): void;
}

/** A colour of the theme as the canvas needs it: faint for what is still to come. */
function colour(name: string, strength: number): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return `color-mix(in srgb, ${value} ${strength * 100}%, transparent)`;
}

const track = (name: string) => ({ waveColor: colour(name, 0.42), progressColor: colour(name, 1) });

function draw(container: HTMLElement, media: HTMLAudioElement, waveform: Waveform): WaveSurfer {
  const channels = drawnChannels(waveform);
  const customer = track('--primary');
  return WaveSurfer.create({
    container,
    media,
    peaks: channels,
    duration: waveform.seconds,
    height: trackHeight,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    normalize: isDrawn(waveform),
    cursorColor: colour('--text', 1),
    cursorWidth: 2,
    dragToSeek: true,
    hideScrollbar: true,
    ...customer,
    ...(channels.length > 1 ? { splitChannels: [track('--st-talking-dot'), customer] } : {}),
  });
}

export function usePlayer(canvas: RefObject<HTMLDivElement | null>, callId: string, waveform: Waveform): PlayerUse {
  const surfer = useRef<WaveSurfer | null>(null);
  const [at, setAt] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [speed, setSpeed] = useState(1);
  const [volume, setVolume] = useState(1);

  useEffect(() => {
    if (!canvas.current) return undefined;
    const own = draw(canvas.current, audioOf(callId), waveform);
    surfer.current = own;
    own.on('timeupdate', setAt);
    own.on('play', () => setIsPlaying(true));
    own.on('pause', () => setIsPlaying(false));
    own.on('error', () => setHasFailed(true));
    return () => {
      own.getMediaElement()?.pause();
      own.destroy();
    };
  }, [callId, canvas, waveform]);

  return {
    at,
    isPlaying,
    hasFailed,
    speed,
    volume,
    toggle: () => void surfer.current?.playPause().catch(() => setHasFailed(true)),
    jump: (seconds) => surfer.current?.skip(seconds),
    setSpeed(next) {
      surfer.current?.setPlaybackRate(next, true);
      setSpeed(next);
    },
    setVolume(next) {
      surfer.current?.setVolume(next);
      setVolume(next);
    },
  };
}

function audioOf(callId: string): HTMLAudioElement {
  const element = new Audio();
  element.preload = 'metadata';
  element.src = recordingPath(callId);
  return element;
}
