/** The audit log, for the shell. */
import { auditShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const auditWeb = webSlice('audit', {
  pages: [
    {
      path: '/audit',
      name: { zh: '审计日志', en: 'Audit log' },
      permission: 'audit.read',
      menu: { group: 'system', place: 50 },
      shape: auditShape,
      texts: 'every',
      load: async () => (await import('./audit-page.tsx')).AuditPage,
    },
  ],
  sheets: {
    audit: { zh: '审计日志', en: 'audit log', page: '/audit' },
  },
  words: { reason: 'audit.reasons' },
});
