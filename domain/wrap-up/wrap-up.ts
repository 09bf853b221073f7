/** What an agent says of a call by a code (SPEC B, A2.8): when that is late, what follows from it, and how two keys choose it. */

/** What follows from a code: a call back at a time, no more calls to the number, something to do. */
export const nextActions = ['none', 'callback', 'block', 'todo'] as const;
export type NextAction = (typeof nextActions)[number];

/** A page that is being saved while the after-call work ends is not late. */
const graceMs = 30_000;

/** An agent's part in a call, times in epoch milliseconds. */
export interface Part {
  /** When their last stay in it was over; null while they talk. */
  readonly endedAt: number | null;
  /** Of the after-call work that is over. */
  readonly wrapUpMs: number;
  readonly isWrappingUp: boolean;
}

/** Whether a code is chosen behind the after-call work. */
export const isLate = ({ endedAt, wrapUpMs, isWrappingUp }: Part, now: number): boolean =>
  endedAt !== null && !isWrappingUp && now > endedAt + wrapUpMs + graceMs;

/** When the agent is reminded of what a code has them do, epoch milliseconds: as they wish, else as the code says; null for what needs no reminder. */
export function dueAt(
  { nextAction, afterMinutes }: { readonly nextAction: NextAction; readonly afterMinutes: number },
  { now, wished }: { readonly now: number; readonly wished: number | null },
): number | null {
  if (nextAction !== 'callback' && nextAction !== 'todo') return null;
  return Math.max(now, wished ?? now + afterMinutes * 60_000);
}
