/** Messages that callers have left, for the shell. */
import { Voicemail } from 'lucide-react';
import { lazy } from 'react';
import { webSlice } from '../../../lib/web-slice.ts';
import { voicemailsShape } from './search.ts';

export const voicemailsWeb = webSlice('voicemails', {
  pages: [
    {
      path: '/voicemails',
      name: { zh: '留言', en: 'Voicemail' },
      permission: 'voicemail.read',
      menu: { icon: Voicemail, place: 56 },
      badge: lazy(async () => ({ default: (await import('./unheard-badge.tsx')).UnheardBadge })),
      record: 'voicemail',
      shape: voicemailsShape,
      texts: ['voicemails', 'calls'],
      load: async () => (await import('./voicemails-page.tsx')).VoicemailsPage,
    },
  ],
  alsoShows: { 'missed-call': [['voicemails']] },
});
