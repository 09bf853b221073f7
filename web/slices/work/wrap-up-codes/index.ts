/** Wrap-up codes, for the shell. */
import { queryKeys } from '../../../lib/records.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const wrapUpCodesShape = { search: 'text', enabled: 'flag', open: 'id' } as const;

export const wrapUpCodesWeb = webSlice('wrap-up-codes', {
  pages: [
    {
      path: '/wrap-up-codes',
      name: { zh: '小结代码', en: 'Wrap-up codes' },
      permission: 'wrap-up-group.read',
      menu: { group: 'system', place: 25 },
      record: 'wrap-up-group',
      shape: wrapUpCodesShape,
      texts: ['wrap-up-codes'],
      load: async () => (await import('./wrap-up-codes-page.tsx')).WrapUpCodesPage,
    },
  ],
  alsoShows: {
    'wrap-up': [queryKeys.todos, ['calls', 'one']],
    'wrap-up-group': [['wrap-ups', 'one']],
  },
  words: { appliesTo: 'wrapUpCodes.targets', nextAction: 'wrapUpCodes.actions' },
});
