/** What other parts of the application may use of the to-dos' slice. */
export { LevelTag } from './level-tag.tsx';
export { useMarkRead } from './use-todos.ts';
