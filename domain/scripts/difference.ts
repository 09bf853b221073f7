/** What of a script's steps differs from another state of it, shortly: an audit log is read by people. Pure. */
import type { Steps } from './script.ts';

/** More steps than anybody compares line by line. */
const mostSteps = 20;
const longestText = 60;

const cut = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);

/** A line for each step that the other state does not have just so: its id, its title, and the beginning of what is said. */
export function differentSteps(steps: Steps, others: Steps): string[] {
  const known = new Map(others.map((step, place) => [step.id, JSON.stringify([place, step])]));
  const differ = steps.filter((step, place) => known.get(step.id) !== JSON.stringify([place, step]));
  const lines = differ
    .slice(0, mostSteps)
    .map(({ id, title, text }) => cut([id, title, text].filter(Boolean).join(' ')));
  return differ.length > mostSteps ? [...lines, `+${differ.length - mostSteps}`] : lines;
}
