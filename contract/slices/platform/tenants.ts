/** The tenant itself: its settings, branding, licence and state. */
import { defineSlice } from '../define-slice.ts';

export const tenantsSlice = defineSlice({
  name: 'tenants',
  area: 'platform',
  menu: 'settings',
  permissions: {
    'tenant.manage': { heldFrom: [] },
  },
  errors: {
    'tenant.suspended': 403,
    'tenant.expired': 403,
    'tenant.code-taken': 409,
    'tenant.below-usage': 409,
    'tenant.unreadable-colour': 422,
    'tenant.storage-full': 409,
  },
  auditActions: ['tenant.change'],
  records: {
    tenant: { audience: 'everybody' },
  },
});
