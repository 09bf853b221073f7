/** The operators of the platform, who look after tenants. */
import { defineSlice } from '../define-slice.ts';

export const operatorSlice = defineSlice({
  name: 'operator',
  area: 'platform',
  errors: {
    'operator.is-self': 409,
  },
  auditActions: ['support.enter'],
});
