/**
 * What is known of a number that agents dial by hand (手工拨号, SPEC C9): nothing but what its last call said, or why there was none. Pure.
 */

/** By the outcome of a call, the state of the number. What is not here is a call that came to nothing for a reason of ours. */
const byOutcome = {
  connected: 'answered',
  'no-answer': 'no-answer',
  busy: 'busy',
  refused: 'refused',
  'invalid-number': 'invalid',
  unreachable: 'unreachable',
  cancelled: 'cancelled',
} as const;
export const namedOutcomes = Object.keys(byOutcome) as readonly (keyof typeof byOutcome)[];

export const dialStates = [
  'waiting',
  'ringing',
  'talking',
  'answered',
  'no-answer',
  'busy',
  'refused',
  'invalid',
  'unreachable',
  'cancelled',
  'failed',
  'blocked',
] as const;
export type DialState = (typeof dialStates)[number];

/** Why a number is not dialled, whoever tries: it stands there with the reason. Every other refusal is about the agent or the lines, and the number waits on. */
export const refusalsOfNumbers = [
  'phone.invalid-number',
  'phone.number-blocked',
  'phone.do-not-call',
  'phone.consent-refused',
  'phone.premium-closed',
  'phone.satellite-closed',
  'phone.international-not-allowed',
] as const;
export type NumberRefusal = (typeof refusalsOfNumbers)[number];

/** Whether a call was refused for the number itself. */
export const isAboutNumber = (code: string): code is NumberRefusal =>
  (refusalsOfNumbers as readonly string[]).includes(code);

export interface Dialled {
  /** Somebody dials it now. */
  readonly isClaimed: boolean;
  /** The call of that has been answered. */
  readonly isAnswered: boolean;
  readonly isDone: boolean;
  /** Of the last call that has ended. */
  readonly outcome: string | null;
  /** Why it was not dialled; it is about the last try. */
  readonly refusal: string | null;
}

/** The state of a number: of the call that is under way, else of the last one. */
export function dialState({ isClaimed, isAnswered, isDone, outcome, refusal }: Dialled): DialState {
  if (isClaimed) return isAnswered ? 'talking' : 'ringing';
  if (!isDone) return 'waiting';
  if (refusal !== null) return refusal === 'phone.invalid-number' ? 'invalid' : 'blocked';
  return (byOutcome as Readonly<Record<string, DialState>>)[outcome ?? ''] ?? 'failed';
}
