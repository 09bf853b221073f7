/** Call records, for the shell. */
import { BarChart3, Phone } from 'lucide-react';
import { callsShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const callsWeb = webSlice('calls', {
  pages: [
    {
      path: '/calls',
      name: { zh: '通话详单', en: 'Call records' },
      permission: 'call.read',
      menu: { icon: BarChart3, place: 60 },
      record: 'call',
      shape: callsShape,
      texts: ['calls', 'wrap-up-codes', 'linked-pages', 'local-recordings'],
      load: async () => (await import('./calls-page.tsx')).CallsPage,
    },
  ],
  finds: {
    calls: {
      name: { zh: '通话', en: 'Calls' },
      icon: Phone,
      record: 'call',
      target: ({ id }) => ({ callId: id }),
    },
  },
  sheets: {
    calls: { zh: '通话详单', en: 'call records', page: '/calls' },
  },
});
