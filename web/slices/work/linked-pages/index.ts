/** Pages of other systems, for the shell. */
import { linkedPlaces } from '@bahu/contract/linked-pages.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const linkedPagesShape = { search: 'text', place: linkedPlaces, enabled: 'flag', open: 'id' } as const;

export const linkedPagesWeb = webSlice('linked-pages', {
  pages: [
    {
      path: '/linked-pages',
      name: { zh: '关联页面', en: 'Linked pages' },
      permission: 'linked-page.manage',
      menu: { group: 'system', place: 28 },
      record: 'linked-page',
      shape: linkedPagesShape,
      texts: ['linked-pages', 'api-keys'],
      load: async () => (await import('./linked-pages-page.tsx')).LinkedPagesPage,
    },
    {
      path: '/linked/$pageId',
      name: { zh: '关联后台', en: 'Linked' },
      texts: ['linked-pages'],
      load: async () => (await import('./one-page.tsx')).OneLinkedPage,
    },
  ],
  words: { place: 'linkedPages.places' },
});
