/** Which reminders have come since those that were seen before. Pure. */
import type { Todo, TodoKind } from '@bahu/contract/todos.ts';

/** When the newest of each kind that was seen came: what becomes due now may be older than an announcement that was seen before. */
type Latest = Readonly<Partial<Record<TodoKind, string>>>;

interface Seen<T> {
  arrived: readonly T[];
  latest: Latest;
}

/**
 * Those that came later than `latest` of their kind; none of the first answer (null). An older one that takes the place of one that was read has been there all
 * the time, though the list had no room for it.
 */
export function arrivalsOf<T extends Pick<Todo, 'at' | 'kind'>>(items: readonly T[], latest: Latest | null): Seen<T> {
  const arrived = latest === null ? [] : items.filter(({ at, kind }) => at > (latest[kind] ?? ''));
  const newest: Partial<Record<TodoKind, string>> = { ...latest };
  for (const { at, kind } of items) if (at > (newest[kind] ?? '')) newest[kind] = at;
  return { arrived, latest: newest };
}
