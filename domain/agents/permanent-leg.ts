/**
 * The permanent leg of an agent's browser: it stays up while they are ready, so that their next call has audio at once (docs/decisions/0045). It is no
 * call: nobody is heard on it, nothing is recorded, and no record says anything of it.
 */
import type { Agent } from './agent.ts';

export interface PermanentLeg {
  /** Our id, the media server's channel id, and that of the bridge in which it stands alone. */
  readonly id: string;
  /** The browser has answered. */
  readonly isUp: boolean;
}

/** How the leg of a call goes over the permanent leg of its agent: it has a far end, which is brought to that when both have happened. */
export interface OnPermanentLeg {
  readonly id: string;
  /** The far end is under our control. */
  readonly isThere: boolean;
  /** The agent has taken the call, or has asked for it. */
  readonly isTaken: boolean;
}

/** Milliseconds after the end of a permanent leg that was none of our doing until the next try: a browser that refuses it is not called in a loop. */
export const permanentLegPauseMs = 30_000;

type Keeper = Pick<
  Agent,
  'keepsPermanentLeg' | 'isEnabled' | 'hasDeskPhone' | 'chosen' | 'sessionId' | 'isRegistered' | 'callId'
>;
/** In a pause the microphone is nobody's. */
const wantsIt = (agent: Keeper): boolean =>
  agent.keepsPermanentLeg &&
  agent.isEnabled &&
  !agent.hasDeskPhone &&
  agent.chosen === 'ready' &&
  agent.sessionId !== null &&
  agent.isRegistered;

/** Whether an agent without a permanent leg gets one now: between calls, also in the work after one. `now` is epoch milliseconds. */
export const getsPermanentLeg = (agent: Keeper & Pick<Agent, 'permanentLegAfter'>, now: number): boolean =>
  wantsIt(agent) && agent.callId === null && agent.permanentLegAfter <= now;

/** Whether an agent who has a permanent leg goes on having it: whatever is set, while a call needs it. */
export const keepsPermanentLeg = (agent: Keeper): boolean => agent.callId !== null || wantsIt(agent);

/** How a new leg of a call goes over the agent's permanent leg; null when that is not up, and their phone is called. */
export const overPermanentLeg = (
  { permanentLeg }: Pick<Agent, 'permanentLeg'>,
  isAutomatic: boolean,
): OnPermanentLeg | null => (permanentLeg?.isUp ? { id: permanentLeg.id, isThere: false, isTaken: isAutomatic } : null);
