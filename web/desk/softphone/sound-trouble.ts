/** Sound that goes only one way, or none: what the browser can tell of its own end. All of it pure. */

/**
 * `muted-by-system`: the system or the headset gives no sound; `microphone-flat`: the microphone is open and gives exact silence, as one does that is muted
 * by its own key; `talking-while-muted`: somebody talks whom nobody hears; `nothing-arrives`: no packet comes from the server.
 */
export type SoundTrouble = 'muted-by-system' | 'microphone-flat' | 'talking-while-muted' | 'nothing-arrives';

/** What one look at the call tells. */
export interface SoundReading {
  /** Packets from the server so far. */
  readonly received: number;
  /** Sound of the microphone so far; null where the browser does not say. */
  readonly energy: number | null;
  /** The browser says that the track gives nothing. */
  readonly isTrackMuted: boolean;
  /** Muted in the phone bar. */
  readonly isMuted: boolean;
  /** Of two calls the one with microphone and speaker. */
  readonly isAttended: boolean;
  /** Somebody speaks into a microphone that is muted in the phone bar. */
  readonly isTalking: boolean;
}

export interface SoundSense {
  readonly before: SoundReading | null;
  /** Looks in a row between which nothing came: from the microphone, from the server. */
  readonly flat: number;
  readonly unheard: number;
  readonly trouble: SoundTrouble | null;
}
export const noSense: SoundSense = { before: null, flat: 0, unheard: 0, trouble: null };

/** At a look about every two and a half seconds: ten seconds of a flat microphone, five of nothing from the server. */
const flatLooks = 4;
const unheardLooks = 2;

export function sense({ before, ...counts }: SoundSense, now: SoundReading): SoundSense {
  const isOpen = now.isAttended && !now.isMuted;
  const wasOpen = before !== null && before.isAttended && !before.isMuted;
  const isFlat = isOpen && wasOpen && now.energy !== null && now.energy === before.energy;
  const isUnheard = now.isAttended && before?.isAttended === true && now.received === before.received;
  const flat = isFlat ? counts.flat + 1 : 0;
  const unheard = isUnheard ? counts.unheard + 1 : 0;
  return { before: now, flat, unheard, trouble: troubleOf(now, flat, unheard) };
}

function troubleOf(now: SoundReading, flat: number, unheard: number): SoundTrouble | null {
  if (!now.isAttended) return null;
  if (unheard >= unheardLooks) return 'nothing-arrives';
  if (now.isMuted) return now.isTalking ? 'talking-while-muted' : null;
  if (now.isTrackMuted) return 'muted-by-system';
  return flat >= flatLooks ? 'microphone-flat' : null;
}

/** Loudness from 0 to 1 above which somebody speaks and does not only breathe, and how much of the last looks must be so loud. */
const spoken = 0.5;
const spokenShare = 0.4;

/** Whether somebody speaks, by the last loudnesses of a microphone. */
export const isSpeech = (levels: readonly number[]): boolean =>
  levels.length > 0 && levels.filter((level) => level >= spoken).length / levels.length >= spokenShare;
