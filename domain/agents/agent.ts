/** An agent's state: what they chose, what their phone is, and what their call makes of it (SPEC A2.4, A2.8). */
import type { DialNumber, Home } from '../numbers/dial.ts';
import type { LongDistance } from '../numbers/long-distance.ts';
import { isAbroad, rangeOf, type ClosedRange } from '../numbers/ranges.ts';
import type { Skills } from '../queues/needs.ts';
import type { SignInMethod } from '../sign-in/methods.ts';
import { dayNumber } from '../time/day.ts';
import type { Box } from './box.ts';
import type { Codec } from './codecs.ts';
import type { Exception } from './exception.ts';
import type { PausedToday, Reason } from './pause.ts';
import type { PermanentLeg } from './permanent-leg.ts';
import { agentStateOf, type AgentState, type wishes } from './state.ts';

export type Chosen = (typeof wishes)[number];

/** What was set up for an agent; the rest of them is live. */
export interface SavedAgent {
  /** Of the agent and the user alike. */
  readonly id: string;
  readonly extension: string;
  readonly name: string;
  readonly departmentId: string | null;
  readonly isEnabled: boolean;
  readonly isRecorded: boolean;
  readonly wrapUpSeconds: number;
  /** What their calls show, E.164; null for the tenant's standard caller ID. */
  readonly callerId: string | null;
  /** What calls outside show into which they take somebody else's call; null for `callerId`. */
  readonly transferCallerId: string | null;
  /** The only trunk of their calls outside; null for any. */
  readonly trunkId: string | null;
  /** 普通员工 (`staff`) place no calls outside. */
  readonly kind: 'agent' | 'administrator' | 'staff';
  readonly mayCallDomestic: boolean;
  readonly mayCallInternational: boolean;
  /** 内线坐席: calls with colleagues only, in and out. */
  readonly isInsideOnly: boolean;
  /** From where they may sign in and on what they may telephone. */
  readonly signInMethod: SignInMethod;
  /** 话机时WEB弹屏: whether their page shows the customer while they telephone at a desk phone. */
  readonly deskPhonePops: boolean;
  readonly skills: Skills;
  /** May have a second call while the first waits, from their role. */
  readonly hasSecondCall: boolean;
  /** Agent groups of which they are a member. */
  readonly groupIds: readonly string[];
  /** The mobile to which callers who want them go while they cannot be rung, E.164, and when; null for none. */
  readonly mobile: DialNumber | null;
  readonly mobileWhen: readonly Exception[];
  /** Whether they dial mobiles of elsewhere with the 0 of long distance. */
  readonly longDistance: LongDistance;
  /** Where callers whom they do not take leave a message; null: nowhere. */
  readonly box: Box | null;
  /** Whether one leg to their browser stays up while they are ready. */
  readonly keepsPermanentLeg: boolean;
  /** What their phone speaks, the preferred first. */
  readonly codecs: readonly Codec[];
}

/** A call that an agent has, and what they do in it. `legId` is null while their phone is lost. */
export interface AgentCall {
  readonly callId: string;
  readonly legId: string | null;
  readonly onCall: 'ringing' | 'dialing' | 'talking';
}

/** What an agent has done on a day of `dayNumber`: calls taken and placed, and milliseconds talked with callers and with those whom they called. */
export interface AgentDay {
  readonly day: number;
  readonly answered: number;
  readonly placed: number;
  readonly talkInMs: number;
  readonly talkOutMs: number;
}
export const emptyDay: AgentDay = { day: 0, answered: 0, placed: 0, talkInMs: 0, talkOutMs: 0 };

export interface Agent extends SavedAgent {
  readonly chosen: Chosen;
  /** Why they have chosen it, or who has done so for them; null where nothing is said. */
  readonly reason: Reason | null;
  /** When that was, epoch milliseconds: it holds through the calls that they have meanwhile. */
  readonly chosenAt: number;
  readonly pausedToday: PausedToday;
  /** Queues of theirs to which they are signed out: they get no offers of their callers. */
  readonly signedOutOf: readonly string[];
  /** Offers in a row that rang out at them. */
  readonly missedInRow: number;
  /** Whether their softphone is reachable now. */
  readonly isRegistered: boolean;
  /** Whether their phone is a SIP desk phone, and not the page. */
  readonly hasDeskPhone: boolean;
  /** The session that holds the softphone. */
  readonly sessionId: string | null;
  /** The call in which they are; its leg, and what they do in it. */
  readonly callId: string | null;
  readonly legId: string | null;
  readonly onCall: 'ringing' | 'dialing' | 'talking' | null;
  /** Their other call: it waits for them, or rings while they talk. Never without a call in which they are. */
  readonly second: AgentCall | null;
  /** They have talked in a call that ended while they had another: the after-call work comes behind the last. */
  readonly owesWrapUp: boolean;
  /** What is shown and recorded of them, after each event (`settled`). */
  readonly state: AgentState;
  /** Since when `state` holds, epoch milliseconds. */
  readonly since: number;
  /**
   * Since when they are busy or away, epoch milliseconds, also while their page is loaded anew, which is a state of its own; null of everybody else.
   */
  readonly pausedSince: number | null;
  /** Since when they could have taken a call; longest-idle compares this. */
  readonly idleSince: number;
  readonly wrapUpEndsAt: number | null;
  /** The call in which they talked last, whose after-call work it is; absent in agents that were stored before this was. */
  readonly wrapUpCallId?: string | null;
  /** When the last call in which they talked was over for them; absent in agents that were stored before this was. */
  readonly lastTalkedAt?: number;
  /** No offers until then: the pause after a call that they let ring. */
  readonly noAnswerDelayUntil: number;
  readonly today: AgentDay;
  /** The leg to their browser that stays up; absent in agents that were stored before this was. */
  readonly permanentLeg: PermanentLeg | null;
  /** None is opened until then, epoch milliseconds. */
  readonly permanentLegAfter: number;
}

