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
  /** Colleagues who call the agent and do not reach them leave a message, too. */
  readonly takesColleagues: boolean;
  /** A caller who is given to the agent and not taken is asked for a message, instead of coming back to who gave them away. */
  readonly takesTransfers: boolean;
  /** Whoever has left a message hears that before the call ends; else it ends at once. */
  readonly saysSaved: boolean;
}

/** Whose box a number or a key of a menu leads to: an agent's, or that of a queue, which its members share. */
export type BoxOwner = { readonly agentId: string } | { readonly queueId: string };

/** What is shorter is no message. Seconds. */
export const minMessageSeconds = 1;
/** The longest message of callers who leave it for a queue, or for nobody in particular. Seconds. */
export const standardMessageSeconds = 180;
