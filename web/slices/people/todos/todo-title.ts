import type { Todo } from '@bahu/contract/todos.ts';
import type { TFunction } from 'i18next';

/** The title of a reminder, with what is said of whom it names. */
export const todoTitle = (t: TFunction, { title, about }: Pick<Todo, 'title' | 'about'>): string =>
  about === null ? title : t(`app.todoAbout.${about}`, { title });
