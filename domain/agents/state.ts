/** What is shown of an agent: it follows from their wish and from where they stand in their live call, and from nothing that could be left behind (SPEC A2.4, A2.8). */
import type { Agent } from './agent.ts';
import { isSameReason, pausedUntil, type Reason } from './pause.ts';

/** What an agent wants while no call has them. */
export const wishes = ['ready', 'busy', 'away'] as const;

/**
 * Where an agent stands in a call. `offered`: their phone is being called and has not rung yet; `held`: somebody whom they have put on hold waits for them;
 * `reconnecting`: the call waits for a phone that was lost.
 */
export const callStages = [
  'offered',
  'ringing',
  'dialing',
  'talking',
  'held',
  'consulting',
  'conference',
  'supervising',
  'reconnecting',
] as const;
export type CallStage = (typeof callStages)[number];

export const agentStates = ['offline', ...wishes, ...callStages, 'wrap-up'] as const;
export type AgentState = (typeof agentStates)[number];

/** Whether somebody is in a state that only a live call makes. */
export const isCallStage = (state: AgentState): state is CallStage =>
  (callStages as readonly AgentState[]).includes(state);

/** Whether what an agent chooses now begins when what they do is over: a call, or its after-call work. */
export const choosesForLater = (state: AgentState): boolean => isCallStage(state) || state === 'wrap-up';

/** The named pause that an agent has chosen for later, by id, or null. */
export const pauseNext = ({ state, reason }: Pick<Agent, 'state' | 'reason'>): string | null =>
  choosesForLater(state) ? (reason?.pauseId ?? null) : null;

type Wish = Pick<Agent, 'chosen' | 'wrapUpEndsAt' | 'sessionId' | 'isRegistered'>;

/** A call counts before after-call work, that before a phone that is gone, and what they chose comes last. */
export function agentStateOf(
  { chosen, wrapUpEndsAt, sessionId, isRegistered }: Wish,
  stage: CallStage | null,
): AgentState {
  if (stage !== null) return stage;
  if (wrapUpEndsAt !== null) return 'wrap-up';
  return sessionId === null || !isRegistered ? 'offline' : chosen;
}

/** The reason that belongs to a state: that of what they chose, and none of what a call makes of them. */
const reasonIn = (state: AgentState, reason: Reason | null): Reason | null =>
  (wishes as readonly AgentState[]).includes(state) ? reason : null;

/**
 * The agent after an event, in the state that follows. It begins now unless they were in it before the event, for the same reason: what is over in the
 * same moment was no state. The minutes of a named pause that is over are counted.
 */
export function settled(
  agent: Agent,
  before: Agent | undefined,
  stage: CallStage | null,
  { now, utcOffsetMinutes }: { now: number; utcOffsetMinutes: number },
): Agent {
  const state = agentStateOf(agent, stage);
  if (before === undefined) return agent.state === state ? agent : { ...agent, state };
  const goesOn = before.state === state && isSameReason(reasonIn(state, before.reason), reasonIn(state, agent.reason));
  const pausedSince = pausedSinceIn(state, agent, before, now);
  if (!goesOn)
    return { ...agent, state, since: now, pausedSince, pausedToday: pausedUntil(before, now, utcOffsetMinutes) };
  const isSettled = agent.state === state && agent.since === before.since && agent.pausedSince === pausedSince;
  return isSettled ? agent : { ...agent, state, since: before.since, pausedSince };
}

const isPaused = (state: AgentState): boolean => state === 'busy' || state === 'away';

/** Goes on while nothing but their page comes in between: not a call, another wish or signing out. */
function pausedSinceIn(state: AgentState, agent: Agent, before: Agent, now: number): number | null {
  if (!isPaused(state) && (state !== 'offline' || agent.sessionId === null)) return null;
  const isSameWish = agent.chosen === before.chosen && isSameReason(agent.reason, before.reason);
  if (isSameWish && before.pausedSince !== null) return before.pausedSince;
  return isPaused(state) ? now : null;
}

/** Since when people see somebody in their state: who pauses has done so since before their page was loaded anew. */
export const shownSince = ({ state, since, pausedSince }: Pick<Agent, 'state' | 'since' | 'pausedSince'>): number =>
  isPaused(state) ? (pausedSince ?? since) : since;

/** A state of an agent that is over; moments in epoch milliseconds. */
export interface Stay {
  readonly agentId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly state: AgentState;
  readonly nextState: AgentState;
  /** The call that it was about. */
  readonly callId: string | null;
  readonly reason: Reason | null;
  readonly nextReason: Reason | null;
}

/** The state that is over with a change, or null when it goes on. The next one begins at the moment at which this one ends. */
export function stayOver(before: Agent, after: Agent): Stay | null {
  if (before.state === after.state && before.since === after.since) return null;
  const callId = before.state === 'wrap-up' ? (before.wrapUpCallId ?? null) : before.callId;
  return {
    agentId: before.id,
    startedAt: before.since,
    endedAt: after.since,
    state: before.state,
    nextState: after.state,
    callId,
    reason: reasonIn(before.state, before.reason),
    nextReason: reasonIn(after.state, after.reason),
  };
}
