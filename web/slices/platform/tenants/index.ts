/** The settings of the company, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';

export const tenantsWeb = webSlice('tenants', {
  pages: [
    {
      path: '/settings',
      name: { zh: '企业设置', en: 'Company' },
      permission: 'tenant.manage',
      menu: { group: 'system', place: 20 },
      texts: ['tenants'],
      load: async () => (await import('./settings-page.tsx')).SettingsPage,
    },
  ],
  words: { openRanges: 'audit.ranges', secondFactor: 'settings.secondFactors' },
});
