/** The operators of the platform, who look after tenants. */
import { defineSlice } from '../define-slice.ts';

export const operatorSlice = defineSlice({
  name: 'operator',
  area: 'platform',
  errors: {
    'operator.is-self': 409,
    'regions.no-table': 422,
    'regions.nothing': 422,
    'regions.too-many-places': 422,
    'regions.in-force': 409,
  },
  auditActions: ['support.enter'],
});
