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
    settle: 'Mark as done',
    followUp: 'Follow-up',
    today: 'Due today',
    todayEmpty: 'Nobody is due today',
    todayHint: 'Choose “Next reminder” in a follow-up, and the customer comes up here in time',
    overdue: 'Due',
    call: 'Call {{title}}',
  },
};
