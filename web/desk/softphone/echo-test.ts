/** The echo test: a call to the media server that says a sentence and then sends back what it hears. No call of the company's, and no line outside. */
import type { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import { createIceCut, type IceCut } from './ice-cut.ts';
import { meterStream } from './level-meter.ts';
import { createSpeaker } from './media-session.ts';
import { closeStream, openMicrophone } from './microphone.ts';
import type { Quality } from './quality.ts';
import type { Devices, MicrophoneProblem } from './softphone.ts';
import { watchSound } from './sound-watch.ts';

export interface EchoState {
  /** `speaking`: connected, first to what is said and then to what comes back. `over`: ended, with what was found. */
  readonly phase: 'calling' | 'speaking' | 'over' | 'failed';
  /** Loudness now, 0 to 1: of the microphone, and of what comes from the server. */
  readonly sent: number;
  readonly heard: number;
  /** The loudest that came back of what was said; null until the sentence is over. */
  readonly returned: number | null;
  readonly quality: Quality | null;
}

export interface EchoOptions {
  ua: UA;
  language: 'zh' | 'en';
  devices: Devices;
  iceServers: RTCIceServer[];
  onState: (state: EchoState) => void;
  onProblem: (problem: MicrophoneProblem | null) => void;
}

/** The sentence is over by then, in both languages, and what was said meanwhile has come back. */
const sentenceMs = 9000;
const tellEveryMs = 250;

/** Calls at once; the function that is returned ends it. */
export function startEchoTest({ ua, language, devices, iceServers, onState, onProblem }: EchoOptions): () => void {
  let state: EchoState = { phase: 'calling', sent: 0, heard: 0, returned: null, quality: null };
  const speaker = createSpeaker(devices.speaker, false);
  const stops: (() => void)[] = [() => speaker.stop()];
  let session: RTCSession | null = null;
  let isOver = false;
  let upSince = Number.POSITIVE_INFINITY;

  const tell = (part: Partial<EchoState>): void => onState((state = { ...state, ...part }));
  function end(phase: 'over' | 'failed'): void {
    if (isOver) return;
    isOver = true;
    if (session && !session.isEnded()) session.terminate();
    for (const stop of stops) stop();
    tell({ phase: state.phase === 'calling' ? 'failed' : phase, sent: 0, heard: 0 });
  }
  function hear(track: MediaStreamTrack): void {
    speaker.play(track);
    stops.push(
      meterStream(new MediaStream([track.clone()]), (heard) => {
        const isEcho = performance.now() - upSince > sentenceMs;
        state = { ...state, heard, ...(isEcho && { returned: Math.max(state.returned ?? 0, heard) }) };
      }),
    );
  }
  function connected(connection: RTCPeerConnection): void {
    upSince = performance.now();
    stops.push(
      watchSound(connection, () => ({ isMuted: false, isAttended: true }), {
        onQuality: (quality) => tell({ quality }),
        onStretch: () => undefined,
        onTrouble: () => undefined,
      }),
    );
    const timer = setInterval(() => tell({}), tellEveryMs);
    stops.push(() => clearInterval(timer));
    tell({ phase: 'speaking' });
  }

  async function call(): Promise<void> {
    const { stream, problem } = await openMicrophone(devices.microphone);
    onProblem(problem);
    if (!stream || isOver) {
      closeStream(stream);
      return end('failed');
    }
    stops.push(
      () => closeStream(stream),
      meterStream(stream.clone(), (sent) => (state = { ...state, sent })),
    );
    let cut: IceCut | null = null;
    session = ua.call(`sip:echo-${language}@bahu`, {
      mediaStream: stream,
      pcConfig: { bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require', iceServers },
      eventHandlers: {
        peerconnection: ({ peerconnection }: { peerconnection: RTCPeerConnection }) =>
          peerconnection.addEventListener('track', ({ track }) => hear(track)),
        icecandidate: ({ candidate, ready }: { candidate: RTCIceCandidate; ready: () => void }) => {
          cut ??= createIceCut(ready);
          cut.candidate(candidate.candidate);
        },
        sdp: ({ originator }: { originator: string }) => void (originator !== 'remote' && cut?.stop()),
        confirmed: () => connected(session!.connection),
        ended: () => end('over'),
        failed: () => end('failed'),
      },
    });
  }
  onState(state);
  void call().catch(() => end('failed'));
  return () => end('over');
}
