/** Looks at a call's sound every few seconds while it is up: its quality, and whether it goes both ways. */
import { measuredBetween, type Measured, type Totals } from '@bahu/domain/voice-quality/measure.ts';
import { meterStream } from './level-meter.ts';
import { qualityOf, readEnergy, readTotals, type Quality, type StatsReport } from './quality.ts';
import { isSpeech, noSense, sense, type SoundTrouble } from './sound-trouble.ts';

const lookEveryMs = 2500;
/** Every so many looks are a stretch that is kept with the call. */
const looksPerStretch = 2;

/** What the call is set to at the moment. */
interface Settings {
  readonly isMuted: boolean;
  readonly isAttended: boolean;
}

interface Listeners {
  onQuality: (quality: Quality) => void;
  onStretch: (measured: Measured) => void;
  onTrouble: (trouble: SoundTrouble | null) => void;
}

const microphoneOf = (connection: RTCPeerConnection): MediaStreamTrack | null =>
  connection.getSenders().find(({ track }) => track?.kind === 'audio')?.track ?? null;

/** Looks until the returned function is called. */
export function watchSound(connection: RTCPeerConnection, settings: () => Settings, tell: Listeners): () => void {
  const talk = createTalkSense();
  let last: Totals | null = null;
  let kept: Totals | null = null;
  let looks = 0;
  let known = noSense;

  function measure(now: Totals): void {
    const quality = measuredBetween(last, now);
    if (quality) tell.onQuality(qualityOf(quality));
    last = now;
    looks += 1;
    if (looks % looksPerStretch !== 0) return;
    const stretch = measuredBetween(kept, now);
    kept = now;
    if (stretch) tell.onStretch(stretch);
  }

  function look(report: StatsReport): void {
    const now = readTotals(report);
    if (now) measure(now);
    const { isMuted, isAttended } = settings();
    const track = microphoneOf(connection);
    talk.listen(isMuted && isAttended ? track : null);
    const before = known.trouble;
    known = sense(known, {
      received: now?.received ?? 0,
      energy: readEnergy(report),
      isTrackMuted: track?.muted ?? false,
      isMuted,
      isAttended,
      isTalking: talk.isTalking(),
    });
    if (known.trouble !== before) tell.onTrouble(known.trouble);
  }

  const timer = setInterval(
    () => void connection.getStats().then((report) => look(report as unknown as StatsReport)),
    lookEveryMs,
  );
  return () => {
    clearInterval(timer);
    talk.listen(null);
  };
}

/** Loudnesses that are looked at together: about two seconds. */
const levelsKept = 24;

/** Whether somebody speaks into a microphone whose track sends nothing: a copy of the track hears them. */
function createTalkSense(): { listen: (track: MediaStreamTrack | null) => void; isTalking: () => boolean } {
  let heard: MediaStreamTrack | null = null;
  let stop = (): void => {};
  let levels: number[] = [];
  return {
    listen(track) {
      if (track === heard) return;
      stop();
      heard = track;
      levels = [];
      stop = () => {};
      if (!track) return;
      const copy = track.clone();
      copy.enabled = true;
      stop = meterStream(new MediaStream([copy]), (level) => (levels = [...levels, level].slice(-levelsKept)));
    },
    isTalking: () => isSpeech(levels),
  };
}
