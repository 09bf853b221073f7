/** Fields that a tenant designs for its records. */
import { defineSlice } from '../define-slice.ts';

export const fieldsSlice = defineSlice({
  name: 'fields',
  area: 'platform',
  menu: 'settings',
  permissions: {
    'field.manage': { heldFrom: [], isChanging: true },
  },
  auditActions: ['field.create', 'field.change', 'field.order'],
  records: {
    field: { audience: 'everybody' },
  },
});
