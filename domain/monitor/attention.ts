/** What needs a supervisor now, the most urgent first, with the one act that helps (需要关注). Pure. */
import { standingOf, type ServiceTarget } from '../queues/service-level.ts';
import type { Limits } from './limits.ts';
import { overLimit, type InState, type LimitName } from './states.ts';

export interface WatchedAgent extends InState {
  readonly agentId: string;
  /** What the supervisor can do with them at this moment. */
  readonly acts: readonly string[];
}

export interface WatchedQueue {
  readonly queueId: string;
  /** Since when the caller waits who has waited longest, epoch milliseconds; null while nobody waits. */
  readonly longestSince: number | null;
  /** In percent; null while there is none. */
  readonly level: number | null;
  readonly target: ServiceTarget;
}

/** `act`: null where nothing can be done but look. */
export type Attention =
  | { kind: 'waiting'; queueId: string; seconds: number; limit: number }
  | { kind: 'below' | 'near'; queueId: string; level: number; target: ServiceTarget }
  | { kind: LimitName; agentId: string; seconds: number; limit: number; act: Act | null };
type Act = 'listen' | 'set-ready' | 'remind';

const order: readonly Attention['kind'][] = ['waiting', 'below', 'talking', 'wrapUp', 'ringing', 'busy', 'near'];
const remind = { act: 'remind', needs: 'remind' } as const;
/** Whoever talks too long is listened to, whoever is away too long is set ready; a phone that rings needs its agent, who is reminded. */
const acts: Readonly<Record<LimitName, readonly { act: Act; needs: string }[]>> = {
  talking: [{ act: 'listen', needs: 'listen' }, remind],
  wrapUp: [{ act: 'set-ready', needs: 'state' }, remind],
  busy: [{ act: 'set-ready', needs: 'state' }, remind],
  ringing: [remind],
};

/** Everything that is over a limit or below its target. */
export function attentionOf(
  agents: readonly WatchedAgent[],
  queues: readonly WatchedQueue[],
  limits: Limits,
  now: number,
): Attention[] {
  const found = [
    ...queues.flatMap((queue) => [waitOf(queue, limits, now), levelOf(queue)]),
    ...agents.map((agent) => stateOf(agent, limits, now)),
  ].filter((one) => one !== null);
  return found.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || weightOf(b) - weightOf(a));
}

function waitOf({ queueId, longestSince }: WatchedQueue, { waiting: limit }: Limits, now: number): Attention | null {
  if (longestSince === null || limit === 0) return null;
  const seconds = Math.floor((now - longestSince) / 1000);
  return seconds >= limit ? { kind: 'waiting', queueId, seconds, limit } : null;
}

function levelOf({ queueId, level, target }: WatchedQueue): Attention | null {
  const standing = standingOf(level, target);
  return standing === 'below' || standing === 'near' ? { kind: standing, queueId, level: level!, target } : null;
}

function stateOf(agent: WatchedAgent, limits: Limits, now: number): Attention | null {
  const over = overLimit(agent, limits, now);
  if (!over) return null;
  const { name: kind, seconds, limit } = over;
  const act = acts[kind].find(({ needs }) => agent.acts.includes(needs))?.act ?? null;
  return { kind, agentId: agent.agentId, seconds, limit, act };
}

/** By how much something is over: seconds, or points below the target. */
const weightOf = (one: Attention): number =>
  'level' in one ? one.target.percent - one.level : one.seconds - one.limit;
