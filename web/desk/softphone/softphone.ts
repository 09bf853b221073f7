/** The phone in the browser as the desk sees it, whatever speaks SIP behind it. */
import type { SoftphoneAccess } from '@bahu/contract/desk.ts';
import type { EchoState } from './echo-test.ts';
import type { Quality } from './quality.ts';
import type { SoundTrouble } from './sound-trouble.ts';

/** `refused`: the credentials hold no more; new ones must be issued. */
type Registration = 'off' | 'connecting' | 'registered' | 'retrying' | 'refused';

/** What the browser itself knows of the call; everything else comes by the topic `desk`. */
export interface MediaCall {
  readonly legId: string;
  readonly state: 'ringing' | 'connecting' | 'up';
}

/** Why the microphone cannot be heard. */
export type MicrophoneProblem = 'denied' | 'missing' | 'insecure';

export interface SoftphoneState {
  readonly registration: Registration;
  /** The call with the sound. */
  readonly call: MediaCall | null;
  /** Another one, in which nothing is said or heard meanwhile. */
  readonly second: MediaCall | null;
  readonly isMuted: boolean;
  /** A connection stays up between calls, on which nothing is said or heard. */
  readonly isPermanent: boolean;
  readonly quality: Quality | null;
  /** What is wrong with the sound of the call, as far as this end can tell. */
  readonly trouble: SoundTrouble | null;
  readonly problem: MicrophoneProblem | null;
  /** The echo test that runs, or what the last one found. */
  readonly echo: EchoState | null;
}

export const idleSoftphone: SoftphoneState = {
  registration: 'off',
  call: null,
  second: null,
  isMuted: false,
  isPermanent: false,
  quality: null,
  trouble: null,
  problem: null,
  echo: null,
};

/** Device ids; empty means the system's default. */
export interface Devices {
  readonly microphone: string;
  readonly speaker: string;
}

export interface Softphone {
  state(): SoftphoneState;
  watch(listener: () => void): () => void;
  /** Registers and stays registered until `stop`. */
  start(access: SoftphoneAccess): void;
  /** Falls silent at once without a word to the other side: a call that is up is left to the server. */
  stop(): void;
  /** Answers the ringing call; nothing when none rings. */
  answer(): void;
  /** The call that goes over the permanent connection as the server says; none when no call does. */
  carry(call: MediaCall | null): void;
  /** Answers the other call, when that rings. */
  answerSecond(): void;
  /** The sound goes to this leg from now on, and no more to the other. */
  attend(legId: string): void;
  /** Ends the call locally: for when the server cannot be asked. */
  hangUp(): void;
  setMuted(isMuted: boolean): void;
  setDevices(devices: Devices): void;
  /** Begins the echo test, where no call is; ends it with null. */
  testEcho(language: 'zh' | 'en' | null): void;
  /** Asks for the microphone, so that the browser's question does not come with the first call. */
  prepareMicrophone(): void;
}
