/** Keeps the leading tab's softphone registered, and steps back when another sign-in has taken the phone over. */
import type { SoftphoneAccess } from '@bahu/contract/desk.ts';
import type { DeskState } from '@bahu/contract/realtime.ts';
import type { Softphone } from '../softphone/softphone.ts';

export interface Registrar {
  isTakenOver(): boolean;
  takeBack(): void;
  end(): void;
}

export interface RegistrarOptions {
  softphone: Softphone;
  issue: () => Promise<SoftphoneAccess>;
  desk: { value: () => DeskState | null; watch: (listener: () => void) => () => void };
  sessionId: string;
  isFreshSignIn: boolean;
  onChange: () => void;
}

/** How long to wait for the desk's state before registering without it. */
const deskPatienceMs = 1500;
const issueAgainMs = 2000;
/** A WebSocket can hang while it opens, for minutes and without a word. */
const stuckMs = 12_000;

/** Who has the phone, seen from one session: nobody known, this one, another one. */
export function holder(desk: DeskState | null, sessionId: string): 'unknown' | 'mine' | 'other' {
  if (!desk?.softphoneSessionId) return 'unknown';
  return desk.softphoneSessionId === sessionId ? 'mine' : 'other';
}

export function createRegistrar(options: RegistrarOptions): Registrar {
  const { softphone, issue, desk, sessionId, isFreshSignIn, onChange } = options;
  let isTakenOver = false;
  /** After issuing, the topic may still name the former holder for a moment; only a loss after that counts. */
  let hasBeenMine = false;
  let isBegun = false;
  let isMinting = false;
  let isOver = false;
  const again = createAlarm(() => register());
  const stuck = createAlarm(() => {
    if (!isTakenOver) register();
  });

  function setTakenOver(next: boolean): void {
    if (next === isTakenOver) return;
    isTakenOver = next;
    onChange();
  }

  function begin(): void {
    if (isBegun || isOver) return;
    isBegun = true;
    if (!isFreshSignIn && holder(desk.value(), sessionId) === 'other') setTakenOver(true);
    else register();
  }

  function register(): void {
    again.stop();
    if (isMinting || isOver) return;
    isMinting = true;
    hasBeenMine = false;
    setTakenOver(false);
    const started = issue().then((access) => {
      if (!isOver && !isTakenOver) softphone.start(access);
    });
    void started.catch(registerLater).finally(() => (isMinting = false));
  }

  function registerLater(): void {
    again.stop();
    if (!isOver && !isTakenOver) again.set(issueAgainMs + Math.random() * issueAgainMs);
  }

  function read(): void {
    if (!isBegun && desk.value()) begin();
    const now = holder(desk.value(), sessionId);
    if (now === 'mine') hasBeenMine = true;
    if (now !== 'other' || !hasBeenMine || isTakenOver) return;
    softphone.stop();
    setTakenOver(true);
  }

  const leaveDesk = desk.watch(read);
  const leaveSoftphone = softphone.watch(() => {
    const { registration } = softphone.state();
    if (registration === 'refused') registerLater();
    if (registration === 'connecting' || registration === 'retrying') stuck.set(stuckMs);
    else stuck.stop();
  });
  const patience = setTimeout(begin, deskPatienceMs);
  read();

  return {
    isTakenOver: () => isTakenOver,
    takeBack: register,
    end() {
      isOver = true;
      again.stop();
      stuck.stop();
      clearTimeout(patience);
      leaveDesk();
      leaveSoftphone();
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
