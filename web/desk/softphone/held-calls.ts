/** The calls that the softphone has, two at most: the first has microphone and speaker. */
import type { MediaSession } from './media-session.ts';
import type { MutedCalls } from './muted-calls.ts';
import type { Quality } from './quality.ts';
import type { MediaCall } from './softphone.ts';
import type { SoundTrouble } from './sound-trouble.ts';

export interface HeldCall {
  readonly call: MediaCall;
  readonly media: Pick<MediaSession, 'answer' | 'end' | 'setMuted' | 'setAttended' | 'setDevices'>;
  readonly quality: Quality | null;
  readonly trouble: SoundTrouble | null;
}

export interface HeldCalls {
  all(): readonly HeldCall[];
  /** Whether a call that comes in place of this leg, or beside what there is, has the sound. */
  hasSound(instead: string | null): boolean;
  /** In place of the leg that is named, which ends, or behind the others. */
  add(own: HeldCall, instead: string | null): void;
  update(media: HeldCall['media'], part: (before: HeldCall) => Partial<HeldCall>): void;
  remove(media: HeldCall['media']): void;
  /** The sound goes to this leg, if it is here. */
  attend(legId: string): void;
  /** The call with the sound, whose muting is kept with it. */
  mute(isMuted: boolean, kept: MutedCalls): void;
  /** Without a word to anybody. */
  forget(): void;
}

/** `onChange`: calls came, went, changed, or changed places. */
export function createHeldCalls(onChange: (calls: readonly HeldCall[]) => void): HeldCalls {
  let calls: readonly HeldCall[] = [];

  function become(next: readonly HeldCall[]): void {
    const isOther = calls[0]?.media !== next[0]?.media;
    calls = next;
    if (isOther) for (const [i, { media }] of calls.entries()) media.setAttended(i === 0);
    onChange(calls);
  }
  return {
    all: () => calls,
    hasSound: (instead) => calls.length === 0 || calls[0]!.call.legId === instead,
    add(own, instead) {
      const former = calls.find(({ call }) => call.legId === instead);
      become(former ? calls.map((one) => (one === former ? own : one)) : [...calls, own]);
      former?.media.end();
    },
    update: (media, part) => become(calls.map((one) => (one.media === media ? { ...one, ...part(one) } : one))),
    remove: (media) => become(calls.filter((one) => one.media !== media)),
    attend(legId) {
      const wanted = calls.find(({ call }) => call.legId === legId);
      if (wanted && wanted !== calls[0]) become([wanted, ...calls.filter((one) => one !== wanted)]);
    },
    mute(isMuted, kept) {
      const [first] = calls;
      first?.media.setMuted(isMuted);
      if (first) kept.set(first.call.legId, isMuted);
      onChange(calls);
    },
    forget() {
      calls = [];
    },
  };
}
