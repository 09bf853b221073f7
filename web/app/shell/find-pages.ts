/** Pages by name or by the initials of their name: 审计日志 by 审计 or sjrz; one that is called just so comes first. Pure. */
import { initialsOf } from '@bahu/domain/text/initials.ts';

export interface NamedPage {
  path: string;
  name: string;
}

const maxFound = 5;

export function findPages(pages: readonly NamedPage[], text: string): readonly NamedPage[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return pages
    .filter(({ name }) => fits(name.toLowerCase(), wanted) || initialsOf(name).startsWith(wanted))
    .toSorted((a, b) => Number(isCalled(b, wanted)) - Number(isCalled(a, wanted)))
    .slice(0, maxFound);
}

const isCalled = ({ name }: NamedPage, wanted: string): boolean =>
  name.toLowerCase() === wanted || initialsOf(name) === wanted;

/** Chinese has no gaps between words, so any part counts; elsewhere words count from their beginning. */
const fits = (name: string, wanted: string): boolean =>
  /\p{Script=Han}/u.test(wanted) ? name.includes(wanted) : ` ${name}`.includes(` ${wanted}`);
