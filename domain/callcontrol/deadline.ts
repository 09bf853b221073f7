/** What is due in a call at its time. */

/** What may be due in a call; `relax`: its caller needs less of an agent; `announce`: they are told where they stand; `retry`: who is called back may be called again; `ring` is an offer's, `music`, `grace`, `connect` (they have heard whom they will talk with) and
 * `keys` are a party's. */
export type DeadlineName =
  | 'menu'
  | 'queue'
  | 'relax'
  | 'announce'
  | 'retry'
  | 'park'
  | 'ring'
  | 'music'
  | 'grace'
  | 'connect'
  | 'voicemail'
  | 'goodbye'
  | 'keys';
/** A deadline's name, with the id of the offer or party whose it is. */
export type DeadlineKey = DeadlineName | `${DeadlineName}/${string}`;
