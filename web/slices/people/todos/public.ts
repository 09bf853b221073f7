/** What other parts of the application may use of the to-dos' slice. */
import { lazy } from 'react';
export { LevelTag } from './level-tag.tsx';
export { useDueCount } from './use-due-count.ts';
export { useMarkRead } from './use-todos.ts';

/** Fetched when somebody looks at it. */
export const DueToday = lazy(async () => ({ default: (await import('./due-today.tsx')).DueToday }));
