/** Imports, for the shell. */
import { importShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const importsWeb = webSlice('imports', {
  pages: [
    {
      path: '/imports/$importId',
      name: { zh: '导入', en: 'Import' },
      shape: importShape,
      texts: 'every',
      load: async () => (await import('./import-page.tsx')).ImportPage,
    },
  ],
  words: {
    onExisting: 'imports.onExisting',
    'hidden-rows': 'imports.questions.hidden-rows.choices',
    'lost-zero': 'imports.questions.lost-zero.choices',
  },
});
