/** What the address of the announcements' page may carry. */
import { todoLevels } from '@bahu/contract/todos.ts';
import type { Shape } from '../../../lib/search.ts';

export const announcementsShape = {
  search: 'text',
  level: todoLevels,
  unread: 'flag',
  open: 'id',
} as const satisfies Shape;
