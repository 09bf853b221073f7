/** Announcements, for the shell. */
import { Megaphone } from 'lucide-react';
import { webSlice } from '../../../lib/web-slice.ts';
import { announcementsShape } from './search.ts';

export const announcementsWeb = webSlice('announcements', {
  pages: [
    {
      path: '/announcements',
      name: { zh: '公告便签', en: 'Notices' },
      permission: 'announcement.read',
      menu: { icon: Megaphone, place: 70 },
      record: 'announcement',
      shape: announcementsShape,
      texts: ['announcements', 'todos'],
      load: async () => (await import('./announcements-page.tsx')).AnnouncementsPage,
    },
  ],
  words: { level: 'todos.levels', audience: 'ui.audience' },
});
