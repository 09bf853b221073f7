/** Giving a call away without asking first: to an agent, a queue, a menu or a number. Nobody takes it: it comes back, and the caller is never dropped. */
import { actingParty } from './acting.ts';
import { enterMenuOf } from './arrival.ts';
import { mainBridge, partyOf, remoteParty, type Call, type Offer, type Party } from './call.ts';
import { dropOffer, endLeg, removeParty, type LegEnd } from './ending.ts';
import type { CallTarget } from './event.ts';
import type { Who } from './fact.ts';
import { isAboutOutside, mayHave, mayMeet, outsider } from './inside-only.ts';
import { agentAnswered } from './joining.ts';
import { closeEmptyRooms, whoOf } from './leaving.ts';
import { callMobile, hasMobile } from './mobile.ts';
import { bringIn, sendKeysSoon, isFree, missOffer, offer, offerNumber } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { hasRoom } from './queue-room.ts';
import { settle } from './rooms.ts';
import { refusedNumber } from './screening.ts';
import { freeSlot, waitOn } from './parking-place.ts';
import { sayGoodbye, stopPlaying } from './sound.ts';
import { apart, music } from './topology.ts';
import type { Transition } from './transition.ts';
import type { Queue } from '../queues/queue.ts';
import { startVoicemail, takesFromTransfer } from './voicemail.ts';
import { enterQueue } from './waiting.ts';

/** Seconds that an agent's phone rings to whom a call is given, or given back. */
const transferRingSeconds = 20;

/** The agent leaves, and the customer hears music until somebody has taken the call. Nothing happens where the goal cannot take it at all. */
export function transfer(transition: Transition, call: Call, agentId: string, target: CallTarget): void {
  const own = actingParty(call, agentId);
  const remote = remoteParty(call);
  if (
    !own ||
    remote?.state !== 'in' ||
    own.id === remote.id ||
    isWithOthers(call, own, remote) ||
    !canTake(transition, call, remote, target)
  )
    return;
  if (target.kind === 'external' && refusedNumber(transition, call.id, target.number)) return;
  transition.fact(call.id, { type: 'transferred', byAgentId: agentId, ...goalOf(target) });
  waitAlone(transition, call.id, own, remote);
  give(transition, call.id, remote, target, agentId);
}

/** Whether somebody else is in the call, or is asked: then it cannot be given away without them. */
export const isWithOthers = (call: Call, own: Party, remote: Party): boolean =>
  call.offers.some(({ reason }) => reason === 'consult') ||
  call.parties.some(({ id, kind }) => id !== own.id && id !== remote.id && kind !== 'supervisor');

/** Whom we talk with inside is not taken to a mobile. */
const takesByMobile = (transition: Transition, call: Call, agentId: string): boolean =>
  isAboutOutside(call) && hasMobile(transition, call, agentId);

function canTake(transition: Transition, call: Call, remote: Party, target: CallTarget): boolean {
  switch (target.kind) {
    case 'agent':
      return (
        mayMeet(transition, [remote, target]) &&
        (isFree(transition, transition.agent(target.agentId)) ||
          takesByMobile(transition, call, target.agentId) ||
          takesFromTransfer(transition, call, target.agentId))
      );
    case 'queue':
      return takesCallers(transition, transition.queue(target.queueId));
    case 'menu':
      return transition.configuration.menus.has(target.menuId);
    case 'external':
      return mayMeet(transition, [remote, outsider]);
  }
}

const takesCallers = (transition: Transition, queue: Queue | undefined): boolean =>
  queue?.isEnabled === true && hasRoom(transition, queue);

function goalOf(target: CallTarget): Who {
  switch (target.kind) {
    case 'agent':
      return { agentId: target.agentId };
    case 'queue':
      return { queueId: target.queueId };
    case 'menu':
      return { menuId: target.menuId };
    case 'external':
      return { number: target.number };
  }
}

/** The agent is out of the call, and its party waits with music. */
export function waitAlone(transition: Transition, callId: string, own: Party, remote: Party): void {
  removeParty(transition, callId, own);
  transition.changeParty(callId, remote.id, { room: null, heldBy: null, heldSince: null });
  transition.changeCall(callId, { phase: 'offered', agentId: null });
  transition.place(callId, remote.id, music);
  closeEmptyRooms(transition, callId);
}

function give(transition: Transition, callId: string, remote: Party, target: CallTarget, returnsTo: string): void {
  switch (target.kind) {
    case 'queue':
      return enterQueue(transition, callId, target.queueId, 'back');
    case 'menu':
      return enterMenuOf(transition, callId, transition.configuration.menus.get(target.menuId)!);
    case 'agent':
      return giveToAgent(transition, callId, target.agentId, returnsTo);
    case 'external':
      return void offerNumber(transition, callId, target, { reason: 'transfer', byPartyId: remote.id, returnsTo });
  }
}

