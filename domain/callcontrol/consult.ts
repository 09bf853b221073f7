/** Consulting: an agent asks a colleague, a queue or a number while the customer hears music; then all talk, one takes over, or the agent goes back. */
import { countToday, inCall } from '../agents/agent.ts';
import { memberFor } from '../queues/router.ts';
import { actingParty, canGive, consultedBy, isAsked, mayHold } from './acting.ts';
import { mainBridge, type Call, type Offer, type Party } from './call.ts';
import { dropOffer, endLeg, removeParty, type LegEnd } from './ending.ts';
import type { CallTarget } from './event.ts';
import { mayMeet, outsider } from './inside-only.ts';
import { closeEmptyRooms, goOnWithout, whoOf, othersThan } from './leaving.ts';
import { bringIn, sendKeysSoon, isFree, missOffer, offer, offerNumber, dialSeconds } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { othersIn, settle } from './rooms.ts';
import { refusedNumber } from './screening.ts';
import { stopPlaying } from './sound.ts';
import { giveToAsked } from './transfer.ts';
import type { Transition } from './transition.ts';

/** Most who talk in one call, as a human conversation bears and a bridge mixes without loss. */
const maxTalkers = 8;

/** The customer hears music, and the agent hears whoever is asked ringing. One who was asked before and did not answer is asked no more. */
export function consult(transition: Transition, call: Call, agentId: string, target: CallTarget): void {
  const own = actingParty(call, agentId);
  if (!own || isAsked(call, own) || consultedBy(call, own).parties.length > 0 || target.kind === 'menu' || isFull(call))
    return;
  if (target.kind === 'external' && !mayMeet(transition, [own, outsider])) return;
  if (target.kind === 'external' && refusedNumber(transition, call.id, target.number)) return;
  for (const { id } of consultedBy(call, own).offers) dropOffer(transition, call.id, id);
  stopPlaying(transition, call.id);
  if (own.room === mainBridge(call)) stepAside(transition, call, own);
  transition.fact(call.id, { type: 'consulting', agentId });
  ask(transition, call.id, own.id, target);
}

const isFull = ({ parties }: Call): boolean => parties.filter(({ kind }) => kind !== 'supervisor').length >= maxTalkers;

/** From the others into a room of one's own. Those who are theirs hear music, and so does one who would be alone; the rest go on talking. */
function stepAside(transition: Transition, call: Call, own: Party): void {
  for (const other of othersIn(call, own.room, own.id)) {
    if (other.heldBy === null && mayHold(call, own, other))
      transition.changeParty(call.id, other.id, { heldBy: own.id, heldSince: transition.now });
  }
  transition.changeParty(call.id, own.id, { room: `${call.id}.b${call.nextId}` });
  transition.changeCall(call.id, { nextId: call.nextId + 1 });
  settle(transition, call.id, mainBridge(call));
  transition.place(call.id, own.id, { kind: 'apart' });
}

function ask(transition: Transition, callId: string, byPartyId: string, target: CallTarget): void {
  if (target.kind === 'external') return void offerNumber(transition, callId, target, { reason: 'consult', byPartyId });
  if (target.kind === 'queue') return askQueue(transition, callId, byPartyId, target.queueId);
  const agent = target.kind === 'agent' ? transition.agent(target.agentId) : undefined;
  if (isFree(transition, agent))
    return void offer(transition, callId, agent, { reason: 'consult', seconds: dialSeconds, byPartyId });
  const isThere = target.kind === 'agent' && transition.agent(target.agentId)?.isRegistered === true;
  const who = target.kind === 'agent' ? { agentId: target.agentId } : {};
  transition.fact(callId, { type: 'consult-missed', ...who, outcome: isThere ? 'busy' : 'unreachable' });
}

/** The queue's next free agent; with nobody free, nobody is asked. */
function askQueue(transition: Transition, callId: string, byPartyId: string, queueId: string): void {
  const queue = transition.queue(queueId);
  const of = `${callId}/${transition.call(callId)!.legs.length}`;
  const agentId = memberFor(transition.router, queueId, transition.now, of);
  if (!queue || !agentId) return transition.fact(callId, { type: 'consult-missed', queueId, outcome: 'busy' });
  transition.setQueue({ ...queue, lastAgentId: agentId });
  offer(transition, callId, transition.agent(agentId)!, {
    reason: 'consult',
    seconds: queue.ringSeconds,
    byPartyId,
    queueId,
  });
}

/** Whoever was asked answers: the agent and they talk alone. */
export function consultAnswered(transition: Transition, callId: string, asked: Offer): void {
  const by = transition.call(callId)!.parties.find(({ id }) => id === asked.byPartyId)!;
  stopPlaying(transition, callId);
  transition.removeOffer(callId, asked.id);
  const early = transition.call(callId)!.parties.find(({ id }) => id === asked.id);
  if (early) transition.changeParty(callId, early.id, { state: 'in' });
  else bringIn(transition, callId, asked, by.room, asked.agentId === null ? 'external' : 'agent');
  sendKeysSoon(transition, callId, asked);
  const agent = transition.agent(asked.agentId);
  if (agent)
    transition.changeAgent(agent.id, {
      ...inCall(agent, callId, { onCall: 'talking' }),
      today: countToday(agent, 'answered', transition.now, transition.configuration.utcOffsetMinutes),
    });
  transition.fact(callId, { type: 'consult-answered', ...whoOf(asked) });
  settle(transition, callId, by.room!);
}

