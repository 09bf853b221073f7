/** The record that a reminder leads to. Pure. */
import type { Todo } from '@bahu/contract/todos.ts';

/** Whom it is about, else the call from which it comes, else what it is itself. */
export function recordOf({ kind, id, customerId, call }: Pick<Todo, 'kind' | 'id' | 'customerId' | 'call'>): {
  record: string;
  id: string;
} {
  if (customerId !== null) return { record: 'customer', id: customerId };
  return call?.callId === undefined ? { record: kind, id } : { record: 'call', id: call.callId };
}
