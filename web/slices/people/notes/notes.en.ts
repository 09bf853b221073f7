import type { Translated } from '../../../text/texts.ts';
import type { zh } from './notes.zh.ts';

export const en: Translated<typeof zh> = {
  notes: {
    what: 'notes',
    add: 'Add note',
    unit: 'notes',
    hint: 'For yourself or your team, with a reminder at its time',
    search: 'Title or text',
    title: 'Title',
    body: 'Text',
    at: 'Remind at',
    who: 'Remind',
    superior: 'Manager',
    tellsSuperior: 'Remind their manager too',
    author: 'By',
    state: 'State',
    open: 'Open',
    done: 'Done',
    yes: 'Yes',
    no: 'No',
    removing: 'Nobody will be reminded of it',
  },
  permissions: {
    'note.read': 'See notes and to-dos',
    'note.manage': 'Write notes',
  },
  audit: {
    actions: {
      'note.create': 'Added a note',
      'note.change': 'Changed a note',
      'note.delete': 'Deleted a note',
    },
    records: { note: 'Note' },
    fields: { at: 'Remind at', userName: 'Remind', tellsSuperior: 'Remind their manager too' },
  },
};
