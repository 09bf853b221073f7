/** The trunks, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';

export const trunksShape = { open: 'id' } as const;

export const trunksWeb = webSlice('trunks', {
  pages: [
    {
      path: '/trunks',
      name: { zh: '外线', en: 'Trunks' },
      permission: 'trunk.read',
      menu: { group: 'system', place: 14 },
      record: 'trunk',
      shape: trunksShape,
      texts: ['trunks'],
      load: async () => (await import('./trunks-page.tsx')).TrunksPage,
    },
  ],
  words: { longDistance: 'deskSettings.longDistance' },
});
