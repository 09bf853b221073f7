/** What is kept of one person, for the shell: the certificates of what was erased. */
import { webSlice } from '../../../lib/web-slice.ts';
import { erasuresShape } from './search.ts';

export const personalDataWeb = webSlice('personal-data', {
  pages: [
    {
      path: '/erasures',
      name: { zh: '清除证明', en: 'Erasures' },
      permission: 'personal-data.erase',
      under: '/customers',
      record: 'erasure',
      shape: erasuresShape,
      texts: ['personal-data'],
      load: async () => (await import('./erasures-page.tsx')).ErasuresPage,
    },
  ],
});
