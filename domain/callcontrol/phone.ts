/** What agents and their phones do: registration, states, hang-up, sign-out. */
import { callsOf, changeAgent, emptyDay, type Agent, type SavedAgent } from '../agents/agent.ts';
import { notPaused } from '../agents/pause.ts';
import { offerFailed } from './answering.ts';
import { closePermanentLeg } from './permanent-leg.ts';
import { isOwnPhone, legOf, partyOfAgent, type Call, type Offer } from './call.ts';
import { endCall } from './ending.ts';
import { leaveByHand } from './hang-up.ts';
import { agentIsBack, giveAgentUp, isInGrace, isWaitedFor, losePhone, phoneMayBeLost, ringAgain } from './reconnect.ts';
import type { Transition } from './transition.ts';

/** Does it in each call of the agent, in that which waits first: so nobody goes over to one that is about to end. */
function inEachCall(transition: Transition, agentId: string, act: (call: Call) => void): void {
  for (const { callId } of callsOf(transition.agent(agentId)!).toReversed()) {
    const call = transition.call(callId);
    if (call && call.phase !== 'ended') act(call);
  }
}

/** What rings at the agent, who has not taken it. */
const offerTo = (call: Call, agentId: string): Offer | undefined =>
  call.offers.find((offer) => offer.agentId === agentId && !isOwnPhone(offer) && legOf(call, offer.id)?.state !== 'up');

/** The agent's phone is there: they can be offered calls, and a call that waits for them gets them back. */
export function phoneRegistered(transition: Transition, agentId: string): void {
  transition.changeAgent(agentId, { isRegistered: true });
  inEachCall(transition, agentId, (call) => {
    const party = partyOfAgent(call, agentId);
    if (!party || !isInGrace(call, party)) return;
    if (party.legId === null) ringAgain(transition, call, party);
    else agentIsBack(transition, call.id, party.id, null);
  });
}

/** The agent's phone is gone: an offer goes on to the next one, a call gets the time of grace. */
export function phoneLost(transition: Transition, agentId: string): void {
  transition.changeAgent(agentId, { isRegistered: false });
  inEachCall(transition, agentId, (call) => {
    const offer = offerTo(call, agentId);
    if (offer) return declineOffer(transition, call, offer, 'unreachable');
    const party = partyOfAgent(call, agentId);
    if (party && isWaitedFor(call, party) && party.state !== 'lost') phoneMayBeLost(transition, call, party);
  });
}

/** New credentials: the page that held the phone is gone for sure. A desk phone stays where it is, whichever page works with it. */
export function phoneIssued(
  transition: Transition,
  agentId: string,
  { sessionId, hasDeskPhone = false }: { sessionId: string; hasDeskPhone?: boolean },
): void {
  if (hasDeskPhone && transition.agent(agentId)!.hasDeskPhone) return transition.changeAgent(agentId, { sessionId });
  transition.changeAgent(agentId, { sessionId, hasDeskPhone, isRegistered: false });
  inEachCall(transition, agentId, (call) => {
    const offer = offerTo(call, agentId);
    if (offer) return declineOffer(transition, call, offer, 'unreachable');
    const party = partyOfAgent(call, agentId);
    if (!party || !isWaitedFor(call, party)) return leaveOrCancel(transition, call, agentId);
    losePhone(transition, call.id, party.id);
  });
  closePermanentLeg(transition, agentId);
}

/** The agent lets an offered call go: by hand, or because their phone is gone. */
const declineOffer = (transition: Transition, call: Call, offer: Offer, outcome: 'refused' | 'unreachable'): void =>
  offerFailed(transition, call, offer, { how: 'declined', outcome, end: null });

/** The agent hangs up, or declines what rings at them. */
export function hangUp(transition: Transition, call: Call, agentId: string): void {
  const offer = offerTo(call, agentId);
  if (offer) return declineOffer(transition, call, offer, 'refused');
  leaveOrCancel(transition, call, agentId);
}

