/** Deals, for the shell. */
import { Handshake } from 'lucide-react';
import { webSlice } from '../../../lib/web-slice.ts';
import { dealsShape } from './search.ts';

export const dealsWeb = webSlice('deals', {
  pages: [
    {
      path: '/deals',
      name: { zh: '签单记录', en: 'Deals' },
      permission: 'deal.read',
      menu: { icon: Handshake, place: 27 },
      record: 'deal',
      shape: dealsShape,
      texts: ['deals', 'customers'],
      load: async () => (await import('./deals-page.tsx')).DealsPage,
    },
  ],
  sheets: { deals: { zh: '签单记录', en: 'deals', page: '/deals' } },
  alsoShows: { field: [['deals']], customer: [['deals']], deal: [['deals', 'of-customer']] },
  words: { dealKind: 'deals.dealKind', dealStage: 'deals.dealStage' },
});
