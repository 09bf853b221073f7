/** Notes, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';
import { notesShape } from './search.ts';

export const notesWeb = webSlice('notes', {
  pages: [
    {
      path: '/notes',
      name: { zh: '便签', en: 'Notes' },
      permission: 'note.read',
      under: '/todos',
      record: 'note',
      shape: notesShape,
      texts: ['notes', 'todos'],
      load: async () => (await import('./notes-page.tsx')).NotesPage,
    },
  ],
  words: { level: 'todos.levels' },
});
