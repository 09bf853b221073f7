/** Why a caller was offered to an agent, as data: what is said of it is a matter of the reader's language. */
import { secondsBetween } from '../time/day.ts';
import type { Strategy } from './queue.ts';
import type { QueuePlan } from './routing-plan.ts';
import { stepAt } from './needs.ts';
import { answeredOf, type FreeMember } from './strategy.ts';

export interface Why {
  /** What the queue went by. */
  readonly strategy: Strategy;
  /** How many were free who fitted. */
  readonly free: number;
  readonly readySeconds: number;
  readonly waitedSeconds: number;
  /** Calls that they had answered today. */
  readonly answered: number;
  readonly penalty: number;
  /** How much less was needed than at first: 0 nothing less. */
  readonly relaxed: number;
  /** What the caller needed, with the agent's level. */
  readonly skills: readonly { readonly skillId: string; readonly level: number }[];
}

/** Why this member, of so many who were free, for one who waits since `since`. */
export function whyOf(
  { strategy, steps }: QueuePlan,
  { value, major }: FreeMember,
  { since }: { since: number },
  { count, now }: { count: number; now: number },
): Why {
  const relaxed = stepAt(steps, since, now);
  return {
    strategy,
    free: count,
    readySeconds: secondsBetween(value.idleSince, now),
    waitedSeconds: secondsBetween(since, now),
    answered: answeredOf(value.answered),
    penalty: major,
    relaxed,
    skills: steps[relaxed]!.needs.map(({ skillId }) => ({ skillId, level: value.skills.get(skillId)! })),
  };
}
