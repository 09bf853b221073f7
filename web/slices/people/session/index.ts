/** One’s own account, for the shell. */
import { queryKeys } from '../../../lib/records.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const sessionWeb = webSlice('session', {
  pages: [
    {
      path: '/account',
      name: { zh: '我的账号', en: 'My account' },
      texts: ['session', 'sign-in', 'desk-phones'],
      load: async () => (await import('./account-page.tsx')).AccountPage,
    },
  ],
  words: { client: 'account.clients' },
  alsoShows: { role: [queryKeys.me], tenant: [queryKeys.me] },
});
