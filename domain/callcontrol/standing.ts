/** What the router sees of agents and calls: who is free, who waits, and for whom nobody is asked yet. */
import { isReady, type Agent } from '../agents/agent.ts';
import type { QueueSettings } from '../queues/queue.ts';
import { routerOf, waitingIn, type Caller, type Router } from '../queues/router.ts';
import { callsOfDay, type FreeAgent } from '../queues/strategy.ts';
import { legOf, type Call } from './call.ts';
import type { TenantState } from './transition.ts';
import type { Configuration } from './configuration.ts';

const isFree = (agent: Agent | undefined): agent is Agent => agent !== undefined && agent.isEnabled && isReady(agent);

/** An agent as they are free, or null when they are not; a pause after a call that they let ring is part of being free. */
export function freeAgentOf(agent: Agent | undefined): FreeAgent | null {
  if (!isFree(agent)) return null;
  return {
    id: agent.id,
    idleSince: agent.idleSince,
    noAnswerDelayUntil: agent.noAnswerDelayUntil,
    answered: callsOfDay(agent.today.day, agent.today.answered),
    lastTalkedAt: agent.lastTalkedAt ?? 0,
    skills: agent.skills,
    signedOutOf: agent.signedOutOf,
    isInsideOnly: agent.isInsideOnly,
  };
}

/** Whether an agent is as free as before, or as little. */
export function isAsFree(before: Agent | undefined, after: Agent | undefined): boolean {
  if (!isFree(before) || !isFree(after)) return isFree(before) === isFree(after);
  return (
    before.idleSince === after.idleSince &&
    before.noAnswerDelayUntil === after.noAnswerDelayUntil &&
    before.today === after.today &&
    before.lastTalkedAt === after.lastTalkedAt &&
    before.skills === after.skills &&
    before.signedOutOf === after.signedOutOf &&
    before.isInsideOnly === after.isInsideOnly
  );
}

/** Whether an agent who is free can be asked: nobody is asked yet, or everybody is to be, and nobody has answered. */
const isOpen = ({ strategy }: QueueSettings, call: Call): boolean =>
  (call.offers.length === 0 && call.deadlines.retry === undefined) ||
  (strategy === 'ring-all' && call.offers.length > 0 && !call.offers.some(({ id }) => legOf(call, id)?.state === 'up'));

/** A call as it waits in its queue, or null when it waits in none. */
export function callerOf(call: Call | undefined, queues: Configuration['queues']): Caller | null {
  if (call?.phase !== 'queued' || !call.queuePlace) return null;
  const queue = queues.get(call.queueId!);
  if (!queue) return null;
  const { since, seq, isFront } = call.queuePlace;
  const attempt = call.legs.length;
  return { id: call.id, queueId: queue.id, since, seq, priority: 0, isFront, isOpen: isOpen(queue, call), attempt };
}

/** Whether nothing has changed in how two of a call wait that the router goes by. */
export const isSameCaller = (a: Caller | null, b: Caller | null): boolean =>
  a === null || b === null
    ? a === b
    : a.queueId === b.queueId && a.seq === b.seq && a.isOpen === b.isOpen && a.isFront === b.isFront;

/** The router of a whole state, which says who waits and who is free. */
export function routerOfState(
  state: Pick<TenantState, 'agents' | 'calls' | 'queues' | 'configuration'>,
  now: number,
): Router {
  const agents = [...state.agents.values()].flatMap((agent) => freeAgentOf(agent) ?? []);
  const callers = [...state.calls.values()].flatMap((call) => callerOf(call, state.configuration.queues) ?? []);
  return routerOf(state.queues.values(), agents, callers, now);
}

/** Whether somebody who waits does so on the line: whom a callback has not reached yet does not. */
export const isOnLine = ({ callback, remoteId }: Pick<Call, 'callback' | 'remoteId'>): boolean =>
  !callback || remoteId !== null;

/** How many wait in a queue: on the line, and to be called back. */
export function waitersOf(
  { router, calls }: Pick<TenantState, 'router' | 'calls'>,
  queueId: string,
): { waiting: number; callbacks: number } {
  const all = waitingIn(router, queueId);
  const waiting = all.flatMap((callId) => calls.get(callId) ?? []).filter(isOnLine).length;
  return { waiting, callbacks: all.length - waiting };
}

/** Since when somebody waits on the line of a queue who has waited longest, epoch milliseconds; null when nobody does. */
export function longestWaitSince(
  { router, calls }: Pick<TenantState, 'router' | 'calls'>,
  queueId: string,
): number | null {
  const online = waitingIn(router, queueId)
    .flatMap((callId) => calls.get(callId) ?? [])
    .filter(isOnLine);
  // Who was called back was not on the line before they answered.
  const waits = online.flatMap(({ callback, answeredAt, queuedAt }) => (callback ? answeredAt : queuedAt) ?? []);
  return waits.length === 0 ? null : Math.min(...waits);
}
