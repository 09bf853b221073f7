import type { Translated } from '../../../text/texts.ts';
import type { zh } from './announcements.zh.ts';

export const en: Translated<typeof zh> = {
  announcements: {
    what: 'announcements',
    unit: 'announcements',
    hint: 'Those it is for are reminded at once',
    search: 'Title or text',
    title: 'Title',
    body: 'Text',
    author: 'By',
    published: 'Published',
    expires: 'Valid until',
    expiresHint: 'Nobody is reminded of it after that; empty for ever',
    state: 'State',
    unread: 'Unread',
    read: 'Read',
    readers: 'Read by {{count}}: {{names}}',
    removing: 'Who has read it is deleted with it',
  },
  permissions: {
    'announcement.read': 'See announcements',
    'announcement.manage': 'Publish announcements',
  },
  audit: {
    actions: {
      'announcement.create': 'Published an announcement',
      'announcement.change': 'Changed an announcement',
      'announcement.delete': 'Deleted an announcement',
    },
    records: { announcement: 'Announcement' },
    fields: {
      body: 'Text',
      audience: 'For',
      level: 'Level',
      departmentIds: 'Departments',
      userIds: 'People',
      expiresAt: 'Valid until',
    },
  },
};
