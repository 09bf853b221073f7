/** The blacklist, for the shell. */
import { blockedDirections } from '@bahu/domain/blacklist/blacklist.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const blacklistShape = { search: 'text', direction: blockedDirections, expired: 'flag', open: 'id' } as const;

export const blacklistWeb = webSlice('blacklist', {
  pages: [
    {
      path: '/blacklist',
      name: { zh: '黑名单', en: 'Blacklist' },
      permission: 'blacklist.read',
      menu: { group: 'system', place: 15 },
      record: 'blocked-number',
      shape: blacklistShape,
      texts: ['blacklist'],
      load: async () => (await import('./blacklist-page.tsx')).BlacklistPage,
    },
  ],
  sheets: { blacklist: { zh: '黑名单', en: 'blacklist', page: '/blacklist' } },
  words: { direction: 'blacklist.directions' },
});
