/** What became today of those who waited in a queue: counted as each stay in it ends, and kept with the queue, so that a restart forgets nothing. Pure. */

/** `answered`: an agent took them; `abandoned`: they hung up; `left`: the queue let them go, to a message, a menu, another queue. */
export type Fate = 'answered' | 'abandoned' | 'left';

/**
 * What becomes of those who are called back: `booked` wished it, `called` their phone was called, each try once, `reached` they were talked with, `failed` the
 * last try came to nothing, `expired` nobody had time for them.
 */
export const callbackSteps = ['booked', 'called', 'reached', 'failed', 'expired'] as const;
export type CallbackStep = (typeof callbackSteps)[number];
type CallbackDay = Readonly<Record<CallbackStep, number>>;

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
  /** Counted apart from those who wait on the line. */
  readonly callbacks: CallbackDay;
}

const noCallbacks: CallbackDay = { booked: 0, called: 0, reached: 0, failed: 0, expired: 0 };
export const emptyDay: QueueDay = {
  day: 0,
  answered: 0,
  inTime: 0,
  abandoned: 0,
  left: 0,
  waitMs: 0,
  callbacks: noCallbacks,
};

/** As it was stored; a server of before counts no callbacks, or nothing at all. */
export const storedDay = (stored: Partial<QueueDay> | undefined): QueueDay => ({ ...emptyDay, ...stored });

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

/** With a step of a callback. */
export function withCallback(counts: QueueDay, day: number, step: CallbackStep): QueueDay {
  const today = onDay(counts, day);
  return { ...today, callbacks: { ...today.callbacks, [step]: today.callbacks[step] + 1 } };
}
