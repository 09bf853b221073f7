/** How calls and legs end, exactly. */

export type Outcome =
  | 'in-progress'
  | 'connected'
  | 'no-answer'
  | 'busy'
  | 'refused'
  | 'invalid-number'
  | 'unreachable'
  | 'network'
  | 'abandoned-menu'
  | 'abandoned-queue'
  | 'voicemail'
  | 'cancelled'
  | 'not-served'
  /** The caller wished to be called back, and is. */
  | 'callback'
  /** The last try to call somebody back has come to nothing. */
  | 'callback-failed'
  | 'media-server-restarted'
  | 'failed';

/** What is known of the end of a leg that was not answered. Numbers are Q.850 causes except `sipCode`. */
export interface LegFailure {
  /** The media server's cause, made from the SIP status where there was one. */
  cause: number | null;
  sipCode: number | null;
  /** The cause that the network gave itself (RFC 3326), null when it gave none. */
  reason: number | null;
  /** Whether the far end rang or spoke before. */
  hasRung: boolean;
}

/**
 * Outcomes by SIP final response (RFC 3261 §21 and its extensions), where the response says more than the Q.850 cause made of it. Redirections are not
 * followed: who was moved for good has another number (301), the others cannot be reached here. What our own account, requests or codecs are refused
 * for is the line's fault and not the called party's.
 */
const bySipCode: Readonly<Record<number, Outcome>> = {
  300: 'unreachable',
  301: 'invalid-number',
  302: 'unreachable',
  305: 'network',
  380: 'unreachable',
  400: 'network',
  401: 'network',
  402: 'network',
  403: 'refused',
  404: 'invalid-number',
  405: 'network',
  406: 'network',
  407: 'network',
  408: 'no-answer',
  410: 'invalid-number',
  413: 'network',
  414: 'network',
  415: 'network',
  416: 'network',
  420: 'network',
  421: 'network',
  422: 'network',
  423: 'network',
  433: 'refused',
  480: 'unreachable',
  481: 'network',
  482: 'network',
  483: 'network',
  484: 'invalid-number',
  485: 'invalid-number',
  486: 'busy',
  487: 'cancelled',
  488: 'network',
  491: 'network',
  493: 'network',
  500: 'network',
  501: 'network',
  502: 'network',
  503: 'network',
  504: 'network',
  505: 'network',
  513: 'network',
  580: 'network',
  600: 'busy',
  603: 'refused',
  604: 'invalid-number',
  606: 'network',
  607: 'refused',
  608: 'refused',
};

/** Outcomes by Q.850 cause (ITU-T Q.850 table 1). 16, 31 and 127 (normal, unspecified) say nothing of a call that was not answered, see below. */
const byCause: Readonly<Record<number, Outcome>> = {
  1: 'invalid-number',
  2: 'network',
  3: 'network',
  5: 'invalid-number',
  17: 'busy',
  18: 'no-answer',
  19: 'no-answer',
  20: 'unreachable',
  21: 'refused',
  22: 'invalid-number',
  23: 'unreachable',
  25: 'network',
  27: 'unreachable',
  28: 'invalid-number',
  29: 'network',
  34: 'network',
  38: 'network',
  39: 'network',
  40: 'network',
  41: 'network',
  42: 'network',
  43: 'network',
  44: 'network',
  46: 'network',
  47: 'network',
  49: 'network',
  50: 'network',
  52: 'refused',
  54: 'refused',
  55: 'refused',
  57: 'network',
  58: 'network',
  63: 'network',
  65: 'network',
  69: 'network',
  79: 'network',
  87: 'refused',
  88: 'network',
  102: 'network',
  111: 'network',
};

/**
 * Outcome of a leg that ended before it was answered. What the network says itself wins over its SIP response, which wins over the media server's
 * reading; a far end that never rang and timed out is a line that does not work. What nobody knows is `failed`.
 */
export function unansweredOutcome({ cause, sipCode, reason, hasRung }: LegFailure): Outcome {
  const said = reason === null ? undefined : byCause[reason];
  if (said) return said;
  if (sipCode === 408 && !hasRung) return 'network';
  const bySip = sipCode === null ? undefined : bySipCode[sipCode];
  if (bySip) return bySip;
  if (cause === 16) return 'cancelled';
  return (cause === null ? undefined : byCause[cause]) ?? 'failed';
}