function giveToAgent(transition: Transition, callId: string, agentId: string, returnsTo: string): void {
  const agent = transition.agent(agentId);
  if (isFree(transition, agent))
    return void offer(transition, callId, agent, { reason: 'transfer', seconds: transferRingSeconds, returnsTo });
  if (!callMobile(transition, callId, agentId, returnsTo)) startVoicemail(transition, callId, agentId);
}

/** The agent leaves while whoever they wanted to ask still rings: who answers then has the customer. */
export function giveToAsked(transition: Transition, call: Call, own: Party, asked: Offer): void {
  const remote = remoteParty(call);
  if (remote?.state !== 'in') return;
  stopPlaying(transition, call.id);
  transition.fact(call.id, { type: 'transferred', byAgentId: own.agentId!, ...whoOf(asked) });
  const given: Offer = {
    ...asked,
    reason: 'transfer',
    byPartyId: asked.agentId === null ? remote.id : null,
    returnsTo: own.agentId,
  };
  transition.changeCall(call.id, { offers: call.offers.map((one) => (one.id === asked.id ? given : one)) });
  const early = partyOf(call, asked.id);
  if (early) {
    transition.place(call.id, early.id, apart);
    transition.changeParty(call.id, early.id, { room: null });
  }
  waitAlone(transition, call.id, own, remote);
}

/** Whoever the call was given to has it. */
export function transferAnswered(transition: Transition, callId: string, given: Offer): void {
  if (given.agentId !== null) return agentAnswered(transition, callId, given);
  outsideAnswered(transition, callId, given);
  transition.fact(callId, { type: 'transfer-answered', ...whoOf(given) });
}

/** A number outside talks with the party of the call from now on. */
export function outsideAnswered(transition: Transition, callId: string, given: Offer): void {
  const call = transition.call(callId)!;
  const room = mainBridge(call);
  stopPlaying(transition, callId);
  transition.removeOffer(callId, given.id);
  if (partyOf(call, given.id)) transition.changeParty(callId, given.id, { state: 'in', room });
  else bringIn(transition, callId, given, room, 'external');
  transition.changeParty(callId, call.remoteId!, { room });
  transition.changeCall(callId, { phase: 'talking', answeredAt: call.answeredAt ?? transition.now });
  sendKeysSoon(transition, callId, given);
  settle(transition, callId, room);
}

/** Nobody took it: the agent who gave it away is asked, else it goes where callers wait. */
export function transferFailed(
  transition: Transition,
  call: Call,
  given: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  stopPlaying(transition, call.id);
  if (given.agentId !== null) missOffer(transition, call, given, outcome, end);
  else {
    if (end) endLeg(transition, call.id, given.id, end);
    dropOffer(transition, call.id, given.id, { outcome });
  }
  transition.fact(call.id, { type: 'transfer-missed', ...whoOf(given), outcome });
  transition.place(call.id, call.remoteId!, music);
  giveBack(transition, call.id, given.returnsTo, given.agentId);
}

/** To the agent who gave the call away, when they can take it, else to where callers wait. `meantFor`: the agent who was to have it, whose box may come first. */
export function giveBack(
  transition: Transition,
  callId: string,
  agentId: string | null,
  meantFor: string | null = null,
): void {
  const giver = transition.agent(agentId);
  if (takesFromTransfer(transition, transition.call(callId)!, meantFor))
    return startVoicemail(transition, callId, meantFor);
  if (
    !giver?.isEnabled ||
    !giver.isRegistered ||
    giver.callId !== null ||
    !mayHave(transition, transition.call(callId)!, { agentId })
  )
    return waitElsewhere(transition, callId, meantFor);
  transition.changeAgent(giver.id, { wrapUpEndsAt: null });
  const meant = meantFor === null ? {} : { meantFor };
  offer(transition, callId, giver, { reason: 'return', seconds: transferRingSeconds, ...meant });
}

/** Not even the agent who gave it away takes it back. */
export function returnFailed(
  transition: Transition,
  call: Call,
  returned: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  missOffer(transition, call, returned, outcome, end);
  waitElsewhere(transition, call.id, returned.meantFor ?? null);
}

/**
 * First in line of the queue from which it came; without one, a caller can leave a message, for the agent for whom the call was meant. Whom we have called waits on a number, where everybody sees
 * them and can take them: they have called nobody to whom they could leave one.
 */
export function waitElsewhere(transition: Transition, callId: string, meantFor: string | null = null): void {
  const { queueId, direction } = transition.call(callId)!;
  if (transition.queue(queueId)) return enterQueue(transition, callId, queueId!, 'front');
  if (direction === 'inbound') startVoicemail(transition, callId, meantFor);
  else waitToBeFetched(transition, callId);
}

function waitToBeFetched(transition: Transition, callId: string): void {
  const slot = freeSlot(transition);
  if (slot === undefined) return sayGoodbye(transition, callId);
  transition.fact(callId, { type: 'parked', slot });
  waitOn(transition, callId, slot, null);
}
