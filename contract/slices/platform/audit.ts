/** The audit log. */
import { defineSlice } from '../define-slice.ts';

export const auditSlice = defineSlice({
  name: 'audit',
  area: 'platform',
  menu: 'audit',
  permissions: {
    'audit.read': { heldFrom: ['supervisor'] },
    'audit.export': { heldFrom: [] },
  },
  lists: ['audit'],
  exports: {
    audit: 'audit.export',
  },
});