/**
 * Seconds without offers after a missed offer that came from no queue: a queue has its own pause, so that one absent agent does not swallow its whole
 * patience.
 */
export const missPauseSeconds = 3;

/** Whether they could take a call as they are now, which within an event is ahead of `state`. */
export const isReady = (agent: Agent): boolean => agent.onCall === null && agentStateOf(agent, null) === 'ready';

/** Field by field, because a spread of so many is copied at run time property by property. */
const copyAgent = (agent: Agent): { -readonly [K in keyof Agent]-?: Agent[K] } => ({
  id: agent.id,
  extension: agent.extension,
  name: agent.name,
  departmentId: agent.departmentId,
  isEnabled: agent.isEnabled,
  isRecorded: agent.isRecorded,
  wrapUpSeconds: agent.wrapUpSeconds,
  callerId: agent.callerId,
  transferCallerId: agent.transferCallerId,
  trunkId: agent.trunkId,
  kind: agent.kind,
  mayCallDomestic: agent.mayCallDomestic,
  mayCallInternational: agent.mayCallInternational,
  isInsideOnly: agent.isInsideOnly,
  signInMethod: agent.signInMethod,
  deskPhonePops: agent.deskPhonePops,
  skills: agent.skills,
  hasSecondCall: agent.hasSecondCall,
  groupIds: agent.groupIds,
  mobile: agent.mobile,
  mobileWhen: agent.mobileWhen,
  longDistance: agent.longDistance,
  box: agent.box,
  keepsPermanentLeg: agent.keepsPermanentLeg,
  codecs: agent.codecs,
  chosen: agent.chosen,
  reason: agent.reason,
  chosenAt: agent.chosenAt,
  pausedToday: agent.pausedToday,
  signedOutOf: agent.signedOutOf,
  missedInRow: agent.missedInRow,
  isRegistered: agent.isRegistered,
  hasDeskPhone: agent.hasDeskPhone,
  sessionId: agent.sessionId,
  callId: agent.callId,
  legId: agent.legId,
  onCall: agent.onCall,
  second: agent.second,
  owesWrapUp: agent.owesWrapUp,
  state: agent.state,
  since: agent.since,
  pausedSince: agent.pausedSince,
  idleSince: agent.idleSince,
  wrapUpEndsAt: agent.wrapUpEndsAt,
  wrapUpCallId: agent.wrapUpCallId ?? null,
  lastTalkedAt: agent.lastTalkedAt ?? 0,
  noAnswerDelayUntil: agent.noAnswerDelayUntil,
  today: agent.today,
  permanentLeg: agent.permanentLeg,
  permanentLegAfter: agent.permanentLegAfter,
});

/** Applies a change; whoever becomes ready by it is so since now. */
export function changeAgent(agent: Agent, change: Partial<Agent>, now: number): Agent {
  const next = Object.assign(copyAgent(agent), change);
  return isReady(next) && !isReady(agent) ? Object.assign(next, { idleSince: now }) : next;
}

/** Since when the agent may be offered a call, or null when they may not. */
export const freeSince = (agent: Agent, now: number): number | null =>
  agent.isEnabled && isReady(agent) && agent.noAnswerDelayUntil <= now ? agent.idleSince : null;

/** Whether they take calls of a queue whose member they are. */
export const isSignedIn = ({ signedOutOf }: Pick<Agent, 'signedOutOf'>, queueId: string): boolean =>
  !signedOutOf.includes(queueId);

/** Since when they may be offered a call from outside, or null when they may not: inside-only agents never are. */
export const freeForOutsideSince = (agent: Agent, now: number): number | null =>
  agent.isInsideOnly ? null : freeSince(agent, now);

