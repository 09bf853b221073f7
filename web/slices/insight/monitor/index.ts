/** Supervision, for the shell: the live board, and what of it hangs on a wall. */
import { Activity } from 'lucide-react';
import { webSlice } from '../../../lib/web-slice.ts';
import { monitorShape, wallboardShape } from './search.ts';

export const monitorWeb = webSlice('monitor', {
  pages: [
    {
      path: '/monitor',
      name: { zh: '坐席监控', en: 'Monitor' },
      permission: 'monitor.read',
      menu: { icon: Activity, place: 65 },
      shape: monitorShape,
      texts: ['monitor', 'transfers', 'desk'],
      load: async () => (await import('./monitor-page.tsx')).MonitorPage,
    },
    {
      path: '/wallboard',
      name: { zh: '大屏', en: 'Wallboard' },
      permission: 'monitor.read',
      isBare: true,
      shape: wallboardShape,
      texts: ['monitor', 'desk'],
      load: async () => (await import('./wallboard-page.tsx')).WallboardPage,
    },
  ],
  alsoShows: {
    user: [['monitor', 'board']],
    department: [['monitor', 'board']],
    'agent-group': [['monitor', 'board']],
    'board-limits': [['monitor', 'board']],
  },
  words: { talking: 'board.limits.talking', about: 'board.over' },
});
