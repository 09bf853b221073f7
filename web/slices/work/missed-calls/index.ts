/** Callers whom nobody has served, for the shell. */
import { PhoneIncoming } from 'lucide-react';
import { webSlice } from '../../../lib/web-slice.ts';
import { missedCallsShape } from './search.ts';

export const missedCallsWeb = webSlice('missed-calls', {
  pages: [
    {
      path: '/missed-calls',
      name: { zh: '漏接来电', en: 'Missed' },
      permission: 'missed-call.read',
      menu: { icon: PhoneIncoming, place: 55 },
      record: 'missed-call',
      shape: missedCallsShape,
      texts: ['missed-calls', 'calls'],
      load: async () => (await import('./missed-calls-page.tsx')).MissedCallsPage,
    },
  ],
});
