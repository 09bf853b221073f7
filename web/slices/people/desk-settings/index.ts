/** What agents set for their desk, and their company for them, for the shell. */
import { queryKeys } from '../../../lib/records.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const deskSettingsWeb = webSlice('desk-settings', {
  pages: [
    {
      path: '/desk-settings',
      name: { zh: '系统设置', en: 'Settings' },
      texts: ['desk-settings'],
      load: async () => (await import('./own-settings-page.tsx')).OwnSettingsPage,
    },
    {
      path: '/desk-rules',
      name: { zh: '坐席默认设置', en: 'Agent defaults' },
      permission: 'tenant.manage',
      menu: { group: 'system', place: 21 },
      texts: ['desk-settings', 'tenants'],
      load: async () => (await import('./rules-page.tsx')).RulesPage,
    },
  ],
  words: {
    locks: 'deskSettings.names',
    textAfterCall: 'deskSettings.textModes',
    linkedPagesOpen: 'deskSettings.linkedOpenings',
    afterMessage: 'deskSettings.messageEnds',
    forwardsWhen: 'deskSettings.exceptions',
    longDistance: 'deskSettings.longDistance',
    codecs: 'deskSettings.codecs',
  },
  alsoShows: { 'desk-setting': [queryKeys.me], tenant: [['desk-settings']] },
});