/** Why an agent may not call a number outside, as the code of the refusal. */
export type CallBar =
  | 'phone.not-allowed'
  | 'phone.international-not-allowed'
  | 'phone.premium-closed'
  | 'phone.satellite-closed';

/** Why nobody of the company may call a number, or null when they may: its range is closed to all and has not been opened. */
export function whyClosed(
  number: DialNumber,
  { home, openRanges }: { home: Home; openRanges: readonly ClosedRange[] },
): CallBar | null {
  const range = rangeOf(number, home);
  if (range === 'premium' && !openRanges.includes(range)) return 'phone.premium-closed';
  return range === 'satellite' && !openRanges.includes(range) ? 'phone.satellite-closed' : null;
}

/**
 * Why the agent may not call a number outside, or null when they may. Premium and satellite numbers are closed to all unless the company has the
 * range opened; then the right for the number's country still decides, and satellites are abroad.
 */
export function whyNotCall(
  agent: SavedAgent,
  number: DialNumber,
  tenant: { home: Home; openRanges: readonly ClosedRange[] },
): CallBar | null {
  if (agent.isInsideOnly || agent.kind === 'staff') return 'phone.not-allowed';
  const closed = whyClosed(number, tenant);
  if (closed) return closed;
  if (isAbroad(number, tenant.home)) return agent.mayCallInternational ? null : 'phone.international-not-allowed';
  return agent.mayCallDomestic ? null : 'phone.not-allowed';
}

/** Their counts of a day: nothing of an earlier one. */
export const onDay = (counts: AgentDay, day: number): AgentDay => (counts.day === day ? counts : { ...emptyDay, day });

/** Their counts for the day of `now`, from zero when the day is new. */
export function countToday(agent: Agent, what: 'answered' | 'placed', now: number, utcOffsetMinutes: number): AgentDay {
  const today = onDay(agent.today, dayNumber(now, utcOffsetMinutes));
  return { ...today, [what]: today[what] + 1 };
}

/** With what they have talked in a call that is over for them. */
export function talkedToday(counts: AgentDay, day: number, isInbound: boolean, talkMs: number): AgentDay {
  const today = onDay(counts, day);
  return isInbound
    ? { ...today, talkInMs: today.talkInMs + talkMs }
    : { ...today, talkOutMs: today.talkOutMs + talkMs };
}

/** The call in which they are, and their other one. */
export function callsOf({ callId, legId, onCall, second }: Agent): AgentCall[] {
  const first = callId === null ? [] : [{ callId, legId, onCall: onCall! }];
  return second === null ? first : [...first, second];
}

/** One of their calls, or undefined when it is none of theirs. */
export function callOfAgent(agent: Agent, callId: string): AgentCall | undefined {
  if (agent.callId === callId) return { callId, legId: agent.legId, onCall: agent.onCall! };
  return agent.second?.callId === callId ? agent.second : undefined;
}

/** With one more call: the only one, or one that rings while they have another. */
export const withCall = (agent: Agent, call: AgentCall): Partial<Agent> =>
  agent.callId === null ? call : { second: call };

/** With a change in one of their calls; nothing where it is none of theirs. */
export function inCall(
  agent: Agent,
  callId: string,
  change: Partial<Pick<AgentCall, 'legId' | 'onCall'>>,
): Partial<Agent> {
  if (agent.callId === callId) return change;
  return agent.second?.callId === callId ? { second: { ...agent.second, ...change } } : {};
}

/** They go over to this call of theirs, and the other one waits. */
export function goingOver(agent: Agent, callId: string): Partial<Agent> {
  const { second } = agent;
  if (second?.callId !== callId || agent.callId === null) return {};
  return { ...second, second: { callId: agent.callId, legId: agent.legId, onCall: agent.onCall! } };
}

/** A call is over for them: on with their other one, else after-call work when they talked in any, else back to what they chose. */
export function afterCall(agent: Agent, callId: string, hasTalked: boolean, now: number): Agent {
  const owesWrapUp = hasTalked || agent.owesWrapUp;
  const other = callsOf(agent).find((one) => one.callId !== callId);
  const lastTalkedAt = hasTalked ? now : (agent.lastTalkedAt ?? 0);
  const wrapUpCallId = hasTalked ? callId : (agent.wrapUpCallId ?? null);
  if (other) return changeAgent(agent, { ...other, second: null, owesWrapUp, wrapUpCallId, lastTalkedAt }, now);
  const wrapUpEndsAt = owesWrapUp && agent.wrapUpSeconds > 0 ? now + agent.wrapUpSeconds * 1000 : null;
  return changeAgent(
    agent,
    { callId: null, legId: null, onCall: null, owesWrapUp: false, wrapUpEndsAt, wrapUpCallId, lastTalkedAt },
    now,
  );
}
