/** Keys for programs. */
import { defineSlice } from '../define-slice.ts';

export const apiKeysSlice = defineSlice({
  name: 'api-keys',
  area: 'platform',
  menu: 'settings',
  permissions: {
    'api-key.manage': { heldFrom: [] },
  },
  errors: {
    'api-key.too-many': 409,
    'api-key.invalid': 401,
  },
  auditActions: ['api-key.create', 'api-key.revoke'],
  records: {
    'api-key': {},
  },
  lists: ['api-keys'],
});