/** Whoever was asked does not answer: the next one of a queue is asked, else the agent asks another or goes back. */
export function consultFailed(
  transition: Transition,
  call: Call,
  asked: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  stopPlaying(transition, call.id);
  if (asked.agentId !== null) missOffer(transition, call, asked, outcome, end);
  else {
    if (end) endLeg(transition, call.id, asked.id, end);
    dropOffer(transition, call.id, asked.id, { outcome });
  }
  transition.fact(call.id, { type: 'consult-missed', ...whoOf(asked), outcome });
  if (asked.queueId !== null) askQueue(transition, call.id, asked.byPartyId!, asked.queueId);
}

/** The agent goes over to the other of the two, who heard music until now; the one they talked with hears it from now on. */
export function swap(transition: Transition, call: Call, agentId: string): void {
  const own = actingParty(call, agentId);
  const { parties } = own ? consultedBy(call, own) : { parties: [] };
  if (!own || parties.length === 0) return;
  const [from, to] =
    own.room === mainBridge(call) ? [mainBridge(call), parties[0]!.room!] : [own.room!, mainBridge(call)];
  moveTo(transition, call, own, from, to, true);
  transition.fact(call.id, { type: 'swapped', agentId });
}

/** From one room to another: whom they held there is with them again, and those they leave hear music if they are to wait. */
function moveTo(transition: Transition, call: Call, own: Party, from: string, to: string, holdsThem: boolean): void {
  for (const one of call.parties) {
    if (one.id === own.id || one.kind === 'supervisor') continue;
    if (one.room === from && one.heldBy === null && holdsThem && mayHold(call, own, one))
      transition.changeParty(call.id, one.id, { heldBy: own.id, heldSince: transition.now });
    if (one.room === to && one.heldBy === own.id)
      transition.changeParty(call.id, one.id, { heldBy: null, heldSince: null });
  }
  transition.changeParty(call.id, own.id, { room: to });
  settle(transition, call.id, from);
  settle(transition, call.id, to);
}

/** All together: the customer, the agent, and whoever was asked. */
export function merge(transition: Transition, call: Call, agentId: string): void {
  const own = actingParty(call, agentId);
  const { parties } = own ? consultedBy(call, own) : { parties: [] };
  const main = mainBridge(call);
  if (
    !own ||
    parties.length === 0 ||
    !mayMeet(transition, [own, ...parties, ...othersIn(call, main, own.id).filter(({ kind }) => kind !== 'supervisor')])
  )
    return;
  for (const one of [own, ...parties]) transition.changeParty(call.id, one.id, { room: main });
  for (const one of call.parties)
    if (one.heldBy === own.id) transition.changeParty(call.id, one.id, { heldBy: null, heldSince: null });
  settle(transition, call.id, main);
  closeEmptyRooms(transition, call.id);
  transition.fact(call.id, { type: 'merged', agentId, count: othersIn(transition.call(call.id)!, main, '').length });
}

/** The agent takes leave, and the customer talks with whoever was asked. */
export function completeTransfer(transition: Transition, call: Call, agentId: string): void {
  const own = actingParty(call, agentId);
  if (!own) return;
  const {
    parties: [asked],
    offers: [ringing],
  } = consultedBy(call, own);
  if (ringing) return canGive(transition, call, own, ringing) ? giveToAsked(transition, call, own, ringing) : undefined;
  if (!asked || asked.id === call.remoteId) return leaveTogether(transition, call, own);
  if (!mayMeet(transition, othersThan(call, own.id))) return;
  transition.fact(call.id, { type: 'transferred', byAgentId: agentId, ...whoOf(asked) });
  goOnWithout(transition, call.id, own);
}

/** From a conversation of more than two, those who are left go on. */
function leaveTogether(transition: Transition, call: Call, own: Party): void {
  if (
    othersIn(call, own.room, own.id).filter(({ kind, heldBy }) => kind !== 'supervisor' && heldBy === null).length >= 2
  )
    goOnWithout(transition, call.id, own);
}

/** The agent lets go whoever is or was asked, and talks with the customer again. */
export function stopConsult(transition: Transition, call: Call, agentId: string): void {
  const own = actingParty(call, agentId);
  if (!own || isAsked(call, own)) return;
  const { parties, offers } = consultedBy(call, own);
  if (
    (parties.length + offers.length === 0 && own.room === mainBridge(call)) ||
    parties.some(({ id }) => id === call.remoteId)
  )
    return;
  stopPlaying(transition, call.id);
  for (const { id } of offers) dropOffer(transition, call.id, id);
  for (const one of [...parties, ...call.parties.filter(({ state, room }) => state === 'early' && room === own.room)]) {
    if (transition.call(call.id)!.parties.some(({ id }) => id === one.id)) removeParty(transition, call.id, one);
  }
  const now = transition.call(call.id)!;
  moveTo(
    transition,
    now,
    now.parties.find(({ id }) => id === own.id)!,
    own.room!,
    mainBridge(call),
    false,
  );
  closeEmptyRooms(transition, call.id);
  transition.fact(call.id, { type: 'consult-ended', agentId });
}

/** The agent of the call takes somebody out of it who was called into it, or is being called. */
export function dropParty(transition: Transition, call: Call, agentId: string, partyId: string): void {
  const own = actingParty(call, agentId);
  if (!own || call.agentId !== agentId || partyId === call.remoteId || partyId === own.id) return;
  const offered = call.offers.find(
    ({ id, reason, byPartyId }) => id === partyId && reason === 'consult' && byPartyId === own.id,
  );
  if (offered) return stopConsult(transition, call, agentId);
  const party = call.parties.find(({ id, kind }) => id === partyId && kind !== 'supervisor');
  if (!party) return;
  goOnWithout(transition, call.id, party);
}
