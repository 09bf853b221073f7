/** Notes (便签) to oneself and to those whom one leads, of which they are reminded at a time. */
import { defineSlice } from '../define-slice.ts';

export const notesSlice = defineSlice({
  name: 'notes',
  area: 'people',
  menu: 'organisation',
  permissions: {
    'note.read': { heldFrom: ['agent', 'inspector'] },
    'note.manage': { heldFrom: ['agent', 'inspector'], isScoped: true, isChanging: true },
  },
  auditActions: ['note.create', 'note.change', 'note.delete'],
  records: { note: { audience: 'starter', read: 'note.read' } },
  lists: ['notes'],
  todos: ['note'],
});
