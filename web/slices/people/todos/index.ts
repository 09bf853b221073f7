/** What people are reminded of, for the shell. */
import { todoKinds } from '@bahu/contract/todos.ts';
import { ListTodo } from 'lucide-react';
import { queryKeys } from '../../../lib/records.ts';
import { webSlice } from '../../../lib/web-slice.ts';
import { todosShape } from './search.ts';

export const todosWeb = webSlice('todos', {
  pages: [
    {
      path: '/todos',
      name: { zh: '待办事务', en: 'To-do' },
      permission: 'note.read',
      menu: { icon: ListTodo, place: 15 },
      shape: todosShape,
      texts: ['todos'],
      load: async () => (await import('./todos-page.tsx')).TodosPage,
    },
  ],
  alsoShows: Object.fromEntries(todoKinds.map((kind) => [kind, [queryKeys.todos]])),
});