/** One who is in the call leaves it; one whose own phone is only being connected for it takes that back. */
function leaveOrCancel(transition: Transition, call: Call, agentId: string): void {
  if (partyOfAgent(call, agentId)) return leaveByHand(transition, call, agentId);
  if (call.agentId === agentId)
    return endCall(transition, call.id, {
      side: 'agent',
      outcome: call.answeredAt === null ? 'cancelled' : 'connected',
    });
  const coming = call.offers.find((one) => one.agentId === agentId);
  if (coming) offerFailed(transition, call, coming, { how: 'declined', outcome: 'cancelled', end: null });
}

/** The session that holds the agent's phone has ended; another session of theirs changes nothing. */
export function signedOut(transition: Transition, agentId: string, sessionId: string): void {
  const agent = transition.agent(agentId)!;
  if (agent.sessionId !== sessionId) return;
  // A desk phone may stay registered; without a page nobody works with it.
  transition.changeAgent(agentId, { sessionId: null, hasDeskPhone: false, isRegistered: false });
  inEachCall(transition, agentId, (call) => {
    const offer = offerTo(call, agentId);
    if (offer) return declineOffer(transition, call, offer, 'unreachable');
    const party = partyOfAgent(call, agentId);
    if (party && call.agentId === agentId) return giveAgentUp(transition, call.id, party.id);
    leaveOrCancel(transition, call, agentId);
  });
  closePermanentLeg(transition, agentId);
}

/** An agent's time is over (after-call work, a pause after no answer): they may be free now. */
export function agentDeadline(transition: Transition, agentId: string): void {
  const { wrapUpEndsAt } = transition.agent(agentId)!;
  const isOver = wrapUpEndsAt !== null && wrapUpEndsAt <= transition.now;
  transition.changeAgent(agentId, { wrapUpEndsAt: isOver ? null : wrapUpEndsAt });
}

const wrapUpExtensionMs = 60_000;

/** Ends the after-call work, or makes it longer; without any it changes nothing. */
export function wrapUp(transition: Transition, agentId: string, what: 'finish-wrap-up' | 'extend-wrap-up'): void {
  const agent = transition.agent(agentId)!;
  if (agent.wrapUpEndsAt === null) return;
  transition.changeAgent(agentId, {
    wrapUpEndsAt: what === 'finish-wrap-up' ? null : agent.wrapUpEndsAt + wrapUpExtensionMs,
  });
}

/** A user was created or changed: their agent is new to the state, or keeps its state and may be offered calls that were barred before. */
export function agentSaved(transition: Transition, saved: SavedAgent): void {
  const known = transition.agent(saved.id);
  transition.setAgent(known ? changeAgent(known, saved, transition.now) : newAgent(saved, transition.now));
}

/** An agent whom nobody has seen yet: signed out, choosing ready. */
export function newAgent(saved: SavedAgent, now: number): Agent {
  return {
    ...saved,
    chosen: 'ready',
    reason: null,
    chosenAt: now,
    pausedToday: notPaused,
    signedOutOf: [],
    missedInRow: 0,
    isRegistered: false,
    hasDeskPhone: false,
    sessionId: null,
    callId: null,
    legId: null,
    onCall: null,
    second: null,
    owesWrapUp: false,
    state: 'offline',
    since: now,
    pausedSince: null,
    idleSince: now,
    wrapUpEndsAt: null,
    wrapUpCallId: null,
    lastTalkedAt: 0,
    noAnswerDelayUntil: 0,
    today: emptyDay,
    permanentLeg: null,
    permanentLegAfter: 0,
  };
}

/** An agent whose user was deleted leaves the state; one with a call stays until they are loaded anew. */
export function agentRemoved(transition: Transition, agentId: string): void {
  if (transition.agent(agentId)?.callId !== null) return;
  closePermanentLeg(transition, agentId);
  transition.removeAgent(agentId);
}
