/** What the router reads of the queues as they are set up, worked out once for each configuration. */
import { fits, stepsOf, type NeedStep } from './needs.ts';
import type { QueueSettings, Strategy } from './queue.ts';
import type { FreeAgent } from './strategy.ts';

/** A queue, by its place among all: its lanes are those of its steps, and behind them one of the members who are inside-only. */
export interface QueuePlan {
  readonly index: number;
  readonly id: string;
  readonly strategy: Strategy;
  readonly weight: number;
  readonly steps: readonly NeedStep[];
  readonly positions: ReadonlyMap<string, number>;
}

/** That an agent is a member of a queue. */
interface Membership {
  readonly queue: QueuePlan;
  readonly penalty: number;
  readonly position: number;
  readonly order: number;
}

export interface RoutingPlan {
  readonly queues: ReadonlyMap<string, QueuePlan>;
  readonly memberships: ReadonlyMap<string, readonly Membership[]>;
}

/** The plan of a configuration. */
export function planOf(settings: Iterable<QueueSettings>): RoutingPlan {
  const queues = new Map<string, QueuePlan>();
  const memberships = new Map<string, Membership[]>();
  for (const { id, strategy, weight, needs, members } of settings) {
    const steps = stepsOf(needs);
    const positions = new Map(members.map(({ agentId }, position) => [agentId, position]));
    const queue = { index: queues.size, id, strategy, weight, steps, positions };
    queues.set(id, queue);
    members.forEach(({ agentId, penalty, order }, position) => {
      const own = memberships.get(agentId);
      const membership = { queue, penalty, position, order };
      if (own) own.push(membership);
      else memberships.set(agentId, [membership]);
    });
  }
  return { queues, memberships };
}

/** The queues of an agent whose callers they take. */
export function takenBy(
  { memberships }: RoutingPlan,
  { id, signedOutOf }: Pick<FreeAgent, 'id' | 'signedOutOf'>,
): readonly Membership[] {
  const all = memberships.get(id) ?? [];
  return signedOutOf.length === 0 ? all : all.filter(({ queue }) => !signedOutOf.includes(queue.id));
}

/** Whether an agent stands in a lane of a queue of theirs while they are free: in those of the steps that they fit, or in the last when they are inside-only. */
export const standsIn = (
  { steps }: QueuePlan,
  lane: number,
  { skills, isInsideOnly }: Pick<FreeAgent, 'skills' | 'isInsideOnly'>,
): boolean => (isInsideOnly ? lane === steps.length : lane < steps.length && fits(skills, steps[lane]!));
