/** What the address of the to-dos' page may carry. */
import { todoKinds, todoLevels } from '@bahu/contract/todos.ts';
import type { Shape } from '../../../lib/search.ts';

const todoViews = ['week', 'list'] as const;

export const todosShape = {
  view: todoViews,
  kind: todoKinds,
  level: todoLevels,
  /** A day of the week that is shown, 2026-11-30. */
  day: 'text',
} as const satisfies Shape;
