/** What of one's reminders are customers to call today. Pure. */
import type { Todo } from '@bahu/contract/todos.ts';

export type Due = Todo & { customerId: string; isDue: boolean };

/** Those whose time has come first, the longest due at the top, then the later ones as they come. */
export function dueToday({ items, coming }: { items: readonly Todo[]; coming: readonly Todo[] }): readonly Due[] {
  const of = (todos: readonly Todo[], isDue: boolean): Due[] =>
    todos.flatMap((todo) => (todo.isTimed && todo.customerId ? [{ ...todo, customerId: todo.customerId, isDue }] : []));
  return [...of(items, true).toReversed(), ...of(coming, false)];
}
