/** What became today of those who waited in a queue: counted as each stay in it ends, and kept with the queue, so that a restart forgets nothing. Pure. */

/** `answered`: an agent took them; `abandoned`: they hung up; `left`: the queue let them go, to a message, a menu, another queue. */
export type Fate = 'answered' | 'abandoned' | 'left';

export interface QueueDay {
  /** Of `dayNumber`. */
  readonly day: number;
  readonly answered: number;
  /** Of those the ones who waited no longer than the target said then. */
  readonly inTime: number;
  readonly abandoned: number;
  readonly left: number;
  /** Milliseconds that those who were answered have waited. */
  readonly waitMs: number;
}

export const emptyDay: QueueDay = { day: 0, answered: 0, inTime: 0, abandoned: 0, left: 0, waitMs: 0 };

/** The counts of a day: nothing of an earlier one. */
export const onDay = (counts: QueueDay, day: number): QueueDay => (counts.day === day ? counts : { ...emptyDay, day });

/** With one more whose stay is over. */
export function withStay(
  counts: QueueDay,
  { day, fate, waitMs, targetSeconds }: { day: number; fate: Fate; waitMs: number; targetSeconds: number },
): QueueDay {
  const today = onDay(counts, day);
  if (fate !== 'answered') return { ...today, [fate]: today[fate] + 1 };
  return {
    ...today,
    answered: today.answered + 1,
    inTime: today.inTime + (waitMs <= targetSeconds * 1000 ? 1 : 0),
    waitMs: today.waitMs + waitMs,
  };
}
