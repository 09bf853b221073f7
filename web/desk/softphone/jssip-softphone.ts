/** The softphone by JsSIP over the SIP WebSocket of our own origin. */
import type { SoftphoneAccess } from '@bahu/contract/desk.ts';
import type { Measured } from '@bahu/domain/voice-quality/measure.ts';
import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import type { RTCSessionEvent } from 'jssip/lib/UA.js';
import { createHeldCalls, type HeldCall, type HeldCalls } from './held-calls.ts';
import { callOfLeg, decide, isPermanentInvite, readInvite, type Invite } from './invite.ts';
import { createMediaSession, type MediaSession } from './media-session.ts';
import { closeStream, openMicrophone } from './microphone.ts';
import { createMutedCalls, type KeptCalls, type MutedCalls } from './muted-calls.ts';
import { createPermanentLeg, type PermanentLeg } from './permanent-leg.ts';
import { idleSoftphone, type Devices, type Softphone, type SoftphoneState } from './softphone.ts';

/** Milliseconds before registering again after an answer other than yes. */
const registerAgainMs = 2000;
const registerSeconds = 120;

export interface JsSipOptions {
  /** The origin's WebSocket scheme and host, e.g. wss://phone.example.com */
  origin: string;
  devices: Devices;
  /** Where the calls that are muted are kept. */
  muted: KeptCalls;
  /** How a call sounded here for about five seconds. */
  onStretch: (callId: string, measured: Measured) => void;
}

/** What is shown of the calls that are held. */
const shownOf = ([first, second]: readonly HeldCall[], muted: MutedCalls): Partial<SoftphoneState> => ({
  call: first?.call ?? null,
  second: second?.call ?? null,
  quality: first?.quality ?? null,
  trouble: first?.trouble ?? null,
  isMuted: first !== undefined && muted.has(first.call.legId),
});

export function createJsSipSoftphone({ origin, devices: given, muted: kept, onStretch }: JsSipOptions): Softphone {
  const listeners = new Set<() => void>();
  let state: SoftphoneState = idleSoftphone;
  let devices = given;
  let line: Line | null = null;
  const muted = createMutedCalls(kept);
  const permanent = createPermanentLeg(muted, show);
  const held = createHeldCalls(show);

  const own: Own = { iceServers: () => line?.iceServers ?? [], devices: () => devices, onStretch, change };
  const echo = createEcho(own, () => (state.call ? null : (line?.ua ?? null)));

  function show(): void {
    const calls = held.all();
    change({ ...shownOf(calls, muted), ...(calls.length > 0 ? { isPermanent: false } : permanent.shown()) });
  }

  function change(part: Partial<SoftphoneState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  function offer(session: RTCSession, header: (name: string) => string | undefined): void {
    if (isPermanentInvite(header)) return stay(session, permanent, own);
    const invite = readInvite(header);
    const calls = held.all().map(({ call }) => call);
    const decision = decide(invite, calls);
    if (!invite || decision.do !== 'take')
      return session.terminate({ status_code: decision.do === 'busy' ? 486 : 403 });
    echo.end();
    take(session, { ...invite, instead: decision.instead }, held, muted, own);
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
      echo.end();
      held.forget();
      permanent.forget();
      change({ ...idleSoftphone, problem: state.problem });
    },
    answer() {
      const [first] = held.all();
      if (first) first.media.answer();
      else permanent.take();
    },
    carry(call) {
      if (call?.state === 'up') echo.end();
      permanent.carry(call);
    },
    testEcho: (language) => (language === null ? echo.end() : echo.begin(language)),
    answerSecond: () => held.all()[1]?.media.answer(),
    attend: (legId) => held.attend(legId),
    hangUp: () => (held.all()[0]?.media ?? permanent).end(),
    setMuted: (isMuted) => (held.all().length > 0 ? held.mute(isMuted, muted) : permanent.mute(isMuted)),
    setDevices(next) {
      devices = next;
      for (const { media } of [...held.all(), { media: permanent }]) media.setDevices(next);
    },
    prepareMicrophone() {
      void openMicrophone(devices.microphone).then(({ stream, problem }) => {
        closeStream(stream);
        change({ problem });
      });
    },
  };
}

/** What every connection of the softphone goes by. */
interface Own {
  iceServers: () => RTCIceServer[];
  devices: () => Devices;
  onStretch: JsSipOptions['onStretch'];
  change: (part: Partial<SoftphoneState>) => void;
}

function take(
  session: RTCSession,
  { legId, isAutomatic, instead }: Invite & { instead: string | null },
  held: HeldCalls,
  muted: MutedCalls,
  own: Own,
): void {
  const media: MediaSession = createMediaSession(session, {
    iceServers: own.iceServers(),
    devices: own.devices(),
    isMuted: muted.has(legId),
    isAttended: held.hasSound(instead),
    onState: (now) => held.update(media, ({ call }) => ({ call: { ...call, state: now } })),
    onQuality: (quality) => held.update(media, () => ({ quality })),
    onStretch: (measured) => own.onStretch(callOfLeg(legId), measured),
    onTrouble: (trouble) => held.update(media, () => ({ trouble })),
    onProblem: (problem) => held.all().some((one) => one.media === media) && own.change({ problem }),
    onEnd: () => held.remove(media),
  });
  held.add({ call: { legId, state: 'ringing' }, media, quality: null, trouble: null }, instead);
  if (isAutomatic) media.answer();
}

/** Answered by itself, and attended to by nobody until a call goes over it. */
function stay(session: RTCSession, permanent: PermanentLeg, own: Own): void {
  const media: MediaSession = createMediaSession(session, {
    iceServers: own.iceServers(),
    devices: own.devices(),
    isMuted: false,
    isAttended: false,
    onState: (now) => now === 'up' && permanent.isUp(media),
    onQuality: (quality) => permanent.tell(media, { quality }),
    onStretch: (measured) => {
      const call = permanent.carried();
      if (call) own.onStretch(callOfLeg(call.legId), measured);
    },
    onTrouble: (trouble) => permanent.tell(media, { trouble }),
    onProblem: (problem) => own.change({ problem }),
    onEnd: () => permanent.remove(media),
  });
  permanent.begin(media);
  media.answer();
}

/** The echo test, loaded when it is wanted; `freeUa`: what can call, where no call is. */
function createEcho({ iceServers, devices, change }: Own, freeUa: () => UA | null) {
  let stop = (): void => {};
  const end = (): void => {
    stop();
    stop = () => {};
  };
  async function call(language: 'zh' | 'en'): Promise<void> {
    const { startEchoTest } = await import('./echo-test.ts');
    const ua = freeUa();
    if (!ua) return;
    end();
    stop = startEchoTest({
      ua,
      language,
      devices: devices(),
      iceServers: iceServers(),
      onState: (echo) => change({ echo }),
      onProblem: (problem) => change({ problem }),
    });
  }
  return { begin: (language: 'zh' | 'en') => void call(language), end };
}

interface Line {
  ua: UA;
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
    again = setTimeout(
      () => !isClosed && ua.isConnected() && ua.register(),
      registerAgainMs + Math.random() * registerAgainMs,
    );
    return undefined;
  });
  ua.on('newRTCSession', ({ session, originator, request }: RTCSessionEvent) => {
    if (String(originator) === 'remote') onOffer(session, (name) => request.getHeader(name));
  });
  ua.start();

  return {
    ua,
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
