/** Pages by name or by the initials of their name: 审计日志 by 审计 or sjrz. Pure. */
import { initialsOf } from '@bahu/domain/text/initials.ts';

export interface NamedPage {
  path: string;
  name: string;
}

export function findPages(pages: readonly NamedPage[], text: string): readonly NamedPage[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return pages.filter(({ name }) => name.toLowerCase().includes(wanted) || initialsOf(name).startsWith(wanted));
}
