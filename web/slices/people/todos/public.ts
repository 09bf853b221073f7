/** What other parts of the application may use of the to-dos' slice. */
export { DueToday, useDueCount } from './due-today.tsx';
export { LevelTag } from './level-tag.tsx';
export { useMarkRead } from './use-todos.ts';
