/** Signing in to queues and out of them: whoever is signed out of one gets no offers of its callers (SPEC U5). */
import { isSignedIn, type Agent } from '../agents/agent.ts';
import type { QueueSettings } from '../queues/queue.ts';
import type { Event } from './event.ts';
import type { Transition } from './transition.ts';

type Signing = Extract<Event, { type: 'queue-sign-in' | 'queue-sign-out' }>;

/** Whether an agent may sign out of a queue of theirs: as many at once as it allows, of those who work here. Who is out already may stay so. */
function maySignOut(
  queue: QueueSettings,
  agent: Pick<Agent, 'id' | 'signedOutOf'>,
  agentOf: (id: string) => Agent | undefined,
): boolean {
  if (queue.maxSignedOut === null || !isSignedIn(agent, queue.id)) return true;
  const out = queue.members.filter(({ agentId }) => {
    const other = agentOf(agentId);
    return other?.isEnabled === true && !isSignedIn(other, queue.id);
  });
  return out.length < queue.maxSignedOut;
}

const isMember = (queue: QueueSettings | undefined, id: string): queue is QueueSettings =>
  queue?.members.some(({ agentId }) => agentId === id) === true;

/** They take the callers of a queue again, or no more; what rings or is talked goes on. Too many at once, or of a queue that is not theirs, changes nothing. */
export function signFor(transition: Transition, { type, agentId, queueId }: Signing): void {
  const agent = transition.agent(agentId)!;
  const queue = transition.configuration.queues.get(queueId);
  const isIn = type === 'queue-sign-in';
  if (!isMember(queue, agentId) || isIn === isSignedIn(agent, queueId)) return;
  if (!isIn && !maySignOut(queue, agent, (id) => transition.agent(id))) return;
  const others = agent.signedOutOf.filter((id) => id !== queueId);
  transition.changeAgent(agentId, { signedOutOf: isIn ? others : [...others, queueId] });
}

/** Whoever is no member any more is signed out of nothing there: should they become one again, they take its callers. */
export function forgetSignOuts(transition: Transition): void {
  for (const id of transition.agentIds()) {
    const { signedOutOf } = transition.agent(id)!;
    const kept = signedOutOf.filter((queueId) => isMember(transition.configuration.queues.get(queueId), id));
    if (kept.length < signedOutOf.length) transition.changeAgent(id, { signedOutOf: kept });
  }
}
