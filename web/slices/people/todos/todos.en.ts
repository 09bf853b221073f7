import type { Translated } from '../../../text/texts.ts';
import type { zh } from './todos.zh.ts';

export const en: Translated<typeof zh> = {
  todos: {
    title: 'To-do',
    level: 'Level',
    levels: { normal: 'Normal', important: 'Important', urgent: 'Urgent' },
    empty: 'Nothing is left to read',
    more: '{{count}} more unread',
    markRead: 'Mark as read',
  },
};
