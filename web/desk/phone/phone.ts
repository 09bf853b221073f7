/** The agent's phone across tabs: elects a leader, lets it register, and gives every tab the same state and the same buttons. */
import type { OwnPhone } from '@bahu/contract/desk.ts';
import type { DeskState, LiveCall } from '@bahu/contract/realtime.ts';
import { idleSoftphone, type Devices, type MediaCall, type Softphone } from '../softphone/softphone.ts';
import { createAnswering, type Answering } from './answering.ts';
import { standForElection, type Election } from './leader.ts';
import { joinPartyLine, type LeaderState, type PartyLine, type PhoneCommand } from './party-line.ts';
import { createRegistrar, type Registrar } from './registrar.ts';

export interface PhoneState extends LeaderState {
  /** Whether the sound comes from this tab. */
  readonly isLeader: boolean;
}

export interface Phone {
  state(): PhoneState;
  watch(listener: () => void): () => void;
  do(command: PhoneCommand): void;
  setDevices(devices: Devices): void;
  /** Stands for election among the tabs; from then on until `close` it may ring. */
  open(): void;
  close(): void;
}

export interface PhoneOptions {
  agentId: string;
  sessionId: string;
  /** Somebody has just typed the password here: the phone is wanted here whoever has it. */
  isFreshSignIn: boolean;
  issue: () => Promise<OwnPhone>;
  /** Loads what speaks SIP; only the leader needs it. */
  loadSoftphone: () => Promise<Softphone>;
  desk: { value: () => DeskState | null; watch: (listener: () => void) => () => void };
  locks: LockManager | undefined;
  openChannel: (name: string) => BroadcastChannel;
}

const unknown: LeaderState = { ...idleSoftphone, isTakenOver: false, lacksDeskPhone: false };

export function createPhone(options: PhoneOptions): Phone {
  const name = `bahu-phone-${options.agentId}`;
  const listeners = new Set<() => void>();
  let told: LeaderState = unknown;
  let state: PhoneState = { ...unknown, isLeader: false };
  let term: Term | null = null;
  let devices: Devices | null = null;
  let line: PartyLine | null = null;
  let election: Election | null = null;

  function refresh(): void {
    const next = term ? term.state() : told;
    state = { ...next, isLeader: term !== null };
    for (const listener of listeners) listener();
    if (term) line?.tell(next);
  }

  function begin(): void {
    term?.end();
    term = election?.isLeader() ? beginTerm(options, refresh, devices) : null;
    refresh();
  }

  return {
    state: () => state,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    do: (command) => (term ? term.do(command) : line?.ask(command)),
    setDevices(next) {
      devices = next;
      term?.setDevices(next);
    },
    open() {
      line = joinPartyLine(options.openChannel(name), {
        onState(next) {
          told = next;
          if (!term) refresh();
        },
        onCommand: (command) => term?.do(command),
        onNewcomer: () => term && line?.tell(term.state()),
      });
      election = standForElection(name, options.locks);
      election.watch(begin);
    },
    close() {
      election?.resign();
      term?.end();
      term = null;
      line?.close();
    },
  };
}

/** The call that goes over the permanent connection. */
function carriedCall(call: LiveCall | null): MediaCall | null {
  if (!call?.isOverPermanent || call.phase === 'ended') return null;
  return { legId: call.legId, state: call.phase === 'ringing' ? 'ringing' : 'up' };
}

/** What the leading tab does while it leads. */
interface Term {
  state(): LeaderState;
  do(command: PhoneCommand): void;
  setDevices(devices: Devices): void;
  end(): void;
}

function beginTerm(options: PhoneOptions, onChange: () => void, given: Devices | null): Term {
  let softphone: Softphone | null = null;
  let registrar: Registrar | null = null;
  let answering: Answering | null = null;
  let devices = given;
  let isOver = false;

  /** The sound is where the server says that the agent is. */
  function attend(): void {
    const call = options.desk.value()?.call;
    if (call) softphone?.attend(call.legId);
    softphone?.carry(carriedCall(call ?? null));
  }
  const stopWatching = options.desk.watch(attend);

  void options.loadSoftphone().then((loaded) => {
    if (isOver) return;
    softphone = loaded;
    if (devices) loaded.setDevices(devices);
    answering = createAnswering({ softphone: loaded, desk: options.desk });
    registrar = createRegistrar({
      softphone: loaded,
      issue: options.issue,
      desk: options.desk,
      sessionId: options.sessionId,
      isFreshSignIn: options.isFreshSignIn,
      onChange,
    });
    loaded.watch(() => {
      attend();
      onChange();
    });
    onChange();
  });

  const commands: Record<PhoneCommand, () => void> = {
    answer: () => answering?.answer(),
    'answer-second': () => softphone?.answerSecond(),
    'hang-up': () => softphone?.hangUp(),
    mute: () => softphone?.setMuted(true),
    unmute: () => softphone?.setMuted(false),
    'echo-zh': () => softphone?.testEcho('zh'),
    'echo-en': () => softphone?.testEcho('en'),
    'echo-stop': () => softphone?.testEcho(null),
    'take-back': () => registrar?.takeBack(),
    'retry-microphone': () => softphone?.prepareMicrophone(),
  };
  return {
    state: () => ({
      ...(softphone?.state() ?? idleSoftphone),
      isTakenOver: registrar?.isTakenOver() ?? false,
      lacksDeskPhone: registrar?.lacksDeskPhone() ?? false,
    }),
    do: (command) => commands[command](),
    setDevices(next) {
      devices = next;
      softphone?.setDevices(next);
    },
    end() {
      isOver = true;
      stopWatching();
      registrar?.end();
      answering?.end();
      softphone?.stop();
    },
  };
}
