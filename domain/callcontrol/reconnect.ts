/** An agent's phone lost in mid-call, and found. */
import { overPermanentLeg } from '../agents/permanent-leg.ts';
import { secondsBetween } from '../time/day.ts';
import { canGive, consultedBy } from './acting.ts';
import {
  isLive,
  legOf,
  newLeg,
  newOffer,
  nextLegId,
  ownerParty,
  partyOf,
  remoteParty,
  type Call,
  type Offer,
  type Party,
  type Phase,
} from './call.ts';
import { dropLeg, dropOffer, endCall, endLeg, removeParty, type LegEnd } from './ending.ts';
import { goOnWithout, othersThan, outcomeOfLeaving, thoseLeft } from './leaving.ts';
import { ringPhone } from './offering.ts';
import { othersIn, settle } from './rooms.ts';
import { playRinging } from './sound.ts';
import { listenAgain, stopSupervising } from './supervise.ts';
import { apart, music } from './topology.ts';
import { giveToAsked, waitElsewhere } from './transfer.ts';
import type { Transition } from './transition.ts';

/** Seconds of silence that a lost phone costs the other party before music, the time an agent has to come back, and to pick up again. */
const musicAfterSeconds = 1;
const graceSeconds = 30;
const reattachRingSeconds = 15;

/** Whether a lost phone is being waited for. */
export const isInGrace = (call: Call, { id }: Party): boolean => call.deadlines[`grace/${id}`] !== undefined;

/** The phone's signalling is gone, its audio perhaps not yet: a moment's patience, then music. */
export function phoneMayBeLost(transition: Transition, call: Call, { id }: Party): void {
  transition.setDeadlines(call.id, { music: musicAfterSeconds, grace: graceSeconds }, id);
}

/** The agent's phone does not hear any more: the others get music while they have time to come back. */
export function loseAgent(transition: Transition, callId: string, partyId: string): void {
  const call = transition.call(callId)!;
  const party = partyOf(call, partyId);
  if (!party || party.state === 'lost') return;
  transition.changeParty(callId, partyId, { state: 'lost' });
  if (party.kind !== 'supervisor') transition.fact(callId, { type: 'agent-lost', agentId: party.agentId! });
  transition.setDeadlines(callId, { music: null, grace: graceSeconds }, partyId);
  // A supervisor, while they only listen, and who waits for another keep nobody waiting; with no room it goes on as it is.
  if (party.room === null) return;
  if (call.phase === 'talking') return settle(transition, callId, party.room);
  // Nobody has answered yet who could be given music; a lost phone hears no ringing tone.
  if (isLive(legOf(call, party.legId))) transition.place(callId, partyId, { kind: 'apart' });
}

const bearsLoss: readonly Phase[] = ['dialing', 'talking', 'queued', 'offered', 'parked'];
/** Whether an agent whose phone is gone is waited for: in a conversation or on the way to one, and not while a machine speaks to them. */
export const isWaitedFor = (call: Call, { agentId }: Party): boolean =>
  agentId !== null && bearsLoss.includes(call.phase);

/** The phone is gone for sure, with its audio; the agent stays in the call. */
export function losePhone(transition: Transition, callId: string, partyId: string): void {
  loseAgent(transition, callId, partyId);
  const call = transition.call(callId)!;
  replaceLeg(transition, call, partyOf(call, partyId)!);
}

/** Drops the dead leg of a lost phone, or the ringing of the one before, but keeps the agent in the call. */
function replaceLeg(transition: Transition, call: Call, party: Party): void {
  keepAgent(transition, call.id, party);
  for (const offer of call.offers)
    if (offer.reason === 'back' && offer.byPartyId === party.id) dropOffer(transition, call.id, offer.id);
  if (party.legId !== null) dropLeg(transition, call.id, party.legId);
}

/** The agent's leg ends, but not their part in the call. */
function keepAgent(transition: Transition, callId: string, { agentId }: Party): void {
  if (agentId !== null) transition.changeAgentIn(agentId, callId, { legId: null });
}

