/**
 * Keeps the leading tab's softphone registered, and steps back when another sign-in has taken the phone over. The server says what rings: an agent with a
 * desk phone has no softphone here, and the microphone is not asked for.
 */
import type { OwnPhone } from '@bahu/contract/desk.ts';
import type { DeskState } from '@bahu/contract/realtime.ts';
import { failedWith } from '../../lib/failure.ts';
import type { Softphone } from '../softphone/softphone.ts';

export interface Registrar {
  isTakenOver(): boolean;
  /** The agent is to use a desk phone and has none. */
  lacksDeskPhone(): boolean;
  takeBack(): void;
  end(): void;
}

export interface RegistrarOptions {
  softphone: Softphone;
  issue: () => Promise<OwnPhone>;
  desk: { value: () => DeskState | null; watch: (listener: () => void) => () => void };
  sessionId: string;
  isFreshSignIn: boolean;
  onChange: () => void;
}

/** How long to wait for the desk's state before registering without it. */
const deskPatienceMs = 1500;
const issueAgainMs = 2000;
/** Until it is seen whether somebody has set a desk phone up. */
const lackingMs = 15_000;
/** A WebSocket can hang while it opens, for minutes and without a word. */
const stuckMs = 12_000;

/** Who has the phone, seen from one session: nobody known, this one, another one. */
export function holder(desk: DeskState | null, sessionId: string): 'unknown' | 'mine' | 'other' {
  if (!desk?.softphoneSessionId) return 'unknown';
  return desk.softphoneSessionId === sessionId ? 'mine' : 'other';
}

export function createRegistrar(options: RegistrarOptions): Registrar {
  const { softphone, issue, desk, sessionId, isFreshSignIn, onChange } = options;
  const isTakenOver = createFlag(onChange);
  const lacksDeskPhone = createFlag(onChange);
  const start = createStart(softphone);
  /** After issuing, the topic may still name the former holder for a moment; only a loss after that counts. */
  let hasBeenMine = false;
  let isBegun = false;
  let isMinting = false;
  let isOver = false;
  const again = createAlarm(() => register());
  const stuck = createAlarm(() => {
    if (!isTakenOver.is()) register();
  });

  function begin(): void {
    if (isBegun || isOver) return;
    isBegun = true;
    if (!isFreshSignIn && holder(desk.value(), sessionId) === 'other') isTakenOver.set(true);
    else register();
  }

  function register(): void {
    again.stop();
    if (isMinting || isOver) return;
    isMinting = true;
    hasBeenMine = false;
    isTakenOver.set(false);
    const started = issue().then((phone) => {
      lacksDeskPhone.set(false);
      if (!isOver && !isTakenOver.is()) start(phone);
    });
    void started.catch(registerAfter).finally(() => (isMinting = false));
  }

  function registerAfter(error: unknown): void {
    const isLacking = failedWith(error, 'phone.no-desk-phone');
    lacksDeskPhone.set(isLacking);
    if (!isLacking) return registerLater();
    softphone.stop();
    if (!isOver) again.set(lackingMs);
  }

  function registerLater(): void {
    again.stop();
    if (!isOver && !isTakenOver.is()) again.set(issueAgainMs + Math.random() * issueAgainMs);
  }

  function read(): void {
    if (!isBegun && desk.value()) begin();
    const now = holder(desk.value(), sessionId);
    if (now === 'mine') hasBeenMine = true;
    // Taken away, as when another way to telephone was set: the server knows which.
    if (hasBeenMine && desk.value()?.softphoneSessionId === null) registerLater();
    if (now !== 'other' || !hasBeenMine || isTakenOver.is()) return;
    softphone.stop();
    isTakenOver.set(true);
  }

  const patience = setTimeout(begin, deskPatienceMs);
  const leave = [
    desk.watch(read),
    watchConnection(softphone, { onRefused: registerLater, stuck }),
    () => clearTimeout(patience),
    again.stop,
    stuck.stop,
  ];
  read();

  return {
    isTakenOver: isTakenOver.is,
    lacksDeskPhone: lacksDeskPhone.is,
    takeBack: register,
    end() {
      isOver = true;
      for (const stop of leave) stop();
    },
  };
}

/** Rings once, so many milliseconds after it was set, unless it is stopped before. Set again meanwhile, it keeps its time. */
function createAlarm(ring: () => void): { set(ms: number): void; stop(): void } {
  let handle: ReturnType<typeof setTimeout> | undefined;
  return {
    set(ms) {
      handle ??= setTimeout(() => {
        handle = undefined;
        ring();
      }, ms);
    },
    stop() {
      clearTimeout(handle);
      handle = undefined;
    },
  };
}

/** Begins with what the server says that rings. The browser asks people for the microphone once, and not where they have a desk phone. */
function createStart(softphone: Softphone): (phone: OwnPhone) => void {
  let hasMicrophone = false;
  return ({ access }) => {
    if (access === null) return softphone.stop();
    if (!hasMicrophone) softphone.prepareMicrophone();
    hasMicrophone = true;
    softphone.start(access);
  };
}

/** What becomes of the softphone's connection. Returns what ends the watch. */
function watchConnection(
  softphone: Softphone,
  { onRefused, stuck }: { onRefused: () => void; stuck: ReturnType<typeof createAlarm> },
): () => void {
  return softphone.watch(() => {
    const { registration } = softphone.state();
    if (registration === 'refused') onRefused();
    if (registration === 'connecting' || registration === 'retrying') stuck.set(stuckMs);
    else stuck.stop();
  });
}

/** What is so or not; tells when that changes. */
function createFlag(onChange: () => void): { is(): boolean; set(next: boolean): void } {
  let isSet = false;
  return {
    is: () => isSet,
    set(next) {
      if (next === isSet) return;
      isSet = next;
      onChange();
    },
  };
}
