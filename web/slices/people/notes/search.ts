/** What the address of the notes' page may carry. */
import { todoLevels } from '@bahu/contract/todos.ts';
import type { Shape } from '../../../lib/search.ts';

export const notesShape = {
  search: 'text',
  level: todoLevels,
  done: 'flag',
  open: 'id',
} as const satisfies Shape;
