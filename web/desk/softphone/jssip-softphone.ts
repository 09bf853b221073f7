/** The softphone by JsSIP over the SIP WebSocket of our own origin. */
import type { SoftphoneAccess } from '@bahu/contract/desk.ts';
import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import type { RTCSessionEvent } from 'jssip/lib/UA.js';
import { judge, readInvite } from './invite.ts';
import { createMediaSession, type MediaSession } from './media-session.ts';
import { closeStream, openMicrophone } from './microphone.ts';
import { idleSoftphone, type Devices, type Softphone, type SoftphoneState } from './softphone.ts';

/** Milliseconds before registering again after an answer other than yes. */
const registerAgainMs = 2000;
const registerSeconds = 120;

export interface JsSipOptions {
  /** The origin's WebSocket scheme and host, e.g. wss://phone.example.com */
  origin: string;
  devices: Devices;
  /** Which call is muted, for the page that takes it up again after a refresh: nobody is unmuted without knowing. */
  muted: { read(): string | null; write(callId: string | null): void };
}

export function createJsSipSoftphone({ origin, devices: given, muted }: JsSipOptions): Softphone {
  const listeners = new Set<() => void>();
  let state: SoftphoneState = idleSoftphone;
  let devices = given;
  let line: Line | null = null;
  let media: MediaSession | null = null;

  function change(part: Partial<SoftphoneState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  function offer(session: RTCSession, header: (name: string) => string | undefined): void {
    const invite = readInvite(header);
    const verdict = judge(invite, state.call);
    if (!invite || verdict === 'refuse') return session.terminate({ status_code: 403 });
    if (verdict === 'busy') return session.terminate({ status_code: 486 });
    media?.end();
    take(session, invite.legId, invite.isAutomatic);
  }

  function take(session: RTCSession, legId: string, isAutomatic: boolean): void {
    const isMuted = muted.read() === callOfLeg(legId);
    const own = createMediaSession(session, {
      iceServers: line?.iceServers ?? [],
      devices,
      isMuted,
      onState: (call) => own === media && change({ call: { legId, state: call } }),
      onQuality: (quality) => own === media && change({ quality }),
      onProblem: (problem) => own === media && change({ problem }),
      onEnd: () => {
        if (own !== media) return;
        media = null;
        change({ call: null, quality: null, isMuted: false });
      },
    });
    media = own;
    change({ call: { legId, state: 'ringing' }, isMuted });
    if (isAutomatic) own.answer();
  }

  return {
    state: () => state,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start(access) {
      line?.close();
      change({ registration: 'connecting' });
      line = openLine(access, origin, { onRegistration: (registration) => change({ registration }), onOffer: offer });
    },
    stop() {
      line?.close();
      line = null;
      media = null;
      change({ ...idleSoftphone, problem: state.problem });
    },
    answer: () => media?.answer(),
    hangUp: () => media?.end(),
    setMuted(isMuted) {
      if (!media || !state.call) return;
      media.setMuted(isMuted);
      muted.write(isMuted ? callOfLeg(state.call.legId) : null);
      change({ isMuted });
    },
    setDevices(next) {
      devices = next;
      media?.setDevices(next);
    },
    prepareMicrophone() {
      void openMicrophone(devices.microphone).then(({ stream, problem }) => {
        closeStream(stream);
        change({ problem });
      });
    },
  };
}

/** Leg ids begin with the id of their call. */
const callOfLeg = (legId: string): string => legId.split('.', 1)[0] ?? legId;

interface Line {
  iceServers: RTCIceServer[];
  close(): void;
}
interface LineEvents {
  onRegistration: (registration: SoftphoneState['registration']) => void;
  onOffer: (session: RTCSession, header: (name: string) => string | undefined) => void;
}

/** One registration. Lost WebSockets are opened again by JsSIP with a growing, scattered pause. */
function openLine(access: SoftphoneAccess, origin: string, { onRegistration, onOffer }: LineEvents): Line {
  const socket = new WebSocketInterface(`${origin}${access.path}`);
  const ua = new UA({
    sockets: [socket],
    uri: access.uri,
    authorization_user: access.username,
    password: access.password,
    register_expires: registerSeconds,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 8,
    user_agent: 'Bahu',
  });
  let again: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  const say = (registration: SoftphoneState['registration']) => !isClosed && onRegistration(registration);

  ua.on('registered', () => say('registered'));
  ua.on('disconnected', () => say('retrying'));
  ua.on('registrationFailed', ({ response }) => {
    const status = (response as { status_code?: number } | null)?.status_code ?? 0;
    if ([401, 403, 404].includes(status)) return say('refused');
    say('retrying');
    clearTimeout(again);
    again = setTimeout(() => !isClosed && ua.isConnected() && ua.register(), registerAgainMs + Math.random() * registerAgainMs);
    return undefined;
  });
  ua.on('newRTCSession', ({ session, originator, request }: RTCSessionEvent) => {
    if (String(originator) === 'remote') onOffer(session, (name) => request.getHeader(name));
  });
  ua.start();

  return {
    iceServers: access.iceServers,
    close() {
      isClosed = true;
      clearTimeout(again);
      // The socket first, so that no BYE and no un-REGISTER goes out: the server decides what becomes of a call.
      socket.disconnect();
      ua.stop();
    },
  };
}
