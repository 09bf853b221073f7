/** What agents and their phones do: registration, states, hang-up, sign-out. */
import { changeAgent, type Agent, type SavedAgent } from '../agents/agent.ts';
import { isLive, legOfAgent, nearLeg, type Call } from './call.ts';
import { extensionMissed } from './arrival.ts';
import type { Transition } from './transition.ts';
import { cause, endCall } from './ending.ts';
import { agentIsBack, giveAgentUp, loseAgent, phoneMayBeLost, replaceLeg, ringAgain } from './talking.ts';
import { nextAgent, routeAgent } from './waiting.ts';

const callOf = (transition: Transition, agent: Agent): Call | undefined => (agent.callId ? transition.call(agent.callId) : undefined);

/** Whether this call rings at the agent and he has not taken it. */
const isOffered = (call: Call, agentId: string): boolean => {
  const leg = legOfAgent(call, agentId);
  return leg !== undefined && leg.state !== 'up' && (call.phase === 'queued' || call.phase === 'extension' || call.farLegId === leg.id);
};

/** The agent's phone is there: he can be offered calls, and a call that waits for him gets him back. */
export function phoneRegistered(transition: Transition, agentId: string): void {
  transition.changeAgent(agentId, { isRegistered: true });
  const agent = transition.agent(agentId)!;
  const call = callOf(transition, agent);
  if (!call) return routeAgent(transition, agentId);
  if (call.agentId !== agentId || call.deadlines.grace === undefined) return;
  // Nobody is there yet who could have noticed.
  if (call.phase === 'preparing') return transition.setDeadlines(call.id, { music: null, grace: null });
  const near = nearLeg(call);
  if (!isLive(near)) return ringAgain(transition, call.id);
  if (near.state === 'up' && near.recorder !== 'arming') agentIsBack(transition, call.id);
}

/** The agent's phone is gone: an offer goes on to the next one, a call gets the time of grace. */
export function phoneLost(transition: Transition, agentId: string): void {
  transition.changeAgent(agentId, { isRegistered: false });
  const call = callOf(transition, transition.agent(agentId)!);
  if (!call) return;
  if (isOffered(call, agentId)) return declineOffer(transition, call, 'unreachable');
  if (call.agentId === agentId && call.phase !== 'reconnecting') phoneMayBeLost(transition, call);
}

/** New credentials: the page that held the phone is gone for sure. */
export function phoneMinted(transition: Transition, agentId: string, sessionId: string): void {
  const call = callOf(transition, transition.agent(agentId)!);
  transition.changeAgent(agentId, { sessionId, isRegistered: false });
  if (!call) return;
  if (isOffered(call, agentId)) return declineOffer(transition, call, 'unreachable');
  if (call.agentId !== agentId) return endCall(transition, call.id, { side: 'other', outcome: 'connected' });
  if (call.phase === 'preparing') return endCall(transition, call.id, { side: 'agent', outcome: 'cancelled' });
  loseAgent(transition, call.id);
  replaceLeg(transition, call.id);
}

/** The agent lets an offered call go: by hand, or because his phone is gone. */
function declineOffer(transition: Transition, call: Call, outcome: 'refused' | 'unreachable'): void {
  if (call.phase === 'queued') return nextAgent(transition, call, outcome, null);
  if (call.phase === 'extension') return extensionMissed(transition, call, outcome, null);
  endCall(transition, call.id, { side: 'other', outcome, cause: outcome === 'refused' ? cause.rejected : cause.absent });
}

/** The agent hangs up, or declines what rings at him. */
export function hangUp(transition: Transition, call: Call, agentId: string): void {
  const leg = legOfAgent(call, agentId);
  if (isOffered(call, agentId)) return declineOffer(transition, call, 'refused');
  const isOther = leg !== undefined && leg.id === call.farLegId;
  endCall(transition, call.id, { side: isOther ? 'other' : 'agent', outcome: call.answeredAt === null ? 'cancelled' : 'connected' });
}

/** The session that holds the agent's phone has ended; another session of his changes nothing. */
export function signedOut(transition: Transition, agentId: string, sessionId: string): void {
  const agent = transition.agent(agentId)!;
  if (agent.sessionId !== sessionId) return;
  const call = callOf(transition, agent);
  transition.changeAgent(agentId, { sessionId: null, isRegistered: false });
  if (!call) return;
  if (isOffered(call, agentId)) return declineOffer(transition, call, 'unreachable');
  if (call.agentId === agentId) return giveAgentUp(transition, call.id);
  endCall(transition, call.id, { side: 'other', outcome: 'connected' });
}

/** An agent's time is over (after-call work, a pause after no answer): he may be free now. */
export function agentDeadline(transition: Transition, agentId: string): void {
  const agent = transition.agent(agentId)!;
  if (agent.wrapUpEndsAt !== null && agent.wrapUpEndsAt <= transition.now) transition.changeAgent(agentId, { wrapUpEndsAt: null });
  routeAgent(transition, agentId);
}

const wrapUpExtensionMs = 60_000;

/** Ends the after-call work, or makes it longer; without any it changes nothing. */
export function wrapUp(transition: Transition, agentId: string, what: 'finish-wrap-up' | 'extend-wrap-up'): void {
  const agent = transition.agent(agentId)!;
  if (agent.wrapUpEndsAt === null) return;
  transition.changeAgent(agentId, { wrapUpEndsAt: what === 'finish-wrap-up' ? null : agent.wrapUpEndsAt + wrapUpExtensionMs });
  routeAgent(transition, agentId);
}

/** A user was created or changed: their agent is new to the board, or keeps its state and may be offered calls that were barred before. */
export function agentSaved(transition: Transition, saved: SavedAgent): void {
  const known = transition.agent(saved.id);
  transition.setAgent(known ? changeAgent(known, saved, transition.now) : newAgent(saved, transition.now));
  transition.mayBeFree(saved.id);
}

/** An agent whom nobody has seen yet: signed out, choosing ready. */
export function newAgent(saved: SavedAgent, now: number): Agent {
  return {
    ...saved, chosen: 'ready', isRegistered: false, sessionId: null, callId: null, legId: null, onCall: null, activity: 'offline', since: now, idleSince: now,
    wrapUpEndsAt: null, restsUntil: 0, today: { day: 0, answered: 0, placed: 0 },
  };
}

/** An agent whose user was deleted leaves the board; one with a call stays until he is loaded anew. */
export function agentRemoved(transition: Transition, agentId: string): void {
  if (transition.agent(agentId)?.callId === null) transition.removeAgent(agentId);
}
