/** What the server does for the slice of the to-dos. */
import { todosSlice } from '@bahu/contract/slices/people/todos.ts';
import { todoRoutes } from '@bahu/contract/todos.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountTodos } from './routes.ts';
export { countUnread, forgetReads, isReadBy, readersOf } from './store.ts';
export type { TodoSource } from './source.ts';
export type { TodoSources } from './routes.ts';

export const todosServer = serverSlice(todosSlice, {
  routes: todoRoutes,
  mount: mountTodos,
});
