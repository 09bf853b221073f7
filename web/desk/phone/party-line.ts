/** How the tabs of one browser talk about the phone: the leader tells its state, the others ask it to act. */
import type { SoftphoneState } from '../softphone/softphone.ts';

export type PhoneCommand =
  | 'answer'
  | 'answer-second'
  | 'hang-up'
  | 'mute'
  | 'unmute'
  | 'take-back'
  | 'echo-zh'
  | 'echo-en'
  | 'echo-stop'
  | 'retry-microphone';

/** What the leader tells: its softphone, whether another sign-in has taken the phone over, and whether a desk phone is wanted that is not there. */
export interface LeaderState extends SoftphoneState {
  readonly isTakenOver: boolean;
  readonly lacksDeskPhone: boolean;
}

type Message = { say: 'state'; state: LeaderState } | { say: 'who' } | { say: 'do'; command: PhoneCommand };

export interface PartyLine {
  /** As leader: to all others. */
  tell(state: LeaderState): void;
  /** As follower: to the leader. */
  ask(command: PhoneCommand): void;
  close(): void;
}

interface Handlers {
  onState: (state: LeaderState) => void;
  onCommand: (command: PhoneCommand) => void;
  /** A tab has just opened and knows nothing. */
  onNewcomer: () => void;
}

export function joinPartyLine(channel: BroadcastChannel, { onState, onCommand, onNewcomer }: Handlers): PartyLine {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel within one origin takes no target
  const post = (message: Message) => channel.postMessage(message);
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.say === 'state') onState(data.state);
    if (data.say === 'do') onCommand(data.command);
    if (data.say === 'who') onNewcomer();
  });
  post({ say: 'who' });
  return {
    tell: (state) => post({ say: 'state', state }),
    ask: (command) => post({ say: 'do', command }),
    close: () => channel.close(),
  };
}
