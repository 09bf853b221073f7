/** Manual dialling, for the shell. */
import { BookUser } from 'lucide-react';
import { lazy } from 'react';
import { webSlice } from '../../../lib/web-slice.ts';
import { withTexts } from '../../../text/i18n.ts';
import { dialListsShape, dialNumbersShape } from './search.ts';

export const dialListsWeb = webSlice('dial-lists', {
  pages: [
    {
      path: '/dial-numbers',
      name: { zh: '手工拨号', en: 'Dialling' },
      permission: 'dial-list.read',
      menu: { icon: BookUser, place: 28 },
      record: 'dial-number',
      shape: dialNumbersShape,
      texts: ['dial-lists'],
      load: async () => (await import('./numbers-page.tsx')).NumbersPage,
    },
    {
      path: '/dial-lists',
      name: { zh: '拨号批次', en: 'Dialling batches' },
      permission: 'dial-list.manage',
      under: '/dial-numbers',
      record: 'dial-list',
      shape: dialListsShape,
      texts: ['dial-lists'],
      load: async () => (await import('./lists-page.tsx')).ListsPage,
    },
  ],
  alsoShows: { 'dial-number': [['dial-lists']], 'dial-list': [['dial-numbers']] },
  sheets: {
    'dial-numbers': { zh: '拨号号码', en: 'numbers to dial', page: '/dial-numbers' },
    // The job that makes customers of numbers.
    'numbers-to-customers': { zh: '号码为客户', en: 'numbers into customers', page: '/customers' },
  },
  words: { dialState: 'dialLists.states' },
  onSelectedCustomers: {
    permission: 'dial-list.manage',
    control: lazy(withTexts(['dial-lists'], () => import('./from-customers.tsx'))),
  },
  betweenCalls: {
    permission: 'dial-list.read',
    control: lazy(async () => ({ default: (await import('./next-number.tsx')).NextNumber })),
  },
});
