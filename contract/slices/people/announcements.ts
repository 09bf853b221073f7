/** Announcements and notes (公告便签): to everybody, to departments, to people. */
import { defineSlice } from '../define-slice.ts';

export const announcementsSlice = defineSlice({
  name: 'announcements',
  area: 'people',
  menu: 'organisation',
  permissions: {
    'announcement.read': { heldFrom: ['agent', 'inspector'] },
    'announcement.manage': { heldFrom: ['leader'], isScoped: true, isChanging: true },
  },
  auditActions: ['announcement.create', 'announcement.change', 'announcement.delete'],
  records: {
    announcement: { audience: 'meant', read: 'announcement.read', manage: 'announcement.manage' },
  },
  lists: ['announcements'],
  todos: ['announcement'],
});
