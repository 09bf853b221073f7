/** What people see of a tenant's live state: an agent's own desk, everybody's presence, the queues. Numbers are whole here; the hub masks them per reader. */
import { isSignedIn, type Agent } from '@bahu/domain/agents/agent.ts';
import { pauseNow, usedUpAt, type Pause } from '@bahu/domain/agents/pause.ts';
import { pauseNext, shownSince } from '@bahu/domain/agents/state.ts';
import { legOf, legOfAgent, partyOfAgent, remoteParty, type Call } from '@bahu/domain/callcontrol/call.ts';
import { stageInCall, stageOfTalk } from '@bahu/domain/callcontrol/agent-stage.ts';
import { queueOfNumber } from '@bahu/domain/callcontrol/placing.ts';
import { ringingOffers } from '@bahu/domain/callcontrol/pick-up.ts';
import { timesOf } from '@bahu/domain/callcontrol/segments.ts';
import { longestWaitSince, waitersOf } from '@bahu/domain/callcontrol/standing.ts';
import { supervisedParty } from '@bahu/domain/callcontrol/supervise.ts';
import { isQueueNumber } from '@bahu/domain/numbers/inside.ts';
import type { Queue } from '@bahu/domain/queues/queue.ts';
import { queuesOf, waitingCount } from '@bahu/domain/queues/router.ts';
import { dayNumber } from '@bahu/domain/time/day.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import type {
  DeskState,
  LiveCall,
  ParkedCalls,
  PauseNow,
  Presence,
  PresentAgent,
  LiveQueues,
  SetForAgent,
} from '@bahu/contract/realtime.ts';
import { offeredBy, partiesOf, supervisingOf, supervisorsOf } from './live-parties.ts';

/** A moment as it crosses the wire. */
export const iso = (ms: number): string => new Date(ms).toISOString();

/** Topic `desk`. `ended` is the call that the agent has just had, shown with its outcome for a moment. */
export function deskOf(state: TenantState, agent: Agent, ended: Call | null, now: number): DeskState {
  const call = agent.callId ? state.calls.get(agent.callId) : undefined;
  const second = agent.second ? state.calls.get(agent.second.callId) : undefined;
  const isToday = agent.today.day === dayNumber(now, state.configuration.utcOffsetMinutes);
  return {
    agentId: agent.id,
    state: agent.state,
    chosen: agent.chosen,
    pause: pauseOf(state, agent, now),
    nextPause: nextPauseOf(state, agent),
    setFor: setForAgent(state, agent),
    since: iso(shownSince(agent)),
    wrapUpEndsAt: agent.wrapUpEndsAt === null ? null : iso(agent.wrapUpEndsAt),
    wrapUpCallId: agent.wrapUpEndsAt === null ? null : (agent.wrapUpCallId ?? null),
    isPhoneRegistered: agent.isRegistered,
    ...ownQueues(state, agent),
    softphoneSessionId: agent.sessionId,
    hasDeskPhone: agent.hasDeskPhone,
    mayPop: !agent.hasDeskPhone || agent.deskPhonePops,
    call: call
      ? liveCallOf(state, call, agent, now)
      : ended
        ? { ...liveCallOf(state, ended, agent, now), phase: 'ended' }
        : null,
    second: second ? liveCallOf(state, second, agent, now) : null,
    today: isToday ? { answered: agent.today.answered, placed: agent.today.placed } : { answered: 0, placed: 0 },
  };
}

/** One that is switched off is shown to nobody. */
function ownQueues({ router, queues }: TenantState, agent: Agent): Pick<DeskState, 'queueIds' | 'signedOutQueueIds'> {
  const own = queuesOf(router, agent.id).filter((id) => queues.get(id)?.isEnabled);
  return {
    queueIds: own.filter((id) => isSignedIn(agent, id)),
    signedOutQueueIds: own.filter((id) => !isSignedIn(agent, id)),
  };
}

/** Whom an agent has a call with: number and name as they are known. */
export function otherParty(state: TenantState, call: Call, agent: Agent): { number: string; name: string | null } {
  const isCallee = call.direction === 'internal' && call.agentId !== agent.id;
  return { number: isCallee ? call.ownNumber : call.number, name: otherName(state, call, isCallee) };
}

