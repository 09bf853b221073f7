/** Where callers leave a message for an agent (留言, SPEC A4.7). */
export interface Box {
  /** Seconds that a call for the agent rings before the greeting. */
  readonly ringSeconds: number;
  /** The longest message, in seconds. */
  readonly maxSeconds: number;
  /** The voice file of their own greeting; null for the standard one. */
  readonly greeting: string | null;
  /** No further message goes into it. */
  readonly isFull: boolean;
}

/** What is shorter is no message. Seconds. */
export const minMessageSeconds = 1;
/** The longest message of callers who leave it for a queue, or for nobody in particular. Seconds. */
export const standardMessageSeconds = 180;
