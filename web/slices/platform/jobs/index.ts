/** Background jobs, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';

export const jobsWeb = webSlice('jobs', {
  pages: [
    {
      path: '/jobs',
      name: { zh: '后台任务', en: 'Background jobs' },
      texts: [],
      load: async () => (await import('./jobs-page.tsx')).JobsPage,
    },
  ],
});
