/** Keys of other programs, for the shell. */
import { apiKeysShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const apiKeysWeb = webSlice('api-keys', {
  pages: [
    {
      path: '/api-keys',
      name: { zh: '开放接口', en: 'API keys' },
      permission: 'api-key.manage',
      menu: { group: 'system', place: 30 },
      record: 'api-key',
      shape: apiKeysShape,
      texts: 'every',
      load: async () => (await import('./api-keys-page.tsx')).ApiKeysPage,
    },
  ],
});
