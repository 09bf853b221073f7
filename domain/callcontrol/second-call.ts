/** Two calls of one agent: they are in one of them, while the other waits for them or rings. They are heard in one at a time. */
import type { Agent } from '../agents/agent.ts';
import { actingParty } from './acting.ts';
import { partyOfAgent, type Call, type Party } from './call.ts';
import { leaveByHand } from './hang-up.ts';
import { hearAgain, isWaitedFor } from './reconnect.ts';
import { resume, settle } from './rooms.ts';
import type { Transition } from './transition.ts';

/**
 * Whether the agent may let the call in which they are wait for a second one: they are in conversation, and have no other. A desk phone would go from one
 * to the other by its own line key, which is not told to us: the agent would be at one call, and their sound at the other.
 */
export const canSetAside = (agent: Agent, call: Call | undefined): boolean =>
  agent.hasSecondCall &&
  !agent.hasDeskPhone &&
  agent.second === null &&
  call !== undefined &&
  actingParty(call, agent.id) !== undefined;

/** Whether a call for the agent alone may ring while they talk; a queue's calls go to those who are free. */
export const canWaitFor = (transition: Transition, agent: Agent | undefined): agent is Agent =>
  agent !== undefined &&
  agent.isEnabled &&
  agent.isRegistered &&
  agent.chosen === 'ready' &&
  agent.noAnswerDelayUntil <= transition.now &&
  agent.callId !== null &&
  canSetAside(agent, transition.call(agent.callId));

/** The agent goes over to their other call. Nothing happens while it rings: their phone answers it. */
export function switchCall(transition: Transition, call: Call, agentId: string): void {
  const agent = transition.agent(agentId)!;
  const here = agent.callId === null ? undefined : transition.call(agent.callId);
  const own = here && partyOfAgent(here, agentId);
  if (
    agent.second?.callId !== call.id ||
    partyOfAgent(call, agentId)?.state !== 'away' ||
    !own ||
    !isWaitedFor(here, own)
  )
    return;
  transition.bringForward(agentId, call.id);
}

/** Brings the agent into the call in which they are by now, and out of the one that waits; what ended one of two, or answered it, need not know of it. */
export function followAgent(transition: Transition, agentId: string): void {
  const agent = transition.agent(agentId);
  if (!agent) return;
  if (agent.second) stepAway(transition, agent, agent.second.callId);
  if (agent.callId !== null) comeBack(transition, agent, agent.callId);
}

function stepAway(transition: Transition, agent: Agent, callId: string): void {
  const call = transition.call(callId)!;
  const own = partyOfAgent(call, agent.id);
  if (own?.state !== 'in') return;
  // A machine does not wait.
  if (!isWaitedFor(call, own)) return leaveByHand(transition, call, agent.id);
  const waitedBefore = waitFor(call, own);
  transition.changeParty(callId, own.id, { state: 'away' });
  transition.place(callId, own.id, { kind: 'apart' });
  if (own.room !== null) settle(transition, callId, own.room);
  if (waitFor(transition.call(callId)!, own) > waitedBefore)
    transition.fact(callId, { type: 'held', agentId: agent.id });
}

function comeBack(transition: Transition, agent: Agent, callId: string): void {
  const call = transition.call(callId)!;
  const away = partyOfAgent(call, agent.id);
  if (away?.state !== 'away') return;
  const held = call.segments.findLast(({ agentId, endedAt }) => agentId === agent.id && endedAt === null)?.holds.at(-1);
  const since = held?.to === null ? held.from : transition.now;
  const back = transition.changeParty(callId, away.id, { state: 'in' });
  const waitedBefore = waitFor(call, away);
  hearAgain(transition, back, partyOfAgent(back, agent.id)!);
  if (waitFor(transition.call(callId)!, away) < waitedBefore) {
    transition.fact(callId, {
      type: 'resumed',
      agentId: agent.id,
      seconds: Math.round((transition.now - since) / 1000),
    });
  }
  resume(transition, transition.call(callId)!, agent.id);
}

/** How many of those with whom they talk hear music for them, put on hold by nobody's hand. */
const waitFor = ({ phase, parties }: Call, own: Party): number =>
  phase === 'talking'
    ? parties.filter(
        ({ id, room, heldBy, place }) =>
          id !== own.id && room === own.room && heldBy === null && place.kind === 'music',
      ).length
    : 0;