function liveCallOf(state: TenantState, call: Call, agent: Agent, now: number): LiveCall {
  const leg = legOfAgent(call, agent.id) ?? call.legs.findLast((candidate) => candidate.agentId === agent.id);
  const isCallee = call.direction === 'internal' && call.agentId !== agent.id;
  const other = otherParty(state, call, agent);
  const queue = call.queueId ? state.queues.get(call.queueId) : undefined;
  return {
    callId: call.id,
    legId: leg?.id ?? '',
    isOverPermanent: Boolean(leg?.permanent),
    direction: call.direction,
    phase: phaseFor(call, agent),
    number: other.number,
    numberShown: isCallee || call.ownNumber === '' ? null : call.ownNumber,
    customerId: isCallee ? null : call.customerId,
    customerName: other.name,
    queueName: queue?.name ?? null,
    menuKeys: call.keys,
    startedAt: iso(call.startedAt),
    answeredAt: call.answeredAt === null ? null : iso(call.answeredAt),
    waitedSeconds: Math.round(timesOf(call.segments, call.endedAt ?? now).wait / 1000),
    isRecorded: call.isRecorded && call.recordingStartedAt !== null,
    isFarSilent: remoteParty(call)?.isSilent === true && call.phase === 'talking',
    isOwnSilent: partyOfAgent(call, agent.id)?.isSilent === true && call.phase === 'talking',
    outcome: call.outcome === 'in-progress' ? null : call.outcome,
    isOwner: call.agentId === agent.id,
    offeredBy: offeredBy(state, call, agent),
    parties: partiesOf(state, call, agent),
    supervisedBy: state.configuration.showsSupervision ? supervisorsOf(state, call, agent) : [],
    supervising: supervisingOf(state, call, agent),
  };
}

function otherName(state: TenantState, call: Call, isCallee: boolean): string | null {
  if (call.direction !== 'internal') return call.customerName ?? (call.callerName === '' ? null : call.callerName);
  if (isCallee) return state.agents.get(call.agentId ?? '')?.name ?? null;
  if (isQueueNumber(call.number)) return queueOfNumber(state.configuration, call.number)?.name ?? null;
  for (const agent of state.agents.values()) if (agent.extension === call.number) return agent.name;
  return null;
}

/** Where the agent stands in a call; a call that they are away from waits for them, and one of which they are no part yet rings. */
function phaseFor(call: Call, agent: Agent): LiveCall['phase'] {
  if (call.phase === 'ended') return 'ended';
  const own = partyOfAgent(call, agent.id);
  if (own?.state === 'away') return 'held';
  const stage = own?.kind === 'supervisor' ? stageOfTalk(call, own) : stageInCall(call, agent.id);
  switch (stage) {
    case null:
    case 'offered':
    case 'ringing':
      return 'ringing';
    case 'supervising':
      return 'talking';
    case 'dialing': {
      if (call.phase === 'voicemail') return 'voicemail';
      const isRinging = call.agentId === agent.id && call.phase === 'dialing' && legOf(call, call.remoteId)?.ringingAt;
      return isRinging ? 'alerting' : 'dialing';
    }
    default:
      return stage;
  }
}

/** Topic `presence`, in the order of extensions. */
export function presenceOf(state: TenantState, now: number): Presence {
  const agents = [...state.agents.values()]
    .filter((agent) => agent.isEnabled)
    .sort((a, b) => (a.extension < b.extension ? -1 : 1));
  return { agents: agents.map((agent) => presentAgent(state, agent, now)) };
}

/** One of them. */
export const presentAgent = (state: TenantState, agent: Agent, now: number): PresentAgent => ({
  agentId: agent.id,
  extension: agent.extension,
  name: agent.name,
  state: agent.state,
  pause: pauseOf(state, agent, now),
  since: iso(shownSince(agent)),
  callId: callShown(state, agent),
});

/** Who else has chosen for an agent. */
function setForAgent({ agents }: TenantState, { reason }: Agent): SetForAgent | null {
  if (reason === null || reason.cause === 'own') return null;
  return { cause: reason.cause, byName: agents.get(reason.byAgentId ?? '')?.name ?? null, note: reason.note };
}

