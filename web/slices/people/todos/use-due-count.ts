/** What the tab of the customers to call today says of them. */
import { dueToday } from './due.ts';
import { useTodos } from './use-todos.ts';

/** How many are due today, for the tab that leads there. */
export function useDueCount(): number {
  const { data } = useTodos();
  return data ? dueToday(data).length : 0;
}
