/** What agents and their phones do: registration, states, hang-up, sign-out. */
import { changeAgent, type Agent, type SavedAgent } from '../agents/agent.ts';
import { isLive, legOfAgent, nearLeg, type Call } from '../calls/call.ts';
import { extensionMissed } from './arrival.ts';
import type { Draft } from './board.ts';
import { cause, endCall } from './ending.ts';
import { agentIsBack, giveAgentUp, loseAgent, phoneMayBeLost, replaceLeg, ringAgain } from './talking.ts';
import { nextAgent, routeAgent } from './waiting.ts';

const callOf = (draft: Draft, agent: Agent): Call | undefined => (agent.callId ? draft.call(agent.callId) : undefined);

/** Whether this call rings at the agent and he has not taken it. */
const isOffered = (call: Call, agentId: string): boolean => {
  const leg = legOfAgent(call, agentId);
  return leg !== undefined && leg.state !== 'up' && (call.phase === 'queued' || call.phase === 'extension' || call.farLegId === leg.id);
};

/** The agent's phone is there: he can be offered calls, and a call that waits for him gets him back. */
export function phoneRegistered(draft: Draft, agentId: string): void {
  draft.changeAgent(agentId, { isRegistered: true });
  const agent = draft.agent(agentId)!;
  const call = callOf(draft, agent);
  if (!call) return routeAgent(draft, agentId);
  if (call.agentId !== agentId || call.deadlines.grace === undefined) return;
  // Nobody is there yet who could have noticed.
  if (call.phase === 'preparing') return draft.setDeadlines(call.id, { music: null, grace: null });
  const near = nearLeg(call);
  if (!isLive(near)) return ringAgain(draft, call.id);
  if (near.state === 'up' && near.recorder !== 'arming') agentIsBack(draft, call.id);
}

/** The agent's phone is gone: an offer goes on to the next one, a call gets the time of grace. */
export function phoneLost(draft: Draft, agentId: string): void {
  draft.changeAgent(agentId, { isRegistered: false });
  const call = callOf(draft, draft.agent(agentId)!);
  if (!call) return;
  if (isOffered(call, agentId)) return declineOffer(draft, call, 'unreachable');
  if (call.agentId === agentId && call.phase !== 'reconnecting') phoneMayBeLost(draft, call);
}

/** New credentials: the page that held the phone is gone for sure. */
export function phoneMinted(draft: Draft, agentId: string, sessionId: string): void {
  const call = callOf(draft, draft.agent(agentId)!);
  draft.changeAgent(agentId, { sessionId, isRegistered: false });
  if (!call) return;
  if (isOffered(call, agentId)) return declineOffer(draft, call, 'unreachable');
  if (call.agentId !== agentId) return endCall(draft, call.id, { side: 'other', outcome: 'connected' });
  if (call.phase === 'preparing') return endCall(draft, call.id, { side: 'agent', outcome: 'cancelled' });
  loseAgent(draft, call.id);
  replaceLeg(draft, call.id);
}

/** The agent lets an offered call go: by hand, or because his phone is gone. */
function declineOffer(draft: Draft, call: Call, outcome: 'refused' | 'unreachable'): void {
  if (call.phase === 'queued') return nextAgent(draft, call, outcome, null);
  if (call.phase === 'extension') return extensionMissed(draft, call, outcome, null);
  endCall(draft, call.id, { side: 'other', outcome, cause: outcome === 'refused' ? cause.rejected : cause.absent });
}

/** The agent hangs up, or declines what rings at him. */
export function hangUp(draft: Draft, call: Call, agentId: string): void {
  const leg = legOfAgent(call, agentId);
  if (isOffered(call, agentId)) return declineOffer(draft, call, 'refused');
  const isOther = leg !== undefined && leg.id === call.farLegId;
  endCall(draft, call.id, { side: isOther ? 'other' : 'agent', outcome: call.answeredAt === null ? 'cancelled' : 'connected' });
}

/** The session that holds the agent's phone has ended; another session of his changes nothing. */
export function signedOut(draft: Draft, agentId: string, sessionId: string): void {
  const agent = draft.agent(agentId)!;
  if (agent.sessionId !== sessionId) return;
  const call = callOf(draft, agent);
  draft.changeAgent(agentId, { sessionId: null, isRegistered: false });
  if (!call) return;
  if (isOffered(call, agentId)) return declineOffer(draft, call, 'unreachable');
  if (call.agentId === agentId) return giveAgentUp(draft, call.id);
  endCall(draft, call.id, { side: 'other', outcome: 'connected' });
}

/** An agent's time is over (after-call work, a pause after no answer): he may be free now. */
export function agentDeadline(draft: Draft, agentId: string): void {
  const agent = draft.agent(agentId)!;
  if (agent.wrapUpEndsAt !== null && agent.wrapUpEndsAt <= draft.now) draft.changeAgent(agentId, { wrapUpEndsAt: null });
  routeAgent(draft, agentId);
}

const wrapUpExtensionMs = 60_000;

/** Ends the after-call work, or makes it longer; without any it changes nothing. */
export function wrapUp(draft: Draft, agentId: string, what: 'finish-wrap-up' | 'extend-wrap-up'): void {
  const agent = draft.agent(agentId)!;
  if (agent.wrapUpEndsAt === null) return;
  draft.changeAgent(agentId, { wrapUpEndsAt: what === 'finish-wrap-up' ? null : agent.wrapUpEndsAt + wrapUpExtensionMs });
  routeAgent(draft, agentId);
}

/** A user was created or changed: their agent is new to the board, or keeps its state and may be offered calls that were barred before. */
export function agentSaved(draft: Draft, saved: SavedAgent): void {
  const known = draft.agent(saved.id);
  draft.setAgent(known ? changeAgent(known, saved, draft.now) : newAgent(saved, draft.now));
  draft.mayBeFree(saved.id);
}

/** An agent whom nobody has seen yet: signed out, choosing ready. */
export function newAgent(saved: SavedAgent, now: number): Agent {
  return {
    ...saved, chosen: 'ready', isRegistered: false, sessionId: null, callId: null, legId: null, onCall: null, activity: 'offline', since: now, idleSince: now,
    wrapUpEndsAt: null, restsUntil: 0, today: { day: 0, answered: 0, placed: 0 },
  };
}

/** An agent whose user was deleted leaves the board; one with a call stays until he is loaded anew. */
export function agentRemoved(draft: Draft, agentId: string): void {
  if (draft.agent(agentId)?.callId === null) draft.removeAgent(agentId);
}
