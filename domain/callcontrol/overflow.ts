/** Callers whom a queue does not keep, because they waited too long, it is full or nobody is there: on to where it says, as long as that leads anywhere. */
import { isSignedIn, type Agent } from '../agents/agent.ts';
import type { EmptyRule, OverflowGoal } from '../queues/overflow.ts';
import type { Queue } from '../queues/queue.ts';
import { secondsBetween } from '../time/day.ts';
import { enterMenuOf } from './arrival.ts';
import type { Call, Offer } from './call.ts';
import { refusedOutside } from './company-call.ts';
import { dropOffer, endLeg, type LegEnd } from './ending.ts';
import { offerNumber, withdrawOffers } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { companyTrunk } from './placing.ts';
import { isBarred } from './reachable.ts';
import { sayGoodbye, stopPlaying } from './sound.ts';
import { music } from './topology.ts';
import { outsideAnswered } from './transfer.ts';
import type { Transition } from './transition.ts';
import { startVoicemail } from './voicemail.ts';
import { enterQueue } from './waiting.ts';

/** So many queues in a row may send a caller on; menus in between may lead in circles. */
const maxOverflows = 5;

/** Whether somebody is there for the callers of a queue, as it counts that. */
export const isStaffed = (transition: Transition, { id, members, overflow: { emptyRule } }: Queue): boolean =>
  members.some(({ agentId }) => {
    const agent = transition.agent(agentId);
    return isThere(agent, emptyRule) && isSignedIn(agent, id);
  });

/** A page that is loaded again has its session all the while, so nobody leaves for that. */
const isThere = (agent: Agent | undefined, rule: EmptyRule): agent is Agent =>
  agent !== undefined &&
  agent.isEnabled &&
  !agent.isInsideOnly &&
  agent.sessionId !== null &&
  (rule === 'signed-out' || agent.chosen === 'ready');

/** The caller goes on to the goal. One that leads nowhere, or where they have been already, is the voicemail; with those whom we have called, the goodbye. */
export function overflow(transition: Transition, callId: string, queue: Queue, goal: OverflowGoal): void {
  withdrawOffers(transition, callId);
  const overflowedFrom = [...(transition.call(callId)!.overflowedFrom ?? []), queue.id];
  transition.changeCall(callId, { overflowedFrom, wish: null });
  transition.setDeadlines(callId, { queue: null, relax: null, announce: null });
  if (goal.to === 'goodbye') return sayGoodbye(transition, callId);
  if (overflowedFrom.length > maxOverflows || !goOn(transition, callId, goal)) startVoicemail(transition, callId);
}

/** Whether there is such a place for the caller, to which they have gone then. */
function goOn(transition: Transition, callId: string, goal: OverflowGoal): boolean {
  const call = transition.call(callId)!;
  switch (goal.to) {
    case 'queue': {
      if (!transition.queue(goal.queueId)?.isEnabled || call.overflowedFrom!.includes(goal.queueId)) return false;
      transition.fact(callId, { type: 'overflowed', queueId: goal.queueId });
      const since = (call.phase === 'queued' ? call.queuePlace?.since : null) ?? transition.now;
      enterQueue(transition, callId, goal.queueId, { since });
      return true;
    }
    case 'menu': {
      const menu = transition.configuration.menus.get(goal.menuId);
      if (!menu) return false;
      transition.fact(callId, { type: 'overflowed', menuId: goal.menuId });
      enterMenuOf(transition, callId, menu);
      return true;
    }
    case 'number':
      return callOutside(transition, call, goal);
    default:
      return false;
  }
}

/** By the rules of every call outside; the caller hears music, and then that it rings there. */
function callOutside(transition: Transition, call: Call, { number }: Extract<OverflowGoal, { to: 'number' }>): boolean {
  const { configuration } = transition;
  if (isBarred(configuration, number)) {
    transition.fact(call.id, { type: 'refused', reason: 'range-closed', number });
    return false;
  }
  const target = companyTrunk(configuration, number);
  if (refusedOutside(transition, call.id, number, target)) return false;
  transition.fact(call.id, { type: 'overflowed', number });
  transition.changeCall(call.id, { phase: 'offered', menu: null });
  transition.place(call.id, call.remoteId!, music);
  offerNumber(transition, call.id, target!, { reason: 'overflow', byPartyId: call.remoteId });
  return true;
}

/** The number outside has the caller. */
export function overflowAnswered(transition: Transition, callId: string, given: Offer): void {
  outsideAnswered(transition, callId, given);
  const { legs } = transition.changeCall(callId, { overflowedFrom: [] });
  const { startedAt } = legs.find(({ id }) => id === given.id)!;
  transition.fact(callId, { type: 'connected', seconds: secondsBetween(startedAt, transition.now) });
}

/** Nobody is there either: the caller can leave a message. */
export function overflowMissed(
  transition: Transition,
  call: Call,
  { id, number }: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  stopPlaying(transition, call.id);
  if (end) endLeg(transition, call.id, id, end);
  dropOffer(transition, call.id, id, { outcome });
  transition.fact(call.id, { type: 'overflow-missed', number, outcome });
  startVoicemail(transition, call.id);
}
