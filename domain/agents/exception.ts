/** Why an agent cannot be rung, for which their calls may go to their mobile instead (异常转手机, SPEC A2.4). */
import type { Agent } from './agent.ts';

export const exceptions = ['not-connected', 'busy', 'away'] as const;
export type Exception = (typeof exceptions)[number];

/** Null for one who can be rung, or is just in a call or writing it up; for one who is disabled too: they have no calls at all. */
export function exceptionOf({
  isEnabled,
  isRegistered,
  callId,
  chosen,
}: Pick<Agent, 'isEnabled' | 'isRegistered' | 'callId' | 'chosen'>): Exception | null {
  if (!isEnabled || callId !== null) return null;
  if (!isRegistered) return 'not-connected';
  return chosen === 'ready' ? null : chosen;
}