/** Their phone is back: ring it, their page answers by itself. */
export function ringAgain(transition: Transition, call: Call, party: Party): void {
  const agent = transition.agent(party.agentId)!;
  if (call.offers.some(({ reason, byPartyId }) => reason === 'back' && byPartyId === party.id)) return;
  const id = nextLegId(call);
  const permanent = overPermanentLeg(agent, true);
  transition.addLeg(
    call.id,
    newLeg({
      id,
      role: party.kind === 'supervisor' ? 'supervisor' : 'agent',
      agentId: agent.id,
      number: agent.extension,
      startedAt: transition.now,
      permanent,
    }),
  );
  transition.addOffer(
    call.id,
    newOffer({ id, reason: 'back', agentId: agent.id, number: agent.extension, byPartyId: party.id }),
    reattachRingSeconds,
  );
  transition.changeAgentIn(agent.id, call.id, { legId: id });
  ringPhone(
    transition,
    call,
    { legId: id, agentId: agent.id, permanent },
    { seconds: reattachRingSeconds, isAutomatic: true },
  );
}

/** The phone that rang again for an agent was not answered: they are waited for as long as before. */
export function backMissed(transition: Transition, callId: string, offer: Offer, end: LegEnd | null): void {
  const party = partyOf(transition.call(callId)!, offer.byPartyId);
  if (party) keepAgent(transition, callId, party);
  if (end) endLeg(transition, callId, offer.id, end);
  dropOffer(transition, callId, offer.id);
}

/** The agent hears again, by their old leg or that of `offer`. */
export function agentIsBack(transition: Transition, callId: string, partyId: string, offer: Offer | null): void {
  if (offer) {
    transition.removeOffer(callId, offer.id);
    transition.changeParty(callId, partyId, { legId: offer.id });
  }
  const { agentId } = partyOf(transition.call(callId)!, partyId)!;
  const call = transition.changeParty(callId, partyId, {
    state: transition.agent(agentId)?.callId === callId ? 'in' : 'away',
  });
  const party = partyOf(call, partyId)!;
  const grace = call.deadlines[`grace/${partyId}`];
  const since = grace === undefined ? transition.now : grace - graceSeconds * 1000;
  transition.setDeadlines(callId, { music: null, grace: null }, partyId);
  if (party.kind !== 'supervisor')
    transition.fact(callId, {
      type: 'agent-back',
      agentId: party.agentId!,
      seconds: secondsBetween(since, transition.now),
    });
  hearAgain(transition, call, party);
}

/** Puts one who is back where they would be by now: with the others, with music while they wait, or with the ringing of whom they have called. */
export function hearAgain(transition: Transition, call: Call, party: Party): void {
  if (party.kind === 'supervisor' && party.room === null) return listenAgain(transition, call.id, party);
  const called = call.offers.find(({ byPartyId, reason }) => byPartyId === party.id && reason !== 'back');
  const waits = call.phase !== 'dialing' && call.phase !== 'talking';
  if (!waits && (!called || othersIn(call, party.room, party.id).length > 0))
    return settle(transition, call.id, party.room!);
  transition.place(call.id, party.id, waits ? music : apart);
  if (called && legOf(call, called.id)?.ringingAt !== null) playRinging(transition, call.id, party.id);
}

/**
 * The agent did not come back in time, or has signed out: the others go on, and a customer who is left alone waits for another agent. Where nobody but
 * them had the call, signing out is hanging up.
 */
export function giveAgentUp(transition: Transition, callId: string, partyId: string): void {
  const call = transition.call(callId)!;
  const remote = remoteParty(call);
  const party = partyOf(call, partyId)!;
  if (party.kind === 'supervisor') return stopSupervising(transition, call, party.agentId!);
  if (thoseLeft(transition, call, partyId).length >= 2) return goOnWithout(transition, callId, party);
  const [asked] = remote?.state === 'in' ? consultedBy(call, party).offers : [];
  if (asked && canGive(transition, call, party, asked)) return giveToAsked(transition, call, party, asked);
  const hasGone = transition.agent(party.agentId)?.sessionId === null;
  if (
    remote?.state !== 'in' ||
    remote.kind !== 'customer' ||
    (!call.queueId && hasGone) ||
    ownerParty(call)?.id !== partyId
  ) {
    return endCall(transition, callId, { side: 'agent', outcome: outcomeOfLeaving(transition, call) });
  }
  for (const one of othersThan(call, remote.id)) removeParty(transition, callId, one);
  transition.changeParty(callId, remote.id, { room: null, heldBy: null, heldSince: null });
  transition.changeCall(callId, { agentId: null });
  transition.place(callId, remote.id, music);
  waitElsewhere(transition, callId);
}
