/** Pause reasons, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';

export const pauseReasonsShape = { search: 'text', enabled: 'flag', open: 'id' } as const;

export const pauseReasonsWeb = webSlice('pause-reasons', {
  pages: [
    {
      path: '/pause-reasons',
      name: { zh: '示忙原因', en: 'Pause reasons' },
      permission: 'pause-reason.read',
      menu: { group: 'people', place: 45 },
      record: 'pause-reason',
      shape: pauseReasonsShape,
      texts: ['pause-reasons'],
      load: async () => (await import('./pause-reasons-page.tsx')).PauseReasonsPage,
    },
  ],
  words: { hue: 'pauseReasons.hues' },
});
