/** How long a caller will have to wait, from how long those waited who were answered last. */

/** Somebody of a queue who was answered: when, epoch milliseconds, where they stood when they came, from 1 on, and for how long they waited. */
export interface PastWait {
  readonly at: number;
  readonly position: number;
  readonly seconds: number;
}

const kept = 10;
const fewest = 3;
const maxAgeMs = 30 * 60_000;

/** The latest waits with one more. */
export const withWait = (waits: readonly PastWait[], wait: PastWait): readonly PastWait[] => [
  ...waits.slice(1 - kept),
  wait,
];

/**
 * Seconds that somebody has still to wait who stands at this place, null when too little is known: places times the mean time in which the line has moved
 * by one. W. Whitt, Predicting Queueing Delays, Management Science 45(6), 1999, p. 870-888: with k ahead the wait is the sum of k + 1 times between
 * departures. That time is taken from the latest waits themselves (wait by place), as delays are predicted from the history of delays in R. Ibrahim,
 * W. Whitt, Real-Time Delay Estimation Based on Delay History, M&SOM 11(3), 2009, p. 397-415, so it needs no number of agents and follows the day.
 */
export function expectedWait(waits: readonly PastWait[], position: number, now: number): number | null {
  const recent = waits.filter(({ at }) => at > now - maxAgeMs);
  if (recent.length < fewest) return null;
  const secondsAPlace = recent.reduce((sum, wait) => sum + wait.seconds / wait.position, 0) / recent.length;
  return position * secondsAPlace;
}
