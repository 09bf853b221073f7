/** Agents as people look for them, and what can be done with one whom they have found. Pure. */
import type { SupervisorAct } from '@bahu/contract/desk.ts';

/** A text as searches compare it. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** Whether an agent is meant by what was typed: by the beginning of their initials or extension, or a part of what is said of them. Everybody is by nothing. */
export function isAgentMeant(
  { initials, extension }: { initials: string; extension: string },
  said: readonly string[],
  typed: string,
): boolean {
  const text = folded(typed);
  return (
    text === '' ||
    initials.startsWith(text) ||
    extension.startsWith(text) ||
    said.some((one) => folded(one).includes(text))
  );
}

/** Of the acts those that are possible now: acts on a call need one in which they talk; who is signed out can neither be put into a state nor reminded. */
export const actsPossible = (
  acts: readonly SupervisorAct[],
  { isThere, isTalking }: { isThere: boolean; isTalking: boolean },
): readonly SupervisorAct[] => acts.filter((act) => (act === 'state' || act === 'remind' ? isThere : isTalking));
