/** Agent scripts, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';

export const scriptsShape = { search: 'text', enabled: 'flag', open: 'id' } as const;

export const scriptsWeb = webSlice('scripts', {
  pages: [
    {
      path: '/scripts',
      name: { zh: '坐席脚本', en: 'Agent scripts' },
      permission: 'script.read',
      menu: { group: 'system', place: 26 },
      record: 'script',
      shape: scriptsShape,
      texts: ['scripts'],
      load: async () => (await import('./scripts-page.tsx')).ScriptsPage,
    },
  ],
  words: { appliesTo: 'scripts.targets', answer: 'scripts.answers' },
});
