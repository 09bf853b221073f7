/** From which time on a state or a wait needs a supervisor's eye (阈值): seconds; 0 for never. */
export interface Limits {
  /** In a conversation, whatever it has come to. */
  readonly talking: number;
  readonly wrapUp: number;
  /** Busy or away, with a reason or without. */
  readonly busy: number;
  readonly ringing: number;
  /** A caller in a queue. */
  readonly waiting: number;
}

export const standardLimits: Limits = { talking: 900, wrapUp: 60, busy: 1200, ringing: 20, waiting: 60 };
/** A day. */
export const longestLimit = 86_400;
