/** One call's media: microphone, answer, speaker, quality. */
import type { Measured } from '@bahu/domain/voice-quality/measure.ts';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import { createIceCut, type IceCut } from './ice-cut.ts';
import { closeStream, openMicrophone, silentStream } from './microphone.ts';
import type { Quality } from './quality.ts';
import type { Devices, MediaCall, MicrophoneProblem } from './softphone.ts';
import type { SoundTrouble } from './sound-trouble.ts';
import { watchSound } from './sound-watch.ts';

export interface MediaSession {
  answer(): void;
  /** Rejects, cancels or hangs up. */
  end(): void;
  setMuted(isMuted: boolean): void;
  /** Of two calls one has microphone and speaker. */
  setAttended(isAttended: boolean): void;
  setDevices(devices: Devices): void;
}

interface Options {
  iceServers: RTCIceServer[];
  devices: Devices;
  isMuted: boolean;
  isAttended: boolean;
  onState: (state: MediaCall['state']) => void;
  onQuality: (quality: Quality) => void;
  /** A stretch of about five seconds. */
  onStretch: (measured: Measured) => void;
  onTrouble: (trouble: SoundTrouble | null) => void;
  onProblem: (problem: MicrophoneProblem | null) => void;
  onEnd: () => void;
}

/** All of a call's media goes over one port. */
const bundled = { bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' } as const;

export function createMediaSession(session: RTCSession, options: Options): MediaSession {
  const speaker = createSpeaker(options.devices.speaker, !options.isAttended);
  // Opened while it rings, so that the answer need not wait for it.
  const replace = (): void => void (isOver || changeMicrophone(devices.microphone));
  let microphone = openMicrophone(options.devices.microphone, replace);
  let isMuted = options.isMuted;
  let { isAttended } = options;
  const isSpeaking = (): boolean => isAttended && !isMuted;
  let stopWatching = () => {};
  let isOver = false;

  prepareNegotiation(session, (track) => speaker.play(track));
  session.on('accepted', () => {
    options.onState('up');
    stopWatching = watchSound(session.connection, () => ({ isMuted, isAttended }), options);
  });
  session.on('ended', finish);
  session.on('failed', finish);
  function finish(): void {
    if (isOver) return;
    isOver = true;
    stopWatching();
    speaker.stop();
    void microphone.then(({ stream }) => closeStream(stream));
    options.onEnd();
  }

  async function answer(): Promise<void> {
    const { stream, problem } = await microphone;
    options.onProblem(problem);
    if (isOver) return;
    const mediaStream = stream ?? silentStream();
    open(mediaStream, isSpeaking());
    session.answer({ mediaStream, pcConfig: { ...bundled, iceServers: options.iceServers } });
  }

  async function changeMicrophone(deviceId: string): Promise<void> {
    const before = microphone;
    microphone = openMicrophone(deviceId, replace);
    const { stream, problem } = await microphone;
    options.onProblem(problem);
    const track = stream?.getAudioTracks()[0];
    const sender = audioSender(session);
    open(stream, isSpeaking());
    if (track && sender) await sender.replaceTrack(track);
    closeStream((await before).stream);
    if (isOver) closeStream(stream);
  }

  const speak = () => void microphone.then(({ stream }) => open(stream, isSpeaking()));

  let devices = options.devices;
  let isAnswering = false;
  return {
    answer() {
      if (isAnswering || isOver || session.isEnded()) return;
      isAnswering = true;
      options.onState('connecting');
      void answer().catch(() => session.isEnded() || session.terminate());
    },
    end() {
      if (!isOver && !session.isEnded()) session.terminate();
      finish();
    },
    setMuted(next) {
      isMuted = next;
      speak();
    },
    setAttended(next) {
      isAttended = next;
      speaker.setSilent(!next);
      speak();
    },
    setDevices(next) {
      if (next.speaker !== devices.speaker) speaker.useDevice(next.speaker);
      if (next.microphone !== devices.microphone) void changeMicrophone(next.microphone);
      devices = next;
    },
  };
}

const audioSender = ({ connection }: RTCSession): RTCRtpSender | undefined =>
  (connection as RTCPeerConnection | null)?.getSenders().find(({ track }) => track?.kind === 'audio');

function open(stream: MediaStream | null, isOpen: boolean): void {
  for (const track of stream?.getAudioTracks() ?? []) track.enabled = isOpen;
}

/** An early end of candidate gathering, and the other side's audio as it arrives. The codec is the first of the offer: the server decides. */
function prepareNegotiation(session: RTCSession, onTrack: (track: MediaStreamTrack) => void): void {
  let cut: IceCut | null = null;
  session.on('sdp', (event) => {
    if (String(event.originator) !== 'remote') cut?.stop();
  });
  session.on('icecandidate', ({ candidate, ready }) => {
    cut ??= createIceCut(ready);
    cut.candidate(candidate.candidate);
  });
  session.on('peerconnection', ({ peerconnection }) => {
    peerconnection.addEventListener('track', ({ track }) => onTrack(track));
  });
}

/** Plays the other side through the chosen device. */
export function createSpeaker(deviceId: string, isSilent: boolean) {
  const element = new Audio();
  element.muted = isSilent;
  element.autoplay = true;
  const useDevice = (id: string) => {
    // Not every browser can choose; then the system's device plays.
    if ('setSinkId' in element) void element.setSinkId(id).catch(() => {});
  };
  if (deviceId) useDevice(deviceId);
  return {
    useDevice,
    setSilent(isSilentNow: boolean) {
      element.muted = isSilentNow;
    },
    play(track: MediaStreamTrack) {
      element.srcObject = new MediaStream([track]);
      void element.play().catch(() => {});
    },
    stop() {
      element.pause();
      element.srcObject = null;
    },
  };
}
