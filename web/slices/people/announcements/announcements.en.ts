import type { Translated } from '../../../text/texts.ts';
import type { zh } from './announcements.zh.ts';

export const en: Translated<typeof zh> = {
  announcements: {
    what: 'notices',
    add: 'Add notice',
    unit: 'notices',
    hint: 'Those it is for are reminded at once',
    search: 'Title or text',
    title: 'Title',
    body: 'Text',
    author: 'By',
    published: 'Published',
    expires: 'Valid until',
    expiresHint: 'Nobody is reminded of it after that; leave empty for no end',
    state: 'State',
    unread: 'Unread',
    read: 'Read',
    readers: 'Read by {{count}}: {{names}}',
    removing: 'Who has read it is deleted with it',
  },
  permissions: {
    'announcement.read': 'See notices',
    'announcement.manage': 'Publish notices',
  },
  audit: {
    actions: {
      'announcement.create': 'Published a notice',
      'announcement.change': 'Changed a notice',
      'announcement.delete': 'Deleted a notice',
    },
    records: { announcement: 'Notice' },
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
