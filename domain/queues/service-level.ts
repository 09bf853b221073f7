/**
 * Service level of a queue (服务水平): of the five formulas in use the strict one, SL3, answered within the target / (answered + abandoned). Whoever hung up
 * early counts against it, whoever the queue let go does not count at all. Pure.
 */
import type { QueueDay } from './day.ts';

/** So many percent within so many seconds. */
export interface ServiceTarget {
  readonly percent: number;
  readonly seconds: number;
}

export const standardTarget: ServiceTarget = { percent: 80, seconds: 20 };

/** In percent, not rounded; null while nobody has been answered or has hung up. */
export function serviceLevel({
  answered,
  inTime,
  abandoned,
}: Pick<QueueDay, 'answered' | 'inTime' | 'abandoned'>): number | null {
  const all = answered + abandoned;
  return all === 0 ? null : (inTime / all) * 100;
}

/** Points below its target at which a service level is still near it. */
const nearPoints = 5;

/** How a service level stands to its target; without one there is nothing to be said. */
export type Standing = 'met' | 'near' | 'below' | 'none';

/** Whether a target is met, nearly or not; `none` while there is nothing to measure. */
export function standingOf(level: number | null, { percent }: Pick<ServiceTarget, 'percent'>): Standing {
  if (level === null) return 'none';
  if (level >= percent) return 'met';
  return level >= percent - nearPoints ? 'near' : 'below';
}
