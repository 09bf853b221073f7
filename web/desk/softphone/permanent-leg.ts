/** The audio connection that stays up between calls: heard and hearing nothing, until a call goes over it. */
import type { MediaSession } from './media-session.ts';
import type { MutedCalls } from './muted-calls.ts';
import type { Quality } from './quality.ts';
import type { MediaCall, SoftphoneState } from './softphone.ts';
import type { SoundTrouble } from './sound-trouble.ts';

type Media = Pick<MediaSession, 'end' | 'setMuted' | 'setAttended' | 'setDevices'>;

export interface PermanentLeg {
  /** In place of the one before, which the server has given up. */
  begin(media: Media): void;
  isUp(media: Media): void;
  tell(media: Media, heard: { quality?: Quality; trouble?: SoundTrouble | null }): void;
  remove(media: Media): void;
  /** The call that goes over it as the server says, or none. */
  carry(call: MediaCall | null): void;
  /** The agent has taken the call that rings: its sound is wanted before the server says that it is there. */
  take(): void;
  mute(isMuted: boolean): void;
  end(): void;
  setDevices: Media['setDevices'];
  /** The leg of the call that goes over it. */
  carried(): MediaCall | null;
  shown(): Partial<SoftphoneState>;
  /** Without a word to anybody. */
  forget(): void;
}

export function createPermanentLeg(muted: MutedCalls, onChange: () => void): PermanentLeg {
  let media: Media | null = null;
  let isConnected = false;
  let call: MediaCall | null = null;
  let taken: string | null = null;
  let quality: Quality | null = null;
  let trouble: SoundTrouble | null = null;

  const hasSound = (): boolean => call !== null && (call.state === 'up' || call.legId === taken);
  function follow(): void {
    media?.setMuted(call !== null && muted.has(call.legId));
    media?.setAttended(hasSound());
    onChange();
  }

  return {
    begin(next) {
      media?.end();
      media = next;
      isConnected = false;
      follow();
    },
    isUp(which) {
      if (which !== media) return;
      isConnected = true;
      onChange();
    },
    tell(which, heard) {
      if (which !== media) return;
      if (heard.quality) ({ quality } = heard);
      if (heard.trouble !== undefined) ({ trouble } = heard);
      onChange();
    },
    remove(which) {
      if (which !== media) return;
      media = null;
      isConnected = false;
      onChange();
    },
    carry(next) {
      if (next?.legId === call?.legId && next?.state === call?.state) return;
      if (next?.legId !== call?.legId) {
        taken = null;
        quality = null;
        trouble = null;
      }
      call = next;
      follow();
    },
    take() {
      taken = call?.legId ?? null;
      follow();
    },
    mute(isMuted) {
      if (call) muted.set(call.legId, isMuted);
      follow();
    },
    end: () => media?.end(),
    setDevices: (devices) => media?.setDevices(devices),
    carried: () => call,
    shown: () => ({
      isPermanent: isConnected,
      ...(call && { call, quality, trouble, isMuted: muted.has(call.legId) }),
    }),
    forget() {
      media = null;
      isConnected = false;
      call = null;
    },
  };
}
