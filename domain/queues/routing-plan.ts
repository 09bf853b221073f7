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
  readonly firstLane: number;
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
  readonly laneCount: number;
}

/** The plan of a configuration. */
export function planOf(settings: Iterable<QueueSettings>): RoutingPlan {
  const queues = new Map<string, QueuePlan>();
  const memberships = new Map<string, Membership[]>();
  let laneCount = 0;
  for (const { id, strategy, weight, needs, members } of settings) {
    const steps = stepsOf(needs);
    const positions = new Map(members.map(({ agentId }, position) => [agentId, position]));
    const queue = { index: queues.size, id, strategy, weight, steps, firstLane: laneCount, positions };
    laneCount += steps.length + 1;
    queues.set(id, queue);
    members.forEach(({ agentId, penalty, order }, position) => {
      const own = memberships.get(agentId);
      const membership = { queue, penalty, position, order };
      if (own) own.push(membership);
      else memberships.set(agentId, [membership]);
    });
  }
  return { queues, memberships, laneCount };
}

/** The lane of a queue in which those stand who take no calls from outside. */
export const insideLane = ({ firstLane, steps }: QueuePlan): number => firstLane + steps.length;

/** Calls `visit` for each lane in which an agent stands while they are free. */
export function eachLane(
  { memberships }: RoutingPlan,
  agent: Pick<FreeAgent, 'id' | 'skills' | 'isInsideOnly'>,
  visit: (lane: number, membership: Membership) => void,
): void {
  for (const membership of memberships.get(agent.id) ?? []) {
    const { queue } = membership;
    if (agent.isInsideOnly) visit(insideLane(queue), membership);
    else
      for (let step = 0; step < queue.steps.length; step++)
        if (fits(agent.skills, queue.steps[step]!)) visit(queue.firstLane + step, membership);
  }
}
