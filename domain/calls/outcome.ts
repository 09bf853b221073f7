/** How calls and legs end, exactly. */

export type Outcome =
  | 'in-progress' | 'connected' | 'no-answer' | 'busy' | 'refused' | 'invalid-number' | 'unreachable' | 'network'
  | 'abandoned-menu' | 'abandoned-queue' | 'voicemail' | 'cancelled' | 'goodbye' | 'engine-lost' | 'failed';

/** Outcomes by SIP final response (RFC 3261 §21), where the response says more than the Q.850 cause made of it. */
const bySipCode: Readonly<Record<number, Outcome>> = {
  403: 'refused', 404: 'invalid-number', 408: 'no-answer', 410: 'invalid-number', 480: 'unreachable', 484: 'invalid-number', 486: 'busy', 487: 'cancelled',
  500: 'network', 502: 'network', 503: 'network', 504: 'network', 600: 'busy', 603: 'refused', 604: 'invalid-number', 607: 'refused', 608: 'refused',
};

/** Outcomes by Q.850 cause (ITU-T Q.850 table 1). */
const byCause: Readonly<Record<number, Outcome>> = {
  1: 'invalid-number', 3: 'network', 16: 'cancelled', 17: 'busy', 18: 'no-answer', 19: 'no-answer', 20: 'unreachable', 21: 'refused', 22: 'invalid-number',
  27: 'unreachable', 28: 'invalid-number', 34: 'network', 38: 'network', 41: 'network', 42: 'network', 44: 'network', 58: 'network', 127: 'failed',
};

/** Outcome of a leg that ended before it was answered; the SIP response wins over the Q.850 cause, unknown ones are `failed`. */
export function unansweredOutcome(cause: number | null, sipCode: number | null): Outcome {
  return (sipCode !== null ? bySipCode[sipCode] : undefined) ?? (cause !== null ? byCause[cause] : undefined) ?? 'failed';
}
