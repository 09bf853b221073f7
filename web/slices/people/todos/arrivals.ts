/** Which reminders have come since those that were seen before. Pure. */
import type { Todo } from '@bahu/contract/todos.ts';

interface Seen<T> {
  arrived: readonly T[];
  /** When the newest of all that were seen came; empty while there was none. */
  latest: string;
}

/**
 * Those that came later than `latest`; none of the first answer (null). An older one that takes the place of one that was read has been there all
 * the time, though the list had no room for it.
 */
export function arrivalsOf<T extends Pick<Todo, 'at'>>(items: readonly T[], latest: string | null): Seen<T> {
  const arrived = latest === null ? [] : items.filter(({ at }) => at > latest);
  return { arrived, latest: items.reduce((newest, { at }) => (at > newest ? at : newest), latest ?? '') };
}
