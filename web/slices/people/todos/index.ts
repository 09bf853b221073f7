/** What people are reminded of, for the shell. */
import { todoKinds } from '@bahu/contract/todos.ts';
import { queryKeys } from '../../../lib/records.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const todosWeb = webSlice('todos', {
  alsoShows: Object.fromEntries(todoKinds.map((kind) => [kind, [queryKeys.todos]])),
});
