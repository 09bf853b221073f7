/** When customers go back to the public pool: so many days without a follow-up, and their agent warned so many days before. */

const dayMs = 86_400_000;

export interface ReturnRule {
  /** So many days without a follow-up; 0: they stay. */
  readonly returnAfterDays: number;
  /** The agent is warned so many days before; 0: not at all. */
  readonly returnWarnDays: number;
}

/** When a customer goes back whose agent was warned; nobody goes back of whom the agent was not, however long there was no follow-up. */
export const returnsAt = (
  { returnAfterDays, returnWarnDays }: ReturnRule,
  { followedMs, warnedMs }: { followedMs: number; warnedMs: number },
): number => Math.max(followedMs + returnAfterDays * dayMs, warnedMs + returnWarnDays * dayMs);

/** Between which moments those lie of whom something is due; null while customers stay. */
export function returnLimits({ returnAfterDays, returnWarnDays }: ReturnRule, nowMs: number) {
  if (returnAfterDays === 0) return null;
  const before = (days: number): Date => new Date(nowMs - days * dayMs);
  return {
    /** Followed up last before that: the agent is to be warned. */
    warnFollowedBefore: before(Math.max(0, returnAfterDays - returnWarnDays)),
    /** Followed up last until then, and warned until then: they go back. */
    returnFollowedUntil: before(returnAfterDays),
    returnWarnedUntil: before(returnWarnDays),
  };
}