/** The named pause in which an agent is; one that the company has taken away is none any more. */
export function pauseOf({ configuration }: TenantState, agent: Agent, now: number): PauseNow | null {
  const pause = configuration.pauses.get(pauseNow(agent) ?? '');
  if (!pause) return null;
  const usedUp = usedUpAt(agent, pause, now, configuration.utcOffsetMinutes);
  return { ...namedPause(pause), usedUpAt: usedUp === null ? null : iso(usedUp) };
}

/** The one in which they will be. */
function nextPauseOf({ configuration }: TenantState, agent: Agent): DeskState['nextPause'] {
  const pause = configuration.pauses.get(pauseNext(agent) ?? '');
  return pause ? namedPause(pause) : null;
}

const namedPause = ({ id, name, nameEn, hue }: Pause) => ({ pauseId: id, name, nameEn, hue });

/** The call in which an agent talks, or one that rings and can be picked up. */
function callShown(state: TenantState, agent: Agent): string | null {
  const call = state.calls.get(agent.callId ?? '');
  if (!call) return null;
  const isOpen =
    supervisedParty(call, agent.id) !== undefined || ringingOffers(call).some(({ agentId }) => agentId === agent.id);
  return isOpen ? call.id : null;
}

/** Topic `parked`, in the order of their numbers. */
export function parkedOf(state: TenantState): ParkedCalls {
  const parked = [...state.calls.values()]
    .filter(({ phase }) => phase === 'parked')
    .sort((a, b) => (a.slot! < b.slot! ? -1 : 1));
  return {
    calls: parked.map((call) => ({
      callId: call.id,
      slot: call.slot!,
      ...whoWaits(state, call),
      parkedBy: parkerOf(state, call),
      since: iso(sinceParked(call)),
    })),
  };
}

const parkerOf = (state: TenantState, { parkedBy }: Call): ParkedCalls['calls'][number]['parkedBy'] => ({
  agentId: parkedBy,
  name: state.agents.get(parkedBy ?? '')?.name ?? '',
});
const sinceParked = ({ segments, startedAt }: Call): number =>
  segments.findLast(({ isMain }) => isMain)?.startedAt ?? startedAt;

function whoWaits(
  state: TenantState,
  call: Call,
): Pick<ParkedCalls['calls'][number], 'number' | 'name' | 'isInternal'> {
  const waiting = remoteParty(call);
  const colleague = state.agents.get(waiting?.agentId ?? '');
  if (colleague) return { number: colleague.extension, name: colleague.name, isInternal: true };
  // Whom the call was about has left: what is known of them says nothing of who waits.
  if (waiting && waiting.number !== call.number) return { number: waiting.number, name: null, isInternal: false };
  return { number: call.number, name: otherName(state, call, false), isInternal: false };
}

/** Queues that are on, and others until the last who waits there is served. */
export const shownQueues = ({ queues, router }: TenantState): Queue[] =>
  [...queues.values()].filter(({ id, isEnabled }) => isEnabled || waitingCount(router, id) > 0);

/** Topic `queues`. */
export const liveQueuesOf = (state: TenantState): LiveQueues => ({
  queues: shownQueues(state).map((queue) => liveQueueOf(state, queue)),
});

function liveQueueOf(state: TenantState, queue: Queue): LiveQueues['queues'][number] {
  const { now, members } = queueNow(state, queue);
  const signedOut = members.filter((agent) => !isSignedIn(agent, queue.id));
  return { ...now, signedOutIds: signedOut.map(({ id }) => id) };
}

/** What is said of a queue to everybody and on the board alike, and its members. */
export function queueNow(
  state: TenantState,
  queue: Queue,
): { now: Omit<LiveQueues['queues'][number], 'signedOutIds'>; members: readonly Agent[] } {
  const { id: queueId, name } = queue;
  const longest = longestWaitSince(state, queueId);
  const members = queue.members.flatMap(({ agentId }) => state.agents.get(agentId) ?? []);
  const ready = members.filter((agent) => agent.state === 'ready' && isSignedIn(agent, queueId)).length;
  const longestSince = longest === null ? null : iso(longest);
  return { now: { queueId, name, ...waitersOf(state, queueId), longestSince, ready }, members };
}
