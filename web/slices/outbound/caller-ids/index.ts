/** Caller IDs, for the shell. */
import { callerIdsShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const callerIdsWeb = webSlice('caller-ids', {
  pages: [
    {
      path: '/caller-ids',
      name: { zh: '外显号码', en: 'Caller IDs' },
      permission: 'caller-id.read',
      menu: { group: 'system', place: 10 },
      record: 'caller-id',
      shape: callerIdsShape,
      texts: ['caller-ids'],
      load: async () => (await import('./caller-ids-page.tsx')).CallerIdsPage,
    },
  ],
  sheets: {
    'caller-ids': { zh: '外显号码', en: 'caller IDs', page: '/users' },
  },
});
